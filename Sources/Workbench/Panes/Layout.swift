import Screen

/// Where everything stands: a pure function of the screen's size and what is open.
struct Layout: Equatable {
  enum Form: Equatable { case tooSmall, onePane, compact, wide }
  /// `line`: a title across the first line, where a box would cost too much.
  enum Frame: Equatable { case box, line, none }

  struct Place: Equatable {
    var pane: String
    var area: Rect
    var frame: Frame
    /// What the pane may write on.
    var inside: Rect {
      switch frame {
      case .box: area.inset()
      case .line: area.splitRows(1).bottom
      case .none: area
      }
    }
    /// Whether it has a title of its own, and lines for notes.
    var hasTitle: Bool { frame != .none }
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
      listLines: Views.named(state.view).listLines(state), stripLines: TutorialStrip.height(state),
      wantedLines: { Panes.named($0)?.wantedLines(state) })
  }

  /// - Parameters:
  ///   - listLines: what the list of the view would like to have.
  ///   - wantedLines: what a pane has to show; nil: it fills any room.
  init(
    size: Size, view: View, focus: String, isZoomed: Bool, listLines: Int, stripLines: Int = 0,
    wantedLines: (String) -> Int? = { _ in nil }
  ) {
    form = Self.form(of: size)
    let screen = Rect(origin: Point(x: 0, y: 0), size: size)
    let (above, footer) = screen.splitRows(-1)
    let (shown, status) = above.splitRows(-1)
    let (content, strip) = shown.splitRows(shown.size.height - stripLines)
    let (title, rest) = content.splitRows(1)
    let (tabs, body) = rest.splitRows(form == .wide ? 1 : 0)
    (self.title, self.tabs, self.body) = (title, tabs, body)
    (self.strip, self.status, self.footer) = (strip, status, footer)
    let first = view.panes.contains(focus) ? focus : view.panes.first ?? "columns"
    if isZoomed {
      places = [Place(pane: first, area: body, frame: form == .wide ? .box : .line)]
    } else if form == .onePane {
      stack(view.panes, from: first, wantedLines)
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

  /// The least that a pane below another one is shown in, its title included.
  private static let leastStacked = 6

  /// One pane, and below it those that follow while the ones above leave lines free.
  private mutating func stack(_ panes: [String], from first: String, _ wantedLines: (String) -> Int?) {
    let start = panes.firstIndex(of: first) ?? 0
    // A view that is one pane names itself in its tab, or is the start screen.
    let frame: Frame = panes == [StartPane.name] ? .none : .line
    var rest = body
    for pane in panes[start...] + panes[..<start] {
      let wanted = wantedLines(pane).map { $0 + 1 } ?? rest.size.height
      let isLast = pane == panes[(start + panes.count - 1) % panes.count]
      let height = isLast || rest.size.height - wanted < Self.leastStacked ? rest.size.height : wanted
      let (area, below) = rest.splitRows(height)
      places.append(Place(pane: pane, area: area, frame: frame))
      rest = below
      if rest.isEmpty { return }
    }
  }

  func place(of pane: String) -> Place? { places.first { $0.pane == pane } }

  /// Columns that the list shows at once.
  var listLines: Int {
    guard let place = place(of: "columns") else { return 10 }
    return max(1, place.inside.size.height - 1 - (place.hasTitle ? 1 : 0))
  }

  /// Bins that the chart has room for.
  var chartBins: Int {
    if let place = place(of: "chart") { return max(8, place.inside.size.width - 1) }
    switch form {
    case .wide: return max(8, body.size.width * 35 / 100 - 3)
    case .onePane: return max(8, body.size.width - 3)
    case .compact, .tooSmall: return max(8, body.size.width - 36)
    }
  }
}
