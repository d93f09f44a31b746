import Testing

@testable import Tables

/// The writers of whole blocks against one that puts texts together value by value.
struct WritingTests {
  private enum Naive {
    static func decimal(_ value: Double, _ look: Look) -> String {
      guard value.isFinite else { return "0" }
      let (decimals, minimum) =
        switch look.decimals {
        case .fixed(let count): (count, count)
        case .upTo(let count): (count, look.minimumDecimals)
        case .shortest: (16, 0)
        }
      let scale = (0..<decimals).reduce(1.0) { power, _ in power * 10 }
      let scaled = (value.magnitude * scale).rounded(.toNearestOrEven)
      guard decimals < 16, scaled < 9e15 else { return shortest(value, look) }
      var digits = String(UInt64(scaled))
      while digits.count <= decimals { digits = "0" + digits }
      var fraction = String(digits.suffix(decimals))
      while fraction.count > min(minimum, decimals), fraction.hasSuffix("0") { fraction.removeLast() }
      let mark = fraction.isEmpty ? "" : String(UnicodeScalar(look.decimalMark))
      return (value < 0 && scaled > 0 ? "-" : "") + digits.dropLast(decimals) + mark + fraction
    }

    static func shortest(_ value: Double, _ look: Look) -> String {
      let parts = "\(value)".split(separator: "e").map(String.init)
      let number = parts[0].split(separator: ".").map(String.init)
      var decimals = number.count > 1 ? number[1] : ""
      if parts.count == 1, decimals == "0", look.minimumDecimals == 0 { decimals = "" }
      decimals += String(repeating: "0", count: max(0, look.minimumDecimals - decimals.utf8.count))
      let mark = decimals.isEmpty ? "" : String(UnicodeScalar(look.decimalMark))
      return number[0] + mark + decimals + (parts.count > 1 ? "e" + parts[1] : "")
    }

    static func cell(_ column: Column, _ row: Int) -> String {
      switch column.storage {
      case .integers(let values):
        let digits = String(values[row].magnitude)
        let zeros = String(repeating: "0", count: max(0, (column.look.zeroPaddedWidth ?? 0) - digits.count))
        return (values[row] < 0 ? "-" : "") + zeros + digits
      case .decimals(let values): return decimal(values[row], column.look)
      case .levels(let codes, let levels): return levels[Int(codes[row])].string
      case .instants(let values):
        let days = Gregorian.day(Gregorian.floorDivide(Int(values[row]), 86_400_000_000))
        let seconds = Int(values[row] / 1_000_000) - Gregorian.floorDivide(Int(values[row]), 86_400_000_000) * 86_400
        let clock = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { two($0) }.joined(separator: ":")
        return "\(days.year)-\(two(days.month))-\(two(days.day))T" + clock
      case .text(let texts): return texts[row].string
      }
    }

    private static func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }

