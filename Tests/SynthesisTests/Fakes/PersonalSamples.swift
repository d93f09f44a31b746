import Tables

/// Columns of invented persons for tests.
enum PersonalSamples {
  static func texts(_ name: String, _ count: Int, _ text: (Int) -> String) -> Column {
    SampleTables.column(name, .text, .text(PackedText((0..<count).map { ByteText(text($0)) })))
  }

  static func emails(_ count: Int) -> Column {
    texts("email", count) { "\(["anna", "piet", "ludo"][$0 % 3]).\($0)@firma\($0 % 40).de" }
  }

  static func names(_ count: Int) -> Column {
    texts("full_name", count) {
      "\(["Anna", "Jürgen", "Petra", "Uwe"][$0 % 4]) \(["Müller", "Schäfer", "Weber", "Vogel", "Krause"][$0 / 4 % 5])"
    }
  }

  /// Customers as a German table has them.
  static func germanCustomers(_ count: Int) -> Table {
    Table(
      name: "kunden.csv",
      columns: [
        names(count), emails(count),
        texts("telefon", count) { "+49 30 \(1_000_000 + $0 * 37)" },
        texts("address", count) { "\(["Lindenstraße", "Am Markt"][$0 % 2]) \($0 % 90), 1\(1000 + $0 % 9000) Berlin" },
        texts("iban", count) { account($0) },
        SampleTables.integers(count),
      ])
  }

  /// A German account with right check digits.
  static func account(_ row: Int) -> String {
    let number = "37040044" + String(1_000_000_000 + row * 3331).suffix(10)
    var rest = 0
    for character in number + "131400" { rest = (rest * 10 + (character.wholeNumberValue ?? 0)) % 97 }
    let check = String(100 + 98 - rest).suffix(2)
    return "DE\(check)\(number)"
  }
}
