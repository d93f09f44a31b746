@testable import Tables

/// A table as what it says: kinds and values, without how they are spelled.
struct TableMeaning: Equatable {
  enum Value: Equatable {
    case missing
    case integer(Int64)
    case decimal(Double)
    case truth(Bool)
    case instant(Int64)
    case text(ByteText)
  }

  var names: [String]
  var kinds: [ColumnKind]
  /// By column.
  var values: [[Value]]

  init(_ table: Table) {
    names = table.columns.map(\.name)
    kinds = table.columns.map(\.kind)
    values = table.columns.map { column in (0..<column.count).map { Self.value(column, $0) } }
  }

  private static func value(_ column: Column, _ row: Int) -> Value {
    guard !column.isMissing(row) else { return .missing }
    return switch column.storage {
    case .integers(let values): .integer(values[row])
    case .decimals(let values): .decimal(values[row])
    case .instants(let values): .instant(values[row])
    case .levels(let codes, let levels):
      column.kind == .boolean ? .truth(column.truths[Int(codes[row])]) : .text(levels[Int(codes[row])])
    case .text(let texts): .text(texts[row])
    }
  }

  /// The first difference as a sentence; nil where there is none.
  func difference(from other: TableMeaning) -> String? {
    if names != other.names { return "names \(names) and \(other.names)" }
    for (column, name) in names.enumerated() {
      if kinds[column] != other.kinds[column] { return "\(name) is \(kinds[column]) and \(other.kinds[column])" }
      guard values[column] != other.values[column] else { continue }
      let (left, right) = (values[column], other.values[column])
      guard left.count == right.count else { return "\(left.count) and \(right.count) rows" }
      let row = left.indices.first { left[$0] != right[$0] } ?? 0
      return "\(name), row \(row): \(left[row]) and \(right[row])"
    }
    return nil
  }
}
