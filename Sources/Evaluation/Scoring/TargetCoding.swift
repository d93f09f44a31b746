import Statistics

/// A target as labels, decided by the real rows.
struct TargetCoding: Sendable {
  /// Numbers of more values than this are predicted as numbers.
  private static let mostClasses = 20

  /// nil: numbers. Else how many classes; class 0 is the rarest of two.
  let classes: Int?
  private let classOfKey: [Int64: Int]

  init(_ real: ScoredValues, _ column: ScoredColumn, limits: ScoreLimits) {
    if column.isNumber {
      let numbers = Set(real.presentNumbers)
      if numbers.count > Self.mostClasses || !numbers.allSatisfy({ $0 == $0.rounded() && abs($0) < 0x1p53 }) {
        (classes, classOfKey) = (nil, [:])
        return
      }
    }
    let counts = LevelKeys.counts(of: real)
    let order = counts.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }.map(\.key)
    let shown = min(order.count, max(2, limits.classes))
    // Rarest first; what is rarer than the shown classes is one more.
    classOfKey = Dictionary(
      order.enumerated().map { ($1, $0 < shown ? shown - 1 - $0 : shown) }
    ) { first, _ in first }
    classes = order.count > shown ? shown + 1 : shown
  }

  /// Labels of the rows that have one the real rows know, and their row numbers.
  func labels(of column: ScoredValues) -> (rows: [Int], labels: [Float], numbers: [Double]) {
    guard classes != nil else {
      let rows = column.numbers.indices.filter { !column.isMissing($0) }
      return (rows, [], rows.map { column.numbers[$0] })
    }
    var (rows, labels) = ([Int](), [Float]())
    for (row, key) in LevelKeys.keys(of: column).enumerated() {
      guard let key, let label = classOfKey[key] else { continue }
      rows.append(row)
      labels.append(Float(label))
    }
    return (rows, labels, [])
  }
}
