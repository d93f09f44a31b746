import Evaluation
import Synthesis
import Tables

extension Performer {
  /// Rows of the first, quick picture.
  private static let firstRows = 2000
  /// Rows between two looks at whether anybody still wants them.
  private static let blockRows = 50_000

  /// Draws a few rows and compares them, then all: a picture at once, the exact one soon after.
  func draw(_ order: DrawOrder, _ report: Report, _ isCancelled: Check) -> Outcome {
    let start = clock()
    let synthesizer: Synthesizer
    let recipe = order.recipe.value
    // A preview may be a part of a draw that is large enough for its numbers of rare rows.
    let total = max(UInt64(order.rows), recipe.totalForItsEvents)
    do { synthesizer = try Synthesizer(recipe, total: total) } catch {
      return .failed(error.description)
    }
    var comparison = order.real.map { PreparedComparison(order, real: $0) }
    let stages = order.rows > 2 * Self.firstRows ? [Self.firstRows, order.rows] : [order.rows]
    for (stage, count) in stages.enumerated() {
      let drawn: Table?
      do { drawn = try rows(count, of: synthesizer, report, isCancelled) } catch { return .failed(error.description) }
      guard let table = drawn else { return .cancelled }
      report(.drawn(Reference(table)))
      // The quick picture needs the selected column only; the others follow with all rows.
      let isQuick = stage < stages.count - 1
      let isComplete = comparison?.run(table, onlyFirst: isQuick, report: report, isCancelled: isCancelled)
      if isComplete == false { return .cancelled }
    }
    return .drawingEnded(rows: order.rows, seconds: clock() - start)
  }

  private func rows(
    _ count: Int, of synthesizer: Synthesizer, _ report: Report, _ isCancelled: Check
  ) throws(SynthesisError) -> Table? {
    var table: Table?
    var done = 0
    while done < count || table == nil {
      if isCancelled() { return nil }
      let end = min(count, done + Self.blockRows)
      let block = try synthesizer.rows(UInt64(done)..<UInt64(end))
      if table == nil { table = block } else { table?.append(block) }
      done = end
      report(.progress(done: done, total: count))
    }
    return table
  }

  func compare(_ order: CompareOrder, _ report: Report, _ isCancelled: Check) -> Outcome {
    let only = order.wishes.count == 1 ? order.wishes.first.flatMap { order.name(of: $0.column) } : nil
    let side = RealTable(order.real, kindsOf: order.recipe?.value, only: only)
    let drawn = order.synthetic?.value.byName ?? [:]
    for wanted in order.wishes {
      if isCancelled() { return .cancelled }
      guard let name = order.name(of: wanted.column), let (column, profile) = side.column(named: name) else { continue }
      let synthetic = drawn[name]
      guard synthetic == nil || synthetic?.kind == column.kind else { continue }
      let comparison = Comparer.compare(real: column, profile: profile, synthetic: synthetic, wish: wanted.wish)
      report(.compared(column: wanted.column, comparison))
    }
    return .nothing
  }
}

extension Table {
  /// For tables of many columns.
  fileprivate var byName: [String: Column] {
    Dictionary(columns.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  }
}

extension CompareOrder {
  fileprivate func name(of index: Int) -> String? {
    if let columns = recipe?.value.columns { return columns.indices.contains(index) ? columns[index].name : nil }
    let columns = real.table.value.table.columns
    return columns.indices.contains(index) ? columns[index].name : nil
  }
}

/// The real columns of a drawing, prepared once and compared with each stage.
private struct PreparedComparison {
  private let side: RealTable
  private let order: DrawOrder
  private let sequence: [Int]
  private var prepared: [Int: RealColumn] = [:]

  init(_ order: DrawOrder, real: RealSide) {
    self.order = order
    side = RealTable(real, kindsOf: order.recipe.value)
    let indices = Array(order.recipe.value.columns.indices)
    sequence = indices.filter { $0 == order.first } + indices.filter { $0 != order.first }
  }

  /// - Returns: false when it was cancelled.
  mutating func run(
    _ table: Table, onlyFirst: Bool, report: Performer.Report, isCancelled: Performer.Check
  ) -> Bool {
    let drawn = table.byName
    for index in onlyFirst ? Array(sequence.prefix(1)) : sequence {
      if isCancelled() { return false }
      let name = order.recipe.value.columns[index].name
      guard let synthetic = drawn[name], let real = real(index, name) else { continue }
      report(.compared(column: index, Comparer.compare(real, synthetic: synthetic)))
    }
    return true
  }

  private mutating func real(_ index: Int, _ name: String) -> RealColumn? {
    if let known = prepared[index] { return known }
    guard let (column, profile) = side.column(named: name) else { return nil }
    let wish = order.wishes.indices.contains(index) ? order.wishes[index] : BinningWish()
    let made = RealColumn(column, profile: profile, wish: wish)
    prepared[index] = made
    return made
  }
}
