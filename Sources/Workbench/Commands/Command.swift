import Screen

/// A change of the state by name. One table of these feeds key map, palette, help, footer, README, sessions and replays.
package struct Command: Sendable {
  package enum Topic: String, CaseIterable, Sendable {
    case move = "Moving", column = "Columns", chart = "Charts", editor =
      "Column editor",
      recipe = "Recipe", model = "Joint model",
      rule = "Formulas and rules", rare = "Rare events", view = "Views", report = "Report", recipeView = "Recipe view",
      export = "Exports", session = "Files and sessions", program = "Program"
  }

  /// What a command fits anew: it is done when the fits under way are that it builds on.
  package enum Fit: Sendable { case nothing, column, model }

  /// kebab-case, a verb first.
  package let name: String
  package let keys: [Chord]
  /// The views in which its keys work; empty: all. By name it can be run elsewhere too where it is undoable, as sessions do.
  package let views: [String]
  /// At most three words, for the footer.
  package let title: String
  /// One sentence.
  package let help: String
  package let topic: Topic
  package let arguments: [CommandArgument]
  /// Changes the recipe, one step of undo.
  package let isUndoable: Bool
  /// Acts on what is selected by another command, which is logged in its place.
  let isShorthand: Bool
  /// Leads to a change, so that it is of no use where another program holds the session.
  let isHeldBack: Bool
  package let fits: Fit
  /// The command of the opposite direction, whose key the footer shows beside this one's.
  package let opposite: String?
  /// Why it cannot be run where everything it needs is open; empty: nobody can say.
  let otherwise: String
  private let condition: @Sendable (WorkbenchState) -> Bool
  package let perform: @Sendable (inout WorkbenchState, [String]) throws(CommandError) -> [Effect]

  init(
    _ name: String, _ keys: [Chord], _ topic: Topic, in views: [String] = [], title: String, help: String,
    arguments: [CommandArgument] = [], isUndoable: Bool = false, isShorthand: Bool = false, isHeldBack: Bool = false,
    fits: Fit = .nothing,
    opposite: String? = nil, otherwise: String = "",
    isAvailable: @escaping @Sendable (WorkbenchState) -> Bool = { _ in true },
    perform: @escaping @Sendable (inout WorkbenchState, [String]) throws(CommandError) -> [Effect]
  ) {
    self.name = name
    self.keys = keys
    self.views = views
    self.opposite = opposite
    self.topic = topic
    self.title = title
    self.help = help
    self.arguments = arguments
    self.isUndoable = isUndoable
    self.isShorthand = isShorthand
    self.isHeldBack = isHeldBack || isUndoable
    self.fits = fits
    self.otherwise = otherwise
    condition = isAvailable
    self.perform = perform
  }

  package func works(in view: String) -> Bool { views.isEmpty || views.contains(view) }

  /// Whether it can be run now; the palette and the footer show it only then.
  package func isAvailable(_ state: WorkbenchState) -> Bool {
    (isUndoable || works(in: state.view)) && condition(state) && (!isHeldBack || state.otherProgram == nil)
  }

  /// Whether it could be run in a view of its own, which the palette then goes to.
  func isPossibleElsewhere(_ state: WorkbenchState) -> Bool {
    state.isOpen && !isUndoable && !works(in: state.view) && home != nil && condition(state)
      && (!isHeldBack || state.otherProgram == nil)
  }

  /// The first view that it works in, where that can be gone to.
  var home: String? {
    views.first { name in name == WorkbenchState.editorView || Views.all.contains { $0.name == name } }
  }

  /// Where its keys work: the titles of views, or `all`.
  package var places: String {
    views.isEmpty ? "all" : views.map { Views.named($0).title }.joined(separator: ", ")
  }

  /// `generator NAME`: how it is written in the palette and in sessions.
  package var usage: String { ([name] + arguments.map(\.usage)).joined(separator: " ") }
}

/// What follows a command's name.
package struct CommandArgument: Sendable {
  package let name: String
  package let isOptional: Bool
  /// What the palette offers, with a line about each.
  package let choices: @Sendable (WorkbenchState) -> [Choice]

  init(
    _ name: String, isOptional: Bool = false, choices: @escaping @Sendable (WorkbenchState) -> [Choice] = { _ in [] }
  ) {
    self.name = name
    self.isOptional = isOptional
    self.choices = choices
  }

  var usage: String { isOptional ? "[\(name)]" : name }
}

package struct Choice: Equatable, Sendable {
  package var text: String
  package var summary: String
  package init(_ text: String, _ summary: String = "") {
    self.text = text
    self.summary = summary
  }
}

/// Why a command was not done; a sentence for the status line.
package struct CommandError: Error, Equatable, Sendable, CustomStringConvertible {
  package var description: String
  init(_ description: String) { self.description = description }
}

/// Keys pressed one after the other.
package struct Chord: Hashable, Sendable, ExpressibleByStringLiteral {
  package let keys: [Key]
  package init(_ keys: [Key]) { self.keys = keys }

  /// - Precondition: a valid key script such as `gg` or `^d`. Literals only: never from input.
  package init(stringLiteral value: String) {
    guard let keys = Key.parse(value), !keys.isEmpty else { preconditionFailure("not a chord: \(value)") }
    self.keys = keys
  }

  package var label: String { keys.map(\.label).joined() }
}
