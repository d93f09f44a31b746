import Files
import Screen
import Synthesis
import Tables
import TestSupport
import Testing

@testable import Workbench

/// Every popup and dialog in everything that a terminal may show of it: one file each. A layer without one fails a law.
@Suite struct PopupScreenTests {
  /// How a popup is reached from the fitted sample.
  struct Popup: Sendable, CustomTestStringConvertible {
    let name: String
    var keys = ""
    var change: @Sendable (inout WorkbenchState) -> Void = { _ in }
    var testDescription: String { name }

    func state(_ width: Int, _ height: Int, _ theme: Theme = .plain) -> WorkbenchState {
      var state = Sample.fitted(width, height)
      state.theme = theme
      state.themeNames = ["anvil", "auto", "mono"]
      state.press("jjjj")
      state.press(keys)
      change(&state)
      return state
    }
  }

  static let popups: [Popup] = [
    Popup(name: "palette", keys: ":"), Popup(name: "palette-search", keys: ":compare"),
    Popup(name: "palette-arguments", keys: ":glyphs "), Popup(name: "palette-no-match", keys: ":zzzz"),
    Popup(name: "help", keys: "?"), Popup(name: "help-search", keys: "?undo"),
    Popup(name: "help-of-report", keys: "5?"), Popup(name: "help-of-editor", keys: "<ret>?"),
    Popup(name: "next-keys", keys: "g") { $0.showsNextKeys = true },
    Popup(name: "generators", keys: "f"), Popup(name: "kinds", keys: "t"), Popup(name: "levels-to-weigh", keys: "kw"),
    Popup(name: "tails-to-weigh", keys: "w"), Popup(name: "column-filter", keys: "/am"),
    Popup(name: "no-column-matches", keys: "/xyz"),
    Popup(name: "words", keys: "i"), Popup(name: "history", keys: "-R-U"), Popup(name: "exports", keys: "x"),
    Popup(name: "themes", keys: ":theme<ret>"), Popup(name: "dialect", keys: ":dialect<ret>"),
    Popup(name: "save", keys: "s"), Popup(name: "save-folder", keys: "s<tab>"),
    Popup(name: "save-taken", keys: "s") {
      guard case .save(var layer)? = $0.layers.last else { return }
      layer.bytes = 14_321
      layer.takenPath = "card-fraud.yaml"
      $0.layers = [.save(layer)]
    },
    Popup(name: "jobs", keys: "gj") {
      $0.jobs[.score] = Job(
        ticket: Ticket(slot: .score, revision: 1), title: "scoring", done: 41, total: 100)
    },
    Popup(name: "messages", keys: "-ugm"),
    Popup(name: "quit", keys: "-q"), Popup(name: "open-file", keys: "go"),
    Popup(name: "other-data") {
      $0.history.start(from: Self.olderRecipe)
      _ = $0.open(.otherData)
    },
    Popup(name: "recovery") {
      $0.recovery = KeptSession(
        path: "kept.yaml", name: "card-fraud", data: "card_fraud.csv", when: "yesterday 17:42", isUnsaved: true,
        changes: 4)
    },
    Popup(name: "file-changed") {
      $0.fileChange = .longer(by: 1200)
      $0.status = StatusMessage(
        .problem,
        "card_fraud.csv grew by 1,200 bytes: F5 reads it again; "
          + "what is shown is the file as it was")
    },
    Popup(name: "read-only") { $0.otherProgram = 4711 },
    Popup(name: "reveal", keys: "2b") { _ = $0.open(.reveal) }, Popup(name: "masked-rows", keys: "2bM"),
    Popup(name: "recording", keys: ":record-screen<ret>"),
    Popup(name: "rule", keys: "namount > 0"),
    Popup(name: "formula", keys: "=") {
      var layer = RuleLayer(purpose: .formula)
      layer.field = TextField("amount = amount * 2")
      layer.problem = SynthesisError(.formulaCycle(["amount", "amount"])).description
      layer.isRefused = true
      $0.layers = [.rule(layer)]
    },
    Popup(name: "value", keys: "<ret><ret>"), Popup(name: "target", keys: ":ask-target 20 is_fraud = 1<ret>"),
    Popup(name: "target-mistyped", keys: ":ask-target 20 is_fraud = 1<ret>^ulots<ret>"),
    Popup(name: "event", keys: "4") {
      ($0.rare.candidates, $0.jobs) = ([], [:])
      $0.press("+amount > 90 and ")
    },
    Popup(name: "event-refused", keys: "4+") {
      var layer = EventLayer()
      layer.field = TextField("amuont > 90")
      layer.problem = "no column is called amuont; did you mean amount?"
      layer.isRefused = true
      $0.layers = [.event(layer)]
    },
    Popup(name: "versions", keys: "6d"),
    Popup(name: "difference", keys: "-6") {
      let older = Self.olderRecipe
      if let recipe = $0.recipe {
        $0.layers = [.difference(DifferenceLayer(from: older, named: "card-fraud.yaml", to: recipe))]
      }
    },
    Popup(name: "explained-report", keys: "5e"), Popup(name: "zoomed-chart", keys: "<tab>z"),
    Popup(name: "mistyped-command", keys: ":generatr x<ret>"),
  ]

