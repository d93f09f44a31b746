extension Surface {
  /// The surface as an SVG image in the theme's colours. Texts stay texts, with their width stated; blocks, lines and dots are
  /// shapes.
  package func svg(theme: Theme, title: String) -> String {
    let shown = adapted(to: theme.glyphs)
    let palette = ExportPalette(theme)
    var writer = SVGWriter(palette: palette)
    for y in 0..<size.height {
      for run in CellRun.runs(shown.row(y), theme: theme) { writer.append(run, row: y) }
    }
    return writer.image(columns: size.width, rows: size.height, title: title)
  }
}

/// Puts an image together from runs of cells.
private struct SVGWriter {
  /// Tenths of a pixel, so that no number needs a fraction of its own.
  private static let (cellWidth, cellHeight, margin) = (90, 190, 120)
  private static let baseline = 145

  let palette: ExportPalette
  private var backgrounds: [String] = []
  private var marks: [String] = []

  init(palette: ExportPalette) { self.palette = palette }

  mutating func append(_ run: CellRun, row: Int) {
    let colors = palette.colors(of: run.style)
    let (x, y) = (Self.margin + run.column * Self.cellWidth, Self.margin + row * Self.cellHeight)
    if let background = colors.background {
      backgrounds.append(rect(x, y, run.width * Self.cellWidth, Self.cellHeight, background.hex))
    }
    var words = (column: run.column, text: "", width: 0)
    // The second half of a wide character adds a column and no letter.
    let widths = Glyphs(run.text).map(\.width)
    var column = run.column
    for (character, width) in zip(run.text, widths) {
      if let shape = CellShape(character) {
        flush(&words, run, colors.text, row)
        draw(shape, Self.margin + column * Self.cellWidth, y, colors.text)
      } else {
        if words.width == 0 { words.column = column }
        words.text.append(character)
        words.width += width
      }
      column += width
    }
    flush(&words, run, colors.text, row)
  }

  private mutating func flush(
    _ words: inout (column: Int, text: String, width: Int), _ run: CellRun, _ color: ExportPalette.RGB, _ row: Int
  ) {
    defer { words = (words.column, "", 0) }
    let lead = words.text.prefix { $0 == " " }.count
    var text = words.text.dropFirst(lead)
    while text.last == " " { text.removeLast() }
    guard !text.isEmpty else { return }
    let width = Glyphs(String(text)).reduce(0) { $0 + $1.width }
    let x = Self.margin + (words.column + lead) * Self.cellWidth
    let y = Self.margin + row * Self.cellHeight + Self.baseline
    var look = " fill=\"\(color.hex)\""
    if run.style.isBold { look += " font-weight=\"bold\"" }
    if run.style.isUnderlined { look += " text-decoration=\"underline\"" }
    marks.append(
      "<text x=\"\(Self.pixels(x))\" y=\"\(Self.pixels(y))\" textLength=\"\(Self.pixels(width * Self.cellWidth))\"\(look)>"
        + "\(MarkupText.escaped(String(text)))</text>")
  }

  private mutating func draw(_ shape: CellShape, _ x: Int, _ y: Int, _ color: ExportPalette.RGB) {
    let (width, height) = (Self.cellWidth, Self.cellHeight)
    switch shape {
    case .block(let left, let top, let columns, let rows):
      // Ends are rounded, not sizes: neighbouring blocks leave no gap.
      let (x0, x1) = (x + left * width / 8, x + (left + columns) * width / 8)
      let (y0, y1) = (y + top * height / 8, y + (top + rows) * height / 8)
      marks.append(rect(x0, y0, x1 - x0, y1 - y0, color.hex))
    case .shade(let density): marks.append(rect(x, y, width, height, color.hex, opacity: density))
    case .lines(let left, let right, let up, let down):
      let (middle, center) = (x + width / 2, y + height / 2)
      func thickness(_ weight: Int) -> Int { weight == 2 ? 22 : 10 }
      for (weight, start, end) in [(left, x, middle), (right, middle, x + width)] where weight > 0 {
        let (thick, half) = (thickness(weight), thickness(max(up, down)) / 2)
        let (from, to) = (start == x ? start : start - half, end == middle ? end + half : end)
        marks.append(rect(from, center - thick / 2, to - from, thick, color.hex))
      }
      for (weight, start, end) in [(up, y, center), (down, center, y + height)] where weight > 0 {
        let thick = thickness(weight)
        marks.append(rect(middle - thick / 2, start, thick, end - start, color.hex))
      }
    case .dots(let pattern):
      for column in 0..<2 {
        for row in 0..<4 where pattern & Braille.bit(column: column, row: row) != 0 {
          let (cx, cy) = (x + width * (2 * column + 1) / 4, y + height * (2 * row + 1) / 8)
          marks.append(
            "<circle cx=\"\(Self.pixels(cx))\" cy=\"\(Self.pixels(cy))\" r=\"1.4\" fill=\"\(color.hex)\"/>")
        }
      }
    }
  }

  private func rect(_ x: Int, _ y: Int, _ width: Int, _ height: Int, _ fill: String, opacity: Double? = nil) -> String {
    let faded = opacity.map { " fill-opacity=\"\($0)\"" } ?? ""
    return "<rect x=\"\(Self.pixels(x))\" y=\"\(Self.pixels(y))\" width=\"\(Self.pixels(width))\" "
      + "height=\"\(Self.pixels(height))\" fill=\"\(fill)\"\(faded)/>"
  }

  private static func pixels(_ tenths: Int) -> String {
    tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }

  func image(columns: Int, rows: Int, title: String) -> String {
    let width = Self.pixels(columns * Self.cellWidth + 2 * Self.margin)
    let height = Self.pixels(rows * Self.cellHeight + 2 * Self.margin)
    let font =
      "font-family=\"ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace\" font-size=\"15\" xml:space=\"preserve\""
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width) \(height)" width="\(width)" height="\(height)" \(font)>
      <title>\(MarkupText.escaped(title))</title>
      <rect width="\(width)" height="\(height)" fill="\(palette.background.hex)"/>
      \((backgrounds + marks).joined(separator: "\n"))
      </svg>

      """
  }
}
