import Statistics
import Tables
import Testing

@testable import Evaluation

/// Two columns of two tables on one scale.
@Suite struct PairComparerTests {
  private let comparer = PairComparer(width: 20, height: 12, rows: 4, columns: 3)

  private func numbers(_ name: String, _ values: [Double], missing: [Bool] = []) -> Column {
    Column(name: name, kind: .decimal, storage: .decimals(values), missing: missing)
  }

  private func levels(_ name: String, _ codes: [Int32], _ levels: [ByteText]) -> Column {
    Column(name: name, kind: .categorical, storage: .levels(codes: codes, levels: levels))
  }

  private func sample(_ seed: UInt64, _ count: Int = 500) -> [Double] {
    let stream = RandomStream(seed: seed)
    return (0..<UInt64(count)).map { stream.uniform(at: $0) }
  }

  @Test func pointsAreCountedOncePerRow() throws {
    let (x, y) = (numbers("x", sample(1)), numbers("y", sample(2)))
    let gaps = numbers("y", sample(2), missing: (0..<500).map { $0 % 5 == 0 })
    let result = comparer.compare(real: ((x, 500), (gaps, 400)), synthetic: (x, y))
    guard case .points(let grid) = result.shape else { return #expect(Bool(false)) }
    #expect(grid.realRows == 400 && grid.syntheticRows == 500)
    for shares in [grid.real, grid.synthetic] { #expect(abs(shares.reduce(0, +) - 1) < 1e-12) }
    #expect(grid.real.count == 240)
  }

  @Test func tablesThatAreEqualAgree() {
    let (x, y) = (numbers("x", sample(1)), numbers("y", sample(2)))
    let shop = levels("shop", sample(3).map { Int32($0 * 6) }, ["a", "b", "c", "d", "e", "f"])
    let kind = levels("kind", sample(4).map { Int32($0 * 2) }, ["low", "high"])
    for pair in [(x, y), (shop, kind)] {
      let result = comparer.compare(real: ((pair.0, 500), (pair.1, 500)), synthetic: pair)
      #expect(abs((result.agreement ?? 0) - 1) < 1e-12)
      #expect(result.association?.real == result.association?.synthetic)
    }
  }

  @Test func rareLevelsAreOneAndUnknownOnesBelongToIt() {
    let shop = levels("shop", [0, 0, 0, 1, 1, 2, 3, 4, 5], ["a", "b", "c", "d", "e", "f"])
    let drawn = levels("shop", [0, 1, 1, 1, 1, 1, 1, 1, 0], ["a", "new"])
    let kind = levels("kind", [0, 1, 0, 1, 0, 1, 0, 1, 0], ["low", "high"])
    let result = comparer.compare(real: ((shop, 6), (kind, 2)), synthetic: (drawn, kind))
    guard case .levels(let table) = result.shape else { return #expect(Bool(false)) }
    #expect(table.rows == ["a", "b", "c", "3 others"] && table.columns == ["low", "high"])
    #expect(table.synthetic[6...].reduce(0, +) > 0.7, "an unknown level is one of the others")
  }

  @Test func fewWholeNumbersAreLevelsWithoutTheirGaps() {
    let flags = Column(
      name: "flag", kind: .integer, storage: .integers([0, 7, 7, 8, 8, 8]),
      missing: [true] + [Bool](repeating: false, count: 5))
    let kind = levels("kind", [0, 1, 0, 1, 0, 1], ["low", "high"])
    let result = comparer.compare(real: ((flags, 2), (kind, 2)), synthetic: (flags, kind))
    guard case .levels(let table) = result.shape else { return #expect(Bool(false)) }
    #expect(table.rows == ["8", "7"], "the place of a missing value is no level")
    // Few different decimals are numbers still.
    let halves = numbers("half", [0, 0.5, 1, 0.5, 0, 1])
    guard case .boxes = comparer.compare(real: ((halves, 3), (kind, 2)), synthetic: (halves, kind)).shape else {
      return #expect(Bool(false))
    }
  }

  @Test func numbersWithLevelsAreBoxesEitherWay() {
    let values = numbers("amount", sample(5))
    let shop = levels("shop", sample(6).map { Int32($0 * 3) }, ["a", "b", "c"])
    for isSwapped in [false, true] {
      let pair = isSwapped ? (values, shop) : (shop, values)
      let result = comparer.compare(real: ((pair.0, 500), (pair.1, 500)), synthetic: pair)
      guard case .boxes(let boxes) = result.shape else { return #expect(Bool(false)) }
      #expect(boxes.isSwapped == isSwapped && boxes.boxes.map(\.level).sorted() == ["a", "b", "c"])
      for box in boxes.boxes { #expect(box.real == box.real.sorted() && box.real.count == 5) }
      #expect(result.association?.name == "η")
    }
  }

  @Test func skewedPositiveNumbersHaveALogarithmicScale() {
    let amounts = sample(7).map { 1 / (0.001 + $0) }
    let result = comparer.compare(
      real: ((numbers("amount", amounts), 500), (numbers("x", sample(8)), 500)),
      synthetic: (numbers("amount", amounts), numbers("x", sample(8))))
    guard case .points(let grid) = result.shape else { return #expect(Bool(false)) }
    #expect(grid.x.isLogarithmic && !grid.y.isLogarithmic)
    #expect(grid.x.place(of: grid.x.lower) == 0 && abs(grid.x.place(of: grid.x.upper) - 1) < 1e-12)
  }

  @Test func copiesRaiseTheAlarm() {
    var trial = ModelTrial(fittedRows: 100, heldRows: 30)
    #expect(!trial.copiesRows && trial.copyingWords == "not known")
    (trial.copies, trial.copiesExpected, trial.leak, trial.leakError) = (0.1, 0.1, 0.52, 0.02)
    #expect(!trial.copiesRows && trial.copyingWords == "none")
    trial.copies = 0.3
    #expect(trial.copiesRows && trial.copyingWords.hasSuffix("copies"))
    (trial.copies, trial.leak) = (0.1, 0.7)
    #expect(trial.copiesRows && trial.copyingWords == "near rows")
  }
}
