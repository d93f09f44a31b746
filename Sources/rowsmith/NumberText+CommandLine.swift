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
    guard case .instants = column.storage else { return exact(number) }
    guard let instant = Int64(exactly: number.rounded()) else { return short(number) }
    let single = Column(name: column.name, kind: column.kind, storage: .instants([instant]), look: column.look)
    return single.text(ofRow: 0) ?? ""
  }

  /// A mean: as many digits as are of use to people.
  static func mean(_ number: Double, of column: Column) -> String {
    guard case .instants = column.storage else { return short(number) }
    return value(number, of: column)
  }
}
