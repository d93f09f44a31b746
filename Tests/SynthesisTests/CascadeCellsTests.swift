import Statistics
import Tables
import Testing

@testable import Synthesis

/// What functional dependencies are looked up by.
@Suite struct CascadeCellsTests {
  private func column(_ values: [Int64]) -> CascadeColumn {
    let column = Column(name: "x", kind: .integer, storage: .integers(values), missing: values.map { _ in false })
    return CascadeColumn(column, levelOrder: nil, k: 11)
  }

  @Test(arguments: 0..<40)
  func noEdgeRestsOnFewerThanKRows(seed: UInt64) throws {
    // Some values of many rows, some of a few, in any order along the axis.
    let stream = RandomStream(seed: seed)
    var values: [Int64] = []
    for value in 0..<30 {
      let isRare = stream.bits(at: UInt64(value)) % 3 == 0
      let count =
        isRare ? 1 + stream.bits(at: UInt64(value) + 100) % 9 : 40 + stream.bits(at: UInt64(value) + 200) % 200
      values += [Int64](repeating: Int64(value), count: Int(count))
    }
    let column = column(values)
    let cells = try #require(CascadeCells(column, k: 11))
    let total = Double(values.count)
    let edges = [0] + cells.upperEdges
    for (low, high) in zip(edges, edges.dropFirst()) { #expect((high - low) * total > 10.5) }
    #expect(edges.last == 1)
    for row in values.indices {
      let cell = Int(cells.cellOfRow[row])
      let center = column.centers[Int(column.groups[row])]
      #expect(edges[cell] < center && center < edges[cell + 1])
    }
  }

  @Test func pooledLevelsAreNoValue() throws {
    // Two places of 50 rows and 20 hamlets of 3: the hamlets are pooled, and what they decide differs from one to the next.
    var codes = [Int32](repeating: 0, count: 50) + [Int32](repeating: 1, count: 50)
    for hamlet in Int32(2)..<22 { codes += [hamlet, hamlet, hamlet] }
    let levels: [ByteText] = (0..<22).map { ByteText("place \($0)") }
    let places = Column(
      name: "place", kind: .categorical, storage: .levels(codes: codes, levels: levels),
      missing: codes.map { _ in false })
    let pooled = CascadeColumn(places, levelOrder: (0..<22).map { Int32($0) }, k: 11)
    let cells = try #require(CascadeCells(pooled, k: 11))
    #expect(cells.count == 3)
    #expect(cells.isOneValue.filter { !$0 }.count == 1)
  }
}
