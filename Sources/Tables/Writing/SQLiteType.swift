/// The declared types of columns in SQLite databases, which tell a column's kind when it is read again.
///
/// The words are chosen so that SQLite's affinity rules (section 3.1 of its "Datatypes") keep values as they are written.
enum SQLiteType {
  static func declared(for column: Column) -> String {
    switch (column.kind, column.storage) {
    case (.boolean, .levels): "BOOLEAN"
    case (.date, _): "DATE"
    case (.time, _): "TIME"
    case (.datetime, _): "DATETIME"
    case (.identifier, .integers) where column.look.zeroPaddedWidth == nil: "IDENTIFIER INTEGER"
    case (.identifier, _): "IDENTIFIER TEXT"
    case (.categorical, _): "CATEGORY TEXT"
    case (_, .integers) where column.look.zeroPaddedWidth == nil: "INTEGER"
    case (_, .decimals): real(column.look)
    default: "TEXT"
    }
  }

  /// `REAL(15,2)` is a number shown with two decimals, as MySQL spells it.
  private static func real(_ look: Look) -> String {
    if case .fixed(let decimals) = look.decimals, (1...15).contains(decimals) { return "REAL(15,\(decimals))" }
    return "REAL"
  }

  /// What a declared type says, of ours or of others; nil where the values decide.
  static func hint(_ declared: String) -> ColumnHint? {
    let words = declared.uppercased()
    let first = words.prefix { $0.isLetter }
    switch first {
    case "BOOLEAN", "BOOL": return ColumnHint(kind: .boolean)
    case "DATE": return ColumnHint(kind: .date)
    case "TIME": return ColumnHint(kind: .time)
    case "DATETIME", "TIMESTAMP": return ColumnHint(kind: .datetime)
    case "CATEGORY": return ColumnHint(kind: .categorical)
    case "IDENTIFIER": return ColumnHint(kind: .identifier)
    case "REAL", "DOUBLE", "FLOAT": return ColumnHint(kind: .decimal, decimals: decimals(words))
    default: return nil
    }
  }

  private static func decimals(_ words: String) -> Int? {
    let inside = words.split(separator: "(").dropFirst().first?.prefix { $0 != ")" } ?? ""
    return inside.split(separator: ",").dropFirst().first.flatMap { Int($0.filter(\.isNumber)) }.flatMap {
      (1...15).contains($0) ? $0 : nil
    }
  }
}

/// What a source of tables knows of a column beyond its values.
struct ColumnHint: Equatable, Sendable {
  var kind: ColumnKind
  /// Decimals that every value is shown with.
  var decimals: Int?
  /// The values are days or microseconds since 1970, under a name that says nothing to the reader.
  var instants: Instants?

  struct Instants: Equatable, Sendable {
    var name: String
    var pattern: DatePattern
  }

  init(kind: ColumnKind, decimals: Int? = nil, instants: Instants? = nil) {
    (self.kind, self.decimals, self.instants) = (kind, decimals, instants)
  }
}
