import Evaluation
import Tables

extension NumberText {
  /// 4310000 as 4,310,000. Counts are never negative.
  static func grouped(_ count: Int) -> String { grouped(UInt64(max(0, count))) }

  /// 1600000 as 1.6M.
  static func abbreviated(_ number: Double) -> String {
    for (limit, letter) in [(1e9, "G"), (1e6, "M"), (1e3, "k")] where number >= limit {
      let value = number / limit
      return fixed(value, decimals: value < 10 ? 1 : 0) + letter
    }
    return fixed(number, decimals: 0)
  }

  /// A number of a column in storage units, as the column spells its values.
  static func value(_ number: Double, of column: Column) -> String {
    let whole = Int64(exactly: number.rounded())
    let storage: ColumnStorage? =
      switch column.storage {
      case .instants: whole.map { .instants([$0]) }
      case .integers: whole.map { .integers([$0]) }
      case .decimals: .decimals([number])
      case .levels, .text: nil
      }
    guard let storage else { return short(number) }
    return Column(name: column.name, kind: column.kind, storage: storage, look: column.look).text(ofRow: 0) ?? ""
  }

  /// A mean: as many digits as are of use to people, without marks of thousands, as in the values beside it.
  static func mean(_ number: Double, of column: Column) -> String {
    if case .instants = column.storage { return value(number, of: column) }
    return short(number).replacing(",", with: "")
  }
}