    static func csv(_ table: Table, delimiter: String) -> String {
      (0..<table.rowCount).map { row in
        table.columns.map { column in
          let isMissing = column.isMissing(row)
          let text = isMissing ? column.look.missingSpelling.string : cell(column, row)
          var isLevels = false
          if case .levels = column.storage { isLevels = true }
          let special = text.unicodeScalars.contains {
            delimiter.unicodeScalars.contains($0) || "\"\n\r".unicodeScalars.contains($0)
          }
          let always = column.look.quoting == .always && (!isMissing || text.isEmpty)
          let isEmpty = text.isEmpty && (table.columns.count == 1 || !isMissing && !isLevels)
          guard always || special || isEmpty else { return text }
          return "\"" + text.replacing("\"", with: "\"\"") + "\""
        }.joined(separator: delimiter) + "\n"
      }.joined()
    }
  }

  private func number(_ seeds: inout Seeds) -> Double {
    let size = (0..<seeds.next(below: 24)).reduce(1.0) { power, _ in power * 10 }
    let value = (Double(seeds.next(below: 2_000_001)) - 1_000_000) / 1e6 * size
    return seeds.next(below: 3) == 0 ? value.rounded() / 8 : value
  }

  @Test(arguments: 0..<400)
  func decimalsAreThoseOfTheObviousWriter(seed: Int) {
    var seeds = Seeds(seed)
    var look = Look()
    look.decimals = [.fixed(seed % 17), .upTo(seed % 17), .shortest][seed / 17 % 3]
    look.minimumDecimals = seeds.next(below: 4)
    look.decimalMark = seed % 2 == 0 ? 0x2E : 0x2C
    for _ in 0..<200 {
      let value = number(&seeds)
      var bytes: [UInt8] = []
      Digits.append(value, by: look, to: &bytes)
      #expect(String(decoding: bytes, as: UTF8.self) == Naive.decimal(value, look), "\(value) \(look)")
    }
  }

  /// Around every power of ten, where the number of digits changes.
  @Test func integersOfEveryLength() {
    var power: UInt64 = 1
    for _ in 0..<20 {
      for value in [power - 1, power, power + 1, power &* 9] {
        for width in [1, 3, 8, 9, 25] {
          var bytes: [UInt8] = []
          Digits.append(value, width: width, to: &bytes)
          let digits = String(value)
          #expect(
            String(decoding: bytes, as: UTF8.self) == String(repeating: "0", count: max(0, width - digits.count))
              + digits)
        }
      }
      power = power &* 10
    }
  }

  private func column(_ index: Int, _ rows: Int, _ seeds: inout Seeds) -> Column {
    var look = Look()
    look.decimals = [.fixed(2), .upTo(3), .shortest][seeds.next(below: 3)]
    look.quoting = seeds.next(below: 4) == 0 ? .always : .whenNeeded
    look.missingSpelling = ["", "NA", "a,b"][seeds.next(below: 3)]
    let choices: [ByteText] = ["a", "", "b,c", "d\"e", "f\ng", "a longer text than sixteen bytes", "é;ü"]
    let kinds: [ColumnKind] = [.integer, .identifier, .decimal, .categorical, .datetime, .text]
    let kind = kinds[seeds.next(below: kinds.count)]
    let missing = seeds.next(below: 2) == 0 ? [] : (0..<rows).map { _ in seeds.next(below: 4) == 0 }
    func values<Value>(_ absent: Value, _ value: () -> Value) -> [Value] {
      (0..<rows).map { missing.isEmpty || !missing[$0] ? value() : absent }
    }
    let storage: ColumnStorage
    switch kind {
    case .integer, .identifier:
      if kind == .identifier { look.zeroPaddedWidth = 1 + seeds.next(below: 12) }
      storage = .integers(values(0) { Int64(clamping: Int(number(&seeds).rounded().magnitude / 1e7) - 1000) })
    case .decimal: storage = .decimals(values(0) { number(&seeds) })
    case .categorical:
      // Now and then more levels than rows.
      let levels = choices + (0..<seeds.next(below: 3) * 150).map { ByteText("level, \($0)") }
      storage = .levels(codes: values(-1) { Int32(seeds.next(below: levels.count)) }, levels: levels)
    case .datetime:
      look.datePattern = DatePattern("yyyy-MM-dd'T'HH:mm:ss")
      storage = .instants(values(0) { Int64(seeds.next(below: 4_000_000_000)) * 1_000_000 - 1_000_000_000_000_000 })
    default: storage = .text(PackedText(values("") { choices[seeds.next(below: choices.count)] }))
    }
    return Column(name: "c\(index)", kind: kind, storage: storage, missing: missing, look: look)
  }

  @Test(arguments: 0..<300)
  func blocksAreThoseOfTheObviousWriter(seed: Int) {
    var seeds = Seeds(seed)
    let rows = [1, 2, 127, 128, 129, 300][seeds.next(below: 6)]
    let columns = (0..<(1 + seeds.next(below: 9))).map { column($0, rows, &seeds) }
    let table = Table(name: "t", columns: columns, rowCount: rows)
    let delimiter: Character = [",", ";", "-", "2", "T"][seeds.next(below: 5)]
    var bytes: [UInt8] = []
    CSVFormat(delimiter: delimiter.asciiValue ?? 0).appendRows(of: table, to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == Naive.csv(table, delimiter: String(delimiter)))
  }

  /// A row far wider than the slots of usual rows.
  @Test func longTexts() {
    let long = ByteText(String(repeating: "long \"text\", ", count: 40_000))
    let table = Table(
      name: "t",
      columns: [
        Column(name: "n", kind: .integer, storage: .integers((0..<200).map { Int64($0) })),
        Column(name: "t", kind: .text, storage: .text(PackedText((0..<200).map { $0 == 77 ? long : "s" }))),
      ])
    var bytes: [UInt8] = []
    CSVFormat().appendRows(of: table, to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == Naive.csv(table, delimiter: ","))
  }
}
