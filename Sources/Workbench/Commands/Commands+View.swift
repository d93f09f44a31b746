import Screen

extension Commands {
  static let viewCommands: [Command] =
    Views.all.map { view in
      Command(
        "show-\(view.name)", [Chord([.character(view.digit)])], .view, title: view.title, help: view.help
      ) { state, _ in state.show(view.name) }
    } + [
      Command("zoom", ["z"], .view, title: "zoom", help: "Gives the pane the whole screen, or takes it back.") {
        state, _ in
        state.isZoomed.toggle()
        state.showSelection()
        return state.compareIfResized()
      },
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
