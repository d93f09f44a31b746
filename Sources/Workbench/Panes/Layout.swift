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
  /// What to do next in the tutorial; empty where it is not shown.
  let strip: Rect
  let status: Rect
  let footer: Rect
  private(set) var places: [Place] = []
  /// The line across the compact form.
  private(set) var rule: Rect?
  init(_ state: WorkbenchState) {
    self.init(
      size: state.size, view: Views.named(state.view), focus: state.focus, isZoomed: state.isZoomed,
      listLines: Views.named(state.view).listLines(state), stripLines: TutorialStrip.height(state))
  }

  /// - Parameter listLines: what the list of the view would like to have.
  init(size: Size, view: View, focus: String, isZoomed: Bool, listLines: Int, stripLines: Int = 0) {
    form = Self.form(of: size)
    let screen = Rect(origin: Point(x: 0, y: 0), size: size)
    let (above, footer) = screen.splitRows(-1)
    let (shown, status) = above.splitRows(-1)
    let (content, strip) = shown.splitRows(shown.size.height - stripLines)
    let (title, rest) = content.splitRows(1)
    let (tabs, body) = rest.splitRows(form == .wide ? 1 : 0)
    (self.title, self.tabs, self.body) = (title, tabs, body)
    (self.strip, self.status, self.footer) = (strip, status, footer)
    if isZoomed || form == .onePane {
      placeOne(view.panes.contains(focus) ? focus : view.panes.first ?? "columns")
    } else if form == .wide {
      places = view.wide(body, listLines)
    } else if form == .compact {
      (places, rule) = view.compact(body, listLines)
    }
    order = form == .onePane && !isZoomed ? view.panes : places.map(\.pane)
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
