extension Surface {
  /// The surface as a page of its own in the theme's colours: one element per run of cells, no script.
  package func html(theme: Theme, title: String) -> String {
    let shown = adapted(to: theme.glyphs)
    let palette = ExportPalette(theme)
    let lines = (0..<size.height).map { y in
      CellRun.runs(shown.row(y), theme: theme).map { Self.element($0, palette) }.joined()
    }
    let page = "margin:0;padding:1em;background:\(palette.background.hex);color:\(palette.text.hex)"
    let font = "font-family:ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace;line-height:1.2"
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head><meta charset="utf-8"><title>\(MarkupText.escaped(title))</title></head>
      <body style="\(page)">
      <pre style="margin:0;\(font)">
      \(lines.joined(separator: "\n"))
      </pre>
      </body>
      </html>

      """
  }

  private static func element(_ run: CellRun, _ palette: ExportPalette) -> String {
    let text = MarkupText.escaped(run.text)
    let colors = palette.colors(of: run.style)
    var rules: [String] = []
    if colors.text != palette.text { rules.append("color:\(colors.text.hex)") }
    if let background = colors.background { rules.append("background:\(background.hex)") }
    if run.style.isBold { rules.append("font-weight:bold") }
    if run.style.isUnderlined { rules.append("text-decoration:underline") }
    let isBlank = run.text.allSatisfy { $0 == " " }
    guard !rules.isEmpty, !isBlank || colors.background != nil else { return text }
    return "<span style=\"\(rules.joined(separator: ";"))\">\(text)</span>"
  }
}
