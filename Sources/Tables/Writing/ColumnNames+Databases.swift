extension ColumnNames {
  /// The names as a database tells them apart: without regard to the case of ASCII letters, and without NUL.
  /// - Returns: one name per column, and sentences on those that had to change.
  static func forDatabase(_ names: [String]) -> (names: [String], remarks: [String]) {
    var taken = Set(names.map(folded))
    var used: Set<String> = []
    var remarks: [String] = []
    let found = names.map { name in
      if used.insert(folded(name)).inserted, !name.utf8.contains(0) { return name }
      let bare = name.replacing("\u{0}", with: "\u{FFFD}")
      var (number, free) = (2, bare)
      while !taken.insert(folded(free)).inserted {
        free = "\(bare)_\(number)"
        number += 1
      }
      remarks.append("column ‘\(shown(name))’ is called ‘\(shown(free))’ there: names differ in more than case")
      return free
    }
    return (found, remarks)
  }

  private static func folded(_ name: String) -> String {
    String(decoding: name.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
  }

  private static func shown(_ name: String) -> String { name.count > 60 ? name.prefix(60) + "…" : name }
}
