import Screen

extension Commands {
  static let viewCommands: [Command] =
    Views.all.map { view in
      Command(
        "show-\(view.name)", [Chord([.character(view.digit)]), Chord([.character("g"), .character(view.digit)])], .view,
        title: view.title, help: view.help,
        isAvailable: { $0.isOpen }
      ) { state, _ in state.show(view.name) }
    } + [
      Command("zoom", ["z"], .view, title: "zoom", help: "Gives the pane the whole screen, or takes it back.") {
        state, _ in
        state.isZoomed.toggle()
        state.showSelection()
        return state.compareIfResized()
      },
      Command(
        "switch-rows", ["b"], .view, in: ["rows"], title: "real, both",
        help: "Shows synthetic rows, real ones with personal data masked, or both.", isAvailable: { $0.table != nil }
      ) { state, _ in state.switchRows() },
      Command(
        "reveal", [], .view, title: "reveal",
        help: "Shows personal data of real rows as it is, after a question; never saved.",
        otherwise: "real values are shown already",
        isAvailable: { $0.realTable != nil && !$0.isRevealed }
      ) { state, _ in state.open(.reveal) },
      Command(
        "mask", [], .view, title: "mask", help: "Masks personal data of real rows again.",
        otherwise: "personal data is masked already",
        isAvailable: { $0.isRevealed }
      ) { state, _ in
        state.isRevealed = false
        return state.say(.note, "personal data is masked")
      },
      Command(
        "mask-rows", ["M"], .view, in: ["rows"], title: "mask all",
        help: "Masks every value of real rows, for a screen that others see; or only personal data again.",
        isAvailable: { $0.realTable != nil }
      ) { state, _ in state.toggleMask() },
      Command(
        "dialect", [], .view, title: "dialect",
        help: "Shows how the file is read, how sure that is, and the lines that did not fit.",
        isAvailable: { $0.shownTable != nil }
      ) { state, _ in state.open(.list(ListLayer(.dialect))) },
      Command(
        "theme", [], .view, title: "theme", help: "Changes the colours; without a name, a list shows each as you move.",
        arguments: [CommandArgument("NAME", isOptional: true, choices: { $0.themeNames.map { Choice($0) } })]
      ) { state, arguments in
        arguments.first.map { state.show(theme: $0) } ?? state.openThemes()
      },
      Command(
        "glyphs", [], .view, title: "glyphs", help: "Draws with unicode, blocks or ascii characters.",
        arguments: [CommandArgument("NAME", choices: { _ in GlyphSet.allCases.map { Choice($0.rawValue) } })]
      ) { (state, arguments) throws(CommandError) in
        guard let glyphs = GlyphSet(rawValue: arguments.first ?? "") else {
          throw CommandError("expected unicode, blocks or ascii")
        }
        state.glyphs = glyphs
        return state.start(.repaint, in: .terminal, title: "")
      },
    ]
}
