import Screen

/// Where everything stands: a pure function of the screen's size and what is open.
struct Layout: Equatable {
  enum Form: Equatable { case tooSmall, onePane, compact, wide }
  enum Frame: Equatable { case box, none }

  struct Place: Equatable {
    var pane: String
    var area: Rect
    var frame: Frame
    /// What the pane may write on.
    var inside: Rect { frame == .box ? area.inset() : area }
  }

  static let smallest = Size(width: 50, height: 14)

  let form: Form
  let title: Rect
  /// The line of the views; empty where the title line shows them.
  let tabs: Rect
  let body: Rect
  let status: Rect
  let footer: Rect
  private(set) var places: [Place] = []
  /// The line between list and chart of the compact form.
  private(set) var rule: Rect?
  private let columnCount: Int

  init(_ state: WorkbenchState) {
    self.init(
      size: state.size, view: state.view, focus: state.focus, isZoomed: state.isZoomed, columnCount: state.columnCount)
  }

  init(size: Size, view: String, focus: String, isZoomed: Bool, columnCount: Int) {
    self.columnCount = columnCount
    form = Self.form(of: size)
    let screen = Rect(origin: Point(x: 0, y: 0), size: size)
    let (above, footer) = screen.splitRows(-1)
    let (content, status) = above.splitRows(-1)
    let (title, rest) = content.splitRows(1)
    let (tabs, body) = rest.splitRows(form == .wide ? 1 : 0)
    (self.title, self.tabs, self.body, self.status, self.footer) = (title, tabs, body, status, footer)
    let panes = Views.named(view).panes
    if isZoomed || form == .onePane || panes.count == 1 {
      placeOne(panes.contains(focus) ? focus : panes.first ?? "columns")
    } else if form == .wide {
      placeWide()
    } else if form == .compact {
      placeCompact()
    }
    order = form == .onePane && !isZoomed ? panes : places.map(\.pane)
  }

  /// The panes in the order of Tab.
  private(set) var order: [String] = []

  private static func form(of size: Size) -> Form {
    if size.width < smallest.width || size.height < smallest.height { return .tooSmall }
    if size.width < 80 || size.height < 24 { return .onePane }
    return size.width < 120 || size.height < 30 ? .compact : .wide
  }

  private mutating func placeOne(_ pane: String) {
    places = [Place(pane: pane, area: body, frame: form == .wide ? .box : .none)]
  }

  private mutating func placeWide() {
    let width = body.size.width >= 160 ? body.size.width - 50 : body.size.width * 65 / 100
    let (left, right) = body.splitColumns(width)
    // Frame, head, columns and the note on personal data; at most 45 % of the screen.
    let most = (body.size.height + 4) * 45 / 100
    let (list, rows) = left.splitRows(min(max(6, columnCount + 4), most))
    let (chart, statistics) = right.splitRows(-min(15, body.size.height / 2))
    places = [
      Place(pane: "columns", area: list, frame: .box), Place(pane: "chart", area: chart, frame: .box),
      Place(pane: "rows", area: rows, frame: .box), Place(pane: "statistics", area: statistics, frame: .box),
    ]
  }

  private mutating func placeCompact() {
    let most = ((body.size.height + 3) * 45 + 50) / 100
    let (list, rest) = body.splitRows(min(max(4, columnCount + 1), most))
    let (rule, lower) = rest.splitRows(1)
    let (chart, statistics) = lower.splitColumns(-33)
    self.rule = rule
    let narrower = Rect(x: chart.left + 1, y: chart.top, width: chart.size.width - 2, height: chart.size.height)
    places = [
      Place(pane: "columns", area: list, frame: .none), Place(pane: "chart", area: narrower, frame: .none),
      Place(pane: "statistics", area: statistics, frame: .none),
    ]
  }

  func place(of pane: String) -> Place? { places.first { $0.pane == pane } }

  /// Columns that the list shows at once.
  var listLines: Int {
    guard let place = place(of: "columns") else { return 10 }
    return max(1, place.inside.size.height - 1 - (place.frame == .box ? 1 : 0))
  }

  /// Rows that the table of rows shows at once.
  var rowLines: Int {
    guard let place = place(of: "rows") else { return 10 }
    return max(1, place.inside.size.height - 1 - (place.frame == .box ? 1 : 0))
  }

  /// Bins that the chart has room for.
  var chartBins: Int {
    if let place = place(of: "chart") { return max(8, place.inside.size.width - 1) }
    return form == .wide ? max(8, body.size.width * 35 / 100 - 3) : max(8, body.size.width - 36)
  }
}