  private static var olderRecipe: Recipe {
    var recipe = Sample.recipe
    recipe.seed = 7
    recipe.source.rows = 35
    recipe.columns[4].missingShare = 0.2
    return recipe
  }

  private func surface(_ state: WorkbenchState) -> Surface {
    var surface = Surface(size: state.size)
    state.draw(on: &surface)
    return surface
  }

  @Test(arguments: popups) func everyPopup(_ popup: Popup) {
    let sections = ScreenSections { popup.state($0.width, $0.height) }
    expectSnapshot(sections.text, named: "popup-\(popup.name)")
  }

  private static let colours = ScreenSections.colours

  /// What each popup is there for can be read at every size: it is on the screen, and the cursor stands on it.
  @Test(arguments: popups) func nothingIsLostInPoorerGlyphs(_ popup: Popup) {
    for (width, height) in [(120, 40), (80, 24), (60, 20), (50, 14)] {
      for theme in [Theme.plain, Self.colours] {
        ScreenSections.expectPoorerGlyphs(of: surface(popup.state(width, height, theme)), popup.name)
      }
    }
  }

  /// What can be above the panes; a case of `Layer` that is not here does not compile.
  private enum Kind: CaseIterable {
    case list, filter, save, difference, value, text, path, quitGuard, otherData, reveal, target, event, rule, words

    init(_ layer: Layer) {
      self =
        switch layer {
        case .list: .list
        case .filter: .filter
        case .save: .save
        case .difference: .difference
        case .value: .value
        case .text: .text
        case .path: .path
        case .quitGuard: .quitGuard
        case .otherData: .otherData
        case .reveal: .reveal
        case .target: .target
        case .event: .event
        case .rule: .rule
        case .words: .words
        }
    }
  }

  @Test func everyLayerAndEveryListHasAFile() {
    let layers = Self.popups.compactMap { $0.state(80, 24).layers.last }
    let kinds = Set(layers.map(Kind.init))
    for kind in Kind.allCases { #expect(kinds.contains(kind), "no screen of \(kind)") }
    let contents = layers.compactMap { if case .list(let list) = $0 { list.content } else { nil } }
    for content in ListLayer.Content.allCases { #expect(contents.contains(content), "no screen of \(content)") }
  }

  /// A layer that is open is seen, whatever the size: the screen differs from the one without it.
  @Test(arguments: popups) func whatIsOpenIsSeen(_ popup: Popup) {
    for (width, height) in [(120, 40), (80, 24), (60, 20), (50, 14)] {
      let state = popup.state(width, height)
      guard !state.layers.isEmpty else { continue }
      var without = state
      without.layers = []
      #expect(surface(state).text != surface(without).text, "\(popup.name) at \(width)x\(height)")
    }
  }

  /// ^z, ^l and ^c mean what they mean without it.
  @Test(arguments: popups) func everyPopupLetsTheShellHaveTheTerminal(_ popup: Popup) {
    var state = popup.state(80, 24)
    let layers = state.layers
    #expect(state.press("^z").contains { $0.work == .suspend })
    #expect(state.press("^l").contains { $0.work == .repaint })
    #expect(state.layers == layers)
  }
}
