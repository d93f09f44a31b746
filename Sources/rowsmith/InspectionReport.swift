import Tables

/// What `rowsmith inspect` says of a table.
struct InspectionReport {
  let read: ReadTable
  let profile: Profile

  /// The version of the JSON object's members.
  static let schema = 1

  /// The type by which files of unknown origin are described: int float bool date datetime time text empty.
  static func type(of column: Column, profile: ColumnProfile) -> String {
    if profile.count > 0 && profile.missing == profile.count { return "empty" }
    return switch (column.kind, column.storage) {
    case (.integer, _): "int"
    case (.decimal, _): "float"
    case (.boolean, _): "bool"
    case (.date, _): "date"
    case (.time, _): "time"
    case (.datetime, _): "datetime"
    case (.identifier, .integers): column.look.zeroPaddedWidth == nil ? "int" : "text"
    default: "text"
    }
  }
}
