/// Small tables and recipes that the tests write into their folders.
enum Samples {
  /// 60 rows: a number with one decimal, a category with gaps, a date, numbers in order.
  static let shop: String = {
    let rows = (0..<60).map { row in
      let kind = row % 7 == 3 ? "" : ["tea", "coffee", "cocoa"][row % 3]
      return "\(row + 1),\(kind),\(row % 10 + 2).\(row % 4)0,2024-0\(row % 9 + 1)-1\(row % 5)\n"
    }
    return "id,drink,price,day\n" + rows.joined()
  }()

  /// 342 bytes that a careless reader of YAML expands to gigabytes.
  static let bomb: String =
    "a: &a [lol,lol,lol,lol,lol,lol,lol,lol,lol]\n"
    + zip("bcdefghi", "abcdefgh").map { name, before in
      "\(name): &\(name) [" + Array(repeating: "*\(before)", count: 9).joined(separator: ",") + "]\n"
    }.joined()

  static let deep = String(repeating: "[", count: 10_000)
  static let duplicateKeys = "columns: 1\ncolumns: 2\n"
  static let escapes = "a: \"\u{1B}[2J\u{202E}\"\n"
}
