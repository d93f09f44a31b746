import Statistics
import StrictYAML
import Tables

extension RowPlanBuilder {
  private static let finestCells = 64
  /// Cells are made wider than they must be down to this number, where that leaves room for many more rows.
  private static let coarsestCells = 16
  private static let ampleRows: UInt64 = 1 << 22
  /// Rows per row of the source that a unique column should have room for.
  private static let spareRows: UInt64 = 4

  /// One column makes rows distinct by itself; which one, is whose values are the most.
  mutating func addUnique(_ columns: [String], _ own: RuleRecipe) throws(ExpressionProblem) {
    let places = try self.places(columns, own)
    // Identifiers and sequences never come twice.
    guard !places.contains(where: { parts[$0].generator.capacity != nil }) else { return }
    let key = seed.stream(named: "unique").stream(named: own.text)
    let free = places.filter {
      settled[$0] == nil && parts[$0].generator.isMarginal && parts[$0].recipe.missingShare < 1
    }
    let found = free.compactMap { place in cells(of: place).map { (place, $0) } }
    let most = found.max { $0.1.capacity < $1.1.capacity }
    let levels = places.compactMap { place in free.contains(place) ? self.levels(of: place) : nil }
    let size = levels.reduce(UInt64(1)) { product, own in
      let (next, overflow) = product.multipliedReportingOverflow(by: UInt64(max(1, own.count)))
      return overflow ? 1 << 62 : min(next, 1 << 62)
    }
    if levels.count == places.count, size > most?.1.capacity ?? 0 {
      for place in places { try settle(place, own.text) }
      let law = UniqueStep.Law.product(zip(places, levels).map { ($0, $1) }, size: size)
      steps.append(UniqueStep(law: law, key: key, names: [own.text]))
    } else if let (place, cells) = most {
      try settle(place, own.text)
      steps.append(
        UniqueStep(
          law: .cells(part: place, starts: cells.starts, counts: cells.counts, step: cells.step), key: key,
          names: [own.text]))
    } else {
      refuse(
        [own.text],
        "needs a column of numbers, dates or times that no other rule settles, an identifier, or nothing but columns of levels"
      )
    }
  }

  private typealias Cells = (starts: [Double], counts: [UInt64], step: Double, capacity: UInt64)

  /// As many cells of equal share as leave ample room; else room enough; else those that leave the most.
  private func cells(of part: Int) -> Cells? {
    var step = self.step(part)
    let wanted = UInt64(max(1, recipe.source.rows)) * Self.spareRows
    let search = UniformSearch(generator: parts[part].generator)
    var (enough, best, count): (Cells?, Cells?, Int) = (nil, nil, Self.finestCells)
    while count > 0 {
      let places = (0...count).map { min(max(Double($0) / Double(count), 0x1p-40), 1 - 0x1p-40) }
      let edges: [Double]
      switch search.storage(at: places) {
      case .integers(let values), .instants(let values): edges = values.map(Double.init)
      case .decimals(let values): edges = NumberSteps(parts[part].recipe.look).rounded(values)
      case .levels, .text: return nil
      }
      if step == 0 { step = max((edges[count] - edges[0]) * 0x1p-30, 1e-9) }
      let counts = (0..<count).map { cell in
        let steps = ((edges[cell + 1] - edges[cell]) / step).rounded(.down) + (cell == count - 1 ? 1 : 0)
        return UInt64(min(max(0, steps), 0x1p50))
      }
      let capacity = (counts.min() ?? 0) * UInt64(count)
      let own = (Array(edges.dropLast()), counts, step, capacity)
      if capacity >= Self.ampleRows, count >= Self.coarsestCells { return own }
      if capacity >= wanted, enough == nil { enough = own }
      if capacity > best?.capacity ?? 0 { best = own }
      count /= 2
    }
    return enough ?? best
  }

  private func levels(of part: Int) -> [ByteText]? {
    guard case .levels(_, let levels) = UniformSearch(generator: parts[part].generator).storage(at: [0.5]),
      !levels.isEmpty
    else { return nil }
    return levels
  }
}
