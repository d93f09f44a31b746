extension Surface {
  /// The surface as lines for a terminal or `less -R`, in the theme's colours. Each line ends in the terminal's own look.
  package func ansi(theme: Theme) -> String {
    let shown = adapted(to: theme.glyphs)
    return (0..<size.height).map { shown.ansiLine($0, theme: theme) + "\n" }.joined()
  }

  /// One row without its line end; blanks at its right that nothing is drawn behind are left out.
  func ansiLine(_ y: Int, theme: Theme) -> String {
    var runs = CellRun.runs(row(y), theme: theme)
    while let last = runs.last, last.style.looksEmpty, last.text.allSatisfy({ $0 == " " }) { runs.removeLast() }
    var line = ""
    for run in runs { line += run.style == Style() ? run.text : "\u{1B}[\(run.style.sgr)m\(run.text)\u{1B}[m" }
    return line
  }
}

extension Style {
  /// Whether a blank of this style cannot be seen.
  fileprivate var looksEmpty: Bool { background == .standard && !isReverse && !isUnderlined }

  /// The parameters of "select graphic rendition" (ECMA-48, 8.3.117; xterm for 256 colours and more).
  fileprivate var sgr: String {
    var parts: [String] = []
    if isBold { parts.append("1") }
    if isDim { parts.append("2") }
    if isUnderlined { parts.append("4") }
    if isReverse { parts.append("7") }
    parts += [Self.sgr(foreground, base: 30), Self.sgr(background, base: 40)].compactMap { $0 }
    return parts.joined(separator: ";")
  }

  private static func sgr(_ color: Color, base: Int) -> String? {
    switch color {
    case .standard: nil
    case .rgb(let red, let green, let blue): "\(base + 8);2;\(red);\(green);\(blue)"
    case .indexed(let index): "\(base + 8);5;\(index)"
    case .named(let name): "\((name < 8 ? base : base + 52) + Int(name))"
    }
  }
}
