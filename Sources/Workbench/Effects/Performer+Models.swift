import Evaluation
import Synthesis
import Tables

extension Performer {
  /// Fits a model to all rows, draws some, then tries it on rows that were held back. Each part is reported when it is there.
  func tryModel(_ order: TrialOrder, _ report: Report, _ isCancelled: Check) -> Outcome {
    let name = order.fit.options.model
    let side = RealTable(order.fit.real, kindsOf: order.fit.base?.value)
    var options = order.fit.options
    do {
      let start = clock()
      var recipe = order.known?.value
      var seconds = order.seconds
      if recipe == nil {
        recipe = try fitted(order.fit, side) { done, total in
          report(.progress(done: done * 2, total: total * 5))
          return !isCancelled()
        }
        seconds = clock() - start
      }
      guard let recipe else { return .cancelled }
      let fit = CachedFit(recipe: Reference(recipe), seconds: seconds)
      report(.trial(.fitted(name, fit, bytes: RecipeFile.text(of: recipe).count)))
      let synthesizer = try Synthesizer(recipe, total: max(UInt64(order.rows), recipe.totalForItsEvents))
      // Numbers that follow each other do so no longer where rows are held back.
      options.generators = options.generators.filter { synthesizer.modelledNames.contains($0.key) }
      let rows = try synthesizer.rows(0..<UInt64(order.rows))
      report(.trial(.drawn(name, Reference(rows))))
    } catch { return .trial(.refused(name, error.description)) }
    do {
      let trial = try ModelTrial.run(options, on: side.table) { done, total in
        report(.progress(done: 2 * total + 3 * done, total: 5 * total))
        return !isCancelled()
      }
      return trial.map { .trial(.scored(name, $0)) } ?? .cancelled
    } catch { return .trial(.refused(name, error.description)) }
  }

  func scorePairs(_ order: PairScoresOrder, _ isCancelled: Check) -> Outcome {
    let side = RealTable(order.real, kindsOf: order.recipe.value)
    var scores: [Reference<Table>: Reference<[PairScore]>] = [:]
    let modelled: Set<String>
    do { modelled = Set(try Synthesizer(order.recipe.value).modelledNames) } catch {
      return .failed(error.description)
    }
    for table in order.request.tables {
      if isCancelled() { return .cancelled }
      do {
        let kept = side.table.sharing(table.value, of: modelled)
        scores[table] = Reference(try Scorer().pairScores(real: kept, synthetic: table.value))
      } catch { return .failed("pairs could not be compared: \(error.description)") }
    }
    return .pairsScored(scores)
  }

  func comparePair(_ order: PairOrder, _ isCancelled: Check) -> Outcome {
    let recipe = order.recipe.value
    let side = RealTable(order.real, kindsOf: recipe)
    let pair = order.request.pair
    guard let first = side.column(named: pair.first), let second = side.column(named: pair.second) else {
      return .nothing
    }
    let size = order.request.size
    let width = order.request.form == .difference ? 2 * size.width + 1 : size.width
    // Twice and four times as fine as the cells: the dots of a scatter.
    let comparer = PairComparer(
      width: 2 * width, height: 4 * size.height, rows: size.height, columns: max(2, 2 * size.width / 11))
    var comparisons: [String: Reference<PairComparison>] = [:]
    for (name, table) in order.request.tables {
      if isCancelled() { return .cancelled }
      guard let drawnFirst = table.value.column(named: pair.first),
        let drawnSecond = table.value.column(named: pair.second)
      else { continue }
      comparisons[name] = Reference(
        comparer.compare(
          real: ((first.column, first.profile.distinct), (second.column, second.profile.distinct)),
          synthetic: (drawnFirst, drawnSecond)))
    }
    return .pairCompared(comparisons)
  }
}

extension Table {
  /// Those of the named columns that `other` has too.
  fileprivate func sharing(_ other: Table, of wanted: Set<String>) -> Table {
    let names = wanted.intersection(other.columns.map(\.name))
    return Table(name: name, columns: columns.filter { names.contains($0.name) }, rowCount: rowCount)
  }
}
