import Evaluation
import Screen
import Synthesis
import Tables

/// The work that follows from a change.
extension WorkbenchState {
  /// Draws the rows of the preview and compares them.
  mutating func draw() -> [Effect] {
    guard let recipe else { return [] }
    jobs[.compare] = nil
    comparedBins = Layout(self).chartBins
    rowsAreStale = true
    let order = DrawOrder(
      recipe: Reference(recipe), real: real, rows: previewRows, wishes: (0..<columnCount).map(wish), first: selection)
    return start(
      .draw(order), in: .draw, title: "drawing",
      // The editor draws its own column after every key; the table follows when the keys rest.
      delay: view == Self.editorView ? 0.4 : 0)
  }

  /// Compares columns again, the selected one first: with other bins, or for the first time without synthetic rows.
  mutating func compareAgain(_ columns: [Int]) -> [Effect] {
    guard let real, columnCount > 0 else { return [] }
    // Drawing compares every column anyway, but with the wishes of its start.
    if jobs[.draw] != nil { return draw() }
    // What a comparison under way has not reached yet must not be lost.
    let wanted = jobs[.compare] == nil ? columns : Array(0..<columnCount)
    let ordered = wanted.filter { $0 == selection } + wanted.filter { $0 != selection }
    let wishes = ordered.map { ColumnWish(column: $0, wish: wish($0)) }
    let order = CompareOrder(recipe: recipe.map(Reference.init), real: real, synthetic: synthetic, wishes: wishes)
    return start(.compare(order), in: .compare, title: "comparing")
  }

  /// The number of bins follows the width of the chart.
  mutating func compareIfResized() -> [Effect] {
    let layout = Layout(self)
    guard view != Self.editorView, layout.form != .tooSmall, layout.chartBins != comparedBins,
      comparisons.contains(where: { $0 != nil })
    else {
      return []
    }
    comparedBins = layout.chartBins
    return compareAgain(Array(0..<columnCount))
  }

  /// Keeps the session, one second after the change: with the command that made it, which is logged last.
  mutating func autosave() -> [Effect] {
    isToBeKept = true
    return []
  }

  mutating func keepSession(delay: Double = 1) -> [Effect] {
    isToBeKept = false
    // What is done in the tutorial is practice.
    guard shownTutorial == nil, otherProgram == nil, let session = SessionFile(self) else { return [] }
    let work = Work.autosave(Reference(session), keepsEarlier: recovery != nil)
    return start(work, in: .autosave, title: "keeping the session", delay: delay)
  }

  /// The work that is to go on.
  package var activeTickets: Set<Ticket> { Set(jobs.values.lazy.filter { !$0.isStopping }.map(\.ticket)) }

  /// What is to be written before the program ends, whatever else goes on.
  package mutating func farewell() -> [Effect] {
    // What waits to be kept may be that nothing is left to save.
    let isDue = hasUnsavedRecipe || isToBeKept || jobs[.autosave] != nil
    let kept = isDue ? keepSession(delay: 0) : []
    return isRecording ? kept + toggleRecording(to: nil) : kept
  }
}
