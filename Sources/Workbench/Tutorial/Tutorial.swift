import Synthesis

/// Where the user is in the tutorial.
struct Tutorial: Equatable, Sendable {
  /// Steps done: the place of the one that is shown, or the number of steps after the last.
  var step = 0
  /// The strip is shown and steps are counted.
  var isShown = true

  var isFinished: Bool { step >= TutorialStep.all.count }

  /// `tutorial 3 of 8`
  var title: String {
    isFinished
      ? "tutorial, all \(TutorialStep.all.count) steps done" : "tutorial \(step + 1) of \(TutorialStep.all.count)"
  }

  var text: String {
    isFinished
      ? "That was all of it.  :  finds every command by a few letters,  ?  lists the keys that work where you are,  gs  "
        + "opens your own table."
      : TutorialStep.all[step].text
  }
}

/// One step: what to do, and how the state shows that it was done.
///
/// Never a key alone: whatever way leads there is as good, a click, another key or a command by name.
struct TutorialStep: Sendable {
  let text: String
  let isDone: @Sendable (WorkbenchState) -> Bool

  /// The column and the event of the shipped table of card payments.
  private static let column = "amount"
  private static let event = "is_fraud"
  /// The one that speaks of the chart beside the list.
  static let chartStep = 1

  static let all: [TutorialStep] = [
    TutorialStep(
      text: "Every column, real beside synthetic. Grey: both agree; blue ░: only real; orange ▒: only synthetic. "
        + "Go down to amount:  j"
    ) { $0.selectedName == column },
    TutorialStep(text: "This is its chart. See the values added up instead:  v  until it says ECDF") {
      $0.selectedName == column && $0.chartForm($0.selection) == .cumulative
    },
    TutorialStep(text: "Open the column, to see which generators fit it and what can be set:  Enter") {
      $0.selectedName == column && $0.view == WorkbenchState.editorView
    },
    TutorialStep(text: "Try another generator, a bad one:  f  then type  unif  and press  Enter") {
      generator(in: $0) != nil && generator(in: $0) != fitted(in: $0)
    },
    TutorialStep(text: "Blue and orange everywhere: it fits badly. Take it back:  u  (U lists every change)") {
      generator(in: $0) == fitted(in: $0) && !$0.history.redoSteps.isEmpty
    },
    TutorialStep(
      text: "Fraud is 1.2 % of the rows. Let it be a fifth:  4  goes to rare events, then  Enter  and  Enter  again"
    ) { $0.recipe?.rare.contains { $0.when.contains(event) } == true },
    TutorialStep(text: "How close are the rows now, and do they give anybody away?  5  scores them; wait for it") {
      $0.view == "report" && $0.isScoreCurrent && $0.shownScore?.isComplete == true
    },
    TutorialStep(
      text: "Save the recipe, which holds no row:  s  then  Enter.  Draw from it later:  rowsmith generate FILE -n 1M"
    ) { $0.recipePath != nil && !$0.hasUnsavedRecipe },
  ]

  private static func generator(in state: WorkbenchState) -> String? { state.recipe?.column(named: column)?.generator }

  /// Of the first recipe, before any change.
  private static func fitted(in state: WorkbenchState) -> String? {
    (state.history.undoSteps.first?.recipe ?? state.recipe)?.column(named: column)?.generator
  }
}

extension WorkbenchState {
  /// Enters where it was left, or opens its table and begins.
  mutating func enterTutorial() throws(CommandError) -> [Effect] {
    if tutorial?.isFinished == false {
      tutorial?.isShown = true
      return []
    }
    guard let path = tutorialPath else { throw CommandError("the table of the tutorial is not installed") }
    let effects = leave(for: path)
    tutorial = Tutorial()
    return effects
  }

  mutating func leaveTutorial() -> [Effect] {
    let isFinished = tutorial?.isFinished == true
    if isFinished { tutorial = nil } else { tutorial?.isShown = false }
    return say(.note, isFinished ? "the table stays open" : "the tutorial waits:  :tutorial  goes on where you left it")
  }

  /// Looked at after every message: the state decides.
  mutating func advanceTutorial() {
    guard var next = tutorial, next.isShown, recipe != nil else { return }
    while !next.isFinished, TutorialStep.all[next.step].isDone(self) { next.step += 1 }
    if next != tutorial { tutorial = next }
  }

  /// The step that is shown; nil where none is.
  var shownTutorial: Tutorial? { tutorial.flatMap { $0.isShown ? $0 : nil } }
}
