import Screen
import Tables

/// What can be written to a file of its own.
enum ExportForm: String, CaseIterable, Sendable {
  case rows = "rows-csv"
  case screenText = "screen-text", screenANSI = "screen-ansi", screenSVG = "screen-svg", screenHTML = "screen-html"
  case chartText = "chart-text", chartSVG = "chart-svg", chartHTML = "chart-html"

  var summary: String {
    switch self {
    case .screenText: "the whole screen as plain text"
    case .screenANSI: "the whole screen in its colours, for a terminal"
    case .screenSVG: "the whole screen as an SVG image in the colours of the theme"
    case .screenHTML: "the whole screen as an HTML page in the colours of the theme"
    case .chartText: "the chart as plain text"
    case .chartSVG: "the chart as an SVG image in the colours of the theme"
    case .chartHTML: "the chart as an HTML page in the colours of the theme"
    case .rows: "the drawn rows of the preview as CSV"
    }
  }

  /// For the menu.
  var title: String {
    self == .rows ? "drawn rows as CSV" : "\(noun) as \(ending == "txt" ? "text" : ending.uppercased())"
  }

  var isOfChart: Bool { [.chartText, .chartSVG, .chartHTML].contains(self) }

  var ending: String {
    switch self {
    case .screenText, .chartText: "txt"
    case .screenANSI: "ansi"
    case .screenSVG, .chartSVG: "svg"
    case .screenHTML, .chartHTML: "html"
    case .rows: "csv"
    }
  }

  /// What was written, for the message about it.
  var noun: String { self == .rows ? "rows" : isOfChart ? "chart" : "screen" }
}

/// Something to write, and where.
package struct ExportOrder: Hashable, Sendable {
  package enum Content: Hashable, Sendable {
    case text(String)
    case table(Reference<Table>)
  }

  var content: Content
  var noun: String
  /// The path that the user named; nil: a free one like `suggestion`.
  var path: String?
  var suggestion: String
}

extension WorkbenchState {
  var exportLines: [ListLayer.Line] {
    let recording = ListLayer.Line(
      title: isRecording ? "end of the recording" : "recording of the screen",
      detail: isRecording ? "writes it" : "for asciinema, real cells masked, until you end it", command: "record-screen"
    )
    let files = ExportForm.allCases.filter(canExport).map {
      ListLayer.Line(title: title(of: $0), detail: exportName($0), command: "export \($0.rawValue)")
    }
    return isRecording ? [recording] + files : files + [recording]
  }

  /// `10,000 drawn rows as CSV`
  private func title(of form: ExportForm) -> String {
    guard form == .rows, let rows = synthetic?.value.rowCount else { return form.title }
    return "\(Numbers.grouped(rows)) \(form.title)"
  }

  private func canExport(_ form: ExportForm) -> Bool {
    form == .rows ? synthetic != nil : !form.isOfChart || exportedPane != nil
  }

  mutating func export(_ name: String, to path: String?) throws(CommandError) -> [Effect] {
    guard let form = ExportForm(rawValue: name) else {
      throw CommandError(
        "\(name) cannot be exported; expected \(ExportForm.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    guard canExport(form) else {
      throw CommandError(form == .rows ? "no rows are drawn yet" : "no chart is shown here")
    }
    if form == .rows, let oldRowsWords { throw CommandError("no rows are written: \(oldRowsWords)") }
    guard let content = exported(form) else { return [] }
    var noun = form.noun
    if case .table(let table) = content { noun = "\(Numbers.grouped(table.value.rowCount)) rows" }
    let order = ExportOrder(content: content, noun: noun, path: path, suggestion: exportName(form))
    return start(.export(order), in: .export, title: "writing")
  }

  /// `card-fraud-amount.svg`
  private func exportName(_ form: ExportForm) -> String {
    let what = form == .rows ? "synthetic" : form.isOfChart ? chartName : view
    let kept = what.map { $0.isLetter || $0.isNumber || $0 == "_" ? $0 : "-" }
    return "\(isOpen ? file.stem : "rowsmith")-\(String(kept.prefix(60))).\(form.ending)"
  }

  private var chartName: String {
    switch view {
    case "columns", Self.editorView: selectedName
    default: view + "-chart"
    }
  }

  /// The pane whose chart is meant: the one with the keys where it draws one.
  private var exportedPane: String? {
    let charts = [
      ChartPane.name, EditorChartPane.name, StratumPane.name, FirstPairPane.name, SecondPairPane.name, PairPane.name,
    ]
    let own = Views.named(view).panes.filter(charts.contains)
    return own.contains(focus) ? focus : own.first
  }

  private func exported(_ form: ExportForm) -> ExportOrder.Content? {
    guard form != .rows else { return keptRows.map { .table(Reference($0)) } }
    var shown = self
    // A file outlives the glance at the screen.
    shown.isRevealed = false
    let surface = form.isOfChart ? shown.chartSurface : shown.screenSurface
    let title = "rowsmith: \(form.isOfChart ? chartName : file.name)"
    switch form {
    case .screenText, .chartText: return .text(surface.adapted(to: shownTheme.glyphs).text + "\n")
    case .screenANSI: return .text(surface.ansi(theme: shownTheme))
    case .screenSVG, .chartSVG: return .text(surface.svg(theme: shownTheme, title: title))
    case .screenHTML, .chartHTML: return .text(surface.html(theme: shownTheme, title: title))
    case .rows: return nil
    }
  }

  private var screenSurface: Surface {
    var surface = Surface(size: size)
    draw(on: &surface)
    return surface
  }

  /// The chart alone, as large as it stands on the screen, or of a usual size where it does not.
  private var chartSurface: Surface {
    let name = exportedPane ?? ChartPane.name
    let usual = Size(width: 76, height: 22)
    let place = Layout(self).place(of: name)?.area.size
    let size = place.flatMap { $0.width >= 30 && $0.height >= 10 ? $0 : nil } ?? usual
    var surface = Surface(size: size)
    guard let pane = Panes.named(name) else { return surface }
    let inside = surface.box(
      surface.bounds, title: pane.title(self), trailing: pane.trailing(self), isFocused: false)
    pane.draw(self, in: inside, isFramed: true, on: &surface)
    surface.cursor = nil
    return surface
  }

  /// The drawn rows as they leave the program, without the columns that are left out.
  private var keptRows: Table? {
    guard let table = synthetic?.value else { return nil }
    let columns = table.columns.filter { recipe?.column(named: $0.name)?.isDropped != true }
    return Table(name: table.name, columns: columns, rowCount: table.rowCount)
  }
}
