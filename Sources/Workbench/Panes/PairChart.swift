import Evaluation
import Screen

/// A pair of columns, real and synthetic on one scale.
struct PairChart {
  var state: WorkbenchState
  /// nil: not known yet, or of another pair.
  var comparison: PairComparison?
  /// On bins of the real rows; nil where it is not known.
  var agreement: Double?
  /// How strongly the columns go together, where it was measured before; else as the chart has it.
  var association: (name: String, real: Double, synthetic: Double)?
  var form: PairForm
  /// What is said while there is nothing to show.
  var waiting: String

  static func title(_ letter: String, _ model: String) -> String { "\(letter)  \(model)" }

  static func trailing(_ state: WorkbenchState) -> String {
    state.shownPair.map { "\($0.first) × \($0.second)" } ?? ""
  }

  /// A heading above each half, its axis and two lines of words below.
  static func halfSize(of size: Size) -> Size {
    Size(width: max(8, (size.width - 3) / 2), height: max(3, size.height - 5))
  }

  func draw(in area: Rect, on surface: inout Surface) {
    let inner = Rect(x: area.left + 1, y: area.top, width: area.size.width - 2, height: area.size.height)
    guard let comparison else {
      let words = waiting.isEmpty ? [] : WrappedText.lines(waiting, width: inner.size.width, indent: 0)
      for (row, line) in words.enumerated() { surface.write(line, in: inner, line: row + 1, role: .dim) }
      return
    }
    let (chart, foot) = inner.splitRows(-2)
    let hidden = (first: state.hides(comparison.first), second: state.hides(comparison.second))
    switch comparison.shape {
    case .points(let grid): draw(grid, comparison, in: chart, on: &surface)
    case .levels(let levels):
      PairTable(levels: levels.masked(rows: hidden.first, columns: hidden.second), isMono: state.theme.isMono).draw(
        in: chart, on: &surface)
    case .boxes(let boxes):
      let column = boxes.isSwapped ? comparison.first : comparison.second
      let hidesLevels = boxes.isSwapped ? hidden.second : hidden.first
      PairBoxesDrawing(boxes: hidesLevels ? boxes.masked : boxes, look: state.axisLook(of: column)).draw(
        in: chart, on: &surface)
    case .nothing(let reason): surface.write("nothing to compare: \(reason)", in: chart, line: 1, role: .dim)
    }
    drawFoot(comparison, in: foot, on: &surface)
  }

  private func drawFoot(_ comparison: PairComparison, in area: Rect, on surface: inout Surface) {
    var x = 0
    if let agreement {
      // The tones stand only beside charts that have them.
      if hasTones(comparison) {
        x += surface.write(form == .difference ? "· " : "█ ", in: area, line: 0, role: .agree)
      }
      x += surface.write("agree \(Numbers.percent(agreement))   ", in: area, line: 0, indent: x)
    }
    if let (name, real, synthetic) = association ?? comparison.association {
      let words = "\(name) \(Numbers.fixed(real, decimals: 2)) → \(Numbers.fixed(synthetic, decimals: 2))"
      surface.write(words, in: area, line: 0, indent: x)
    }
    if case .points = comparison.shape, form == .scatter {
      surface.write("v scatter   dots: places with rows", in: area, line: 1, role: .dim)
    } else if case .points = comparison.shape, form == .density {
      var place = surface.write("v density   few ", in: area, line: 1, role: .dim)
      place += surface.write(
        PairPlot.shades.dropFirst().map(String.init).joined(separator: " "), in: area, line: 1, indent: place,
        role: .density)
      surface.write(" many rows", in: area, line: 1, indent: place, role: .dim)
    } else if case .boxes = comparison.shape {
      var place = surface.write("real", in: area, line: 1, role: .real)
      place += surface.write(" above ", in: area, line: 1, indent: place, role: .dim)
      surface.write("synthetic", in: area, line: 1, indent: place, role: .synthetic)
    } else {
      var place = surface.write("░", in: area, line: 1, role: .real)
      place += surface.write(" real only  ", in: area, line: 1, indent: place, role: .dim)
      place += surface.write("▒", in: area, line: 1, indent: place, role: .synthetic)
      surface.write(" synth only", in: area, line: 1, indent: place, role: .dim)
    }
  }

  private func hasTones(_ comparison: PairComparison) -> Bool {
    switch comparison.shape {
    case .levels: true
    case .points: form == .difference
    case .boxes, .nothing: false
    }
  }

  // MARK: - Two columns of numbers

  private func draw(_ grid: PairGrid, _ comparison: PairComparison, in area: Rect, on surface: inout Surface) {
    let size = Size(width: grid.width / 2, height: grid.height / 4)
    // Of another form, or of a larger pane: the right one is on its way.
    let width = form == .difference ? size.width : 2 * size.width + 1
    guard width <= area.size.width else {
      surface.write("comparing…", in: area, line: 1, role: .dim)
      return
    }
    let plot = PairPlot(grid: grid, cells: size)
    let looks = (x: state.axisLook(of: comparison.first), y: state.axisLook(of: comparison.second))
    let range = "\(looks.y.label(grid.y.lower)) to \(looks.y.label(grid.y.upper))"
    let body = Rect(x: area.left, y: area.top + 1, width: size.width, height: min(size.height, area.size.height - 2))
    if form == .difference {
      let forms = ["synthetic against real   ↑ \(comparison.second) \(range)", "synthetic against real   ↑ \(range)"]
      let words = forms.first { $0.columns <= area.size.width } ?? "↑ \(range)"
      surface.write(words, in: area, line: 0, role: .dim)
      plot.drawDifference(in: body, on: &surface)
      drawScale(grid.x, looks.x, named: comparison.first, below: body, in: area, on: &surface)
      return
    }
    let second = Rect(x: body.right + 1, y: body.top, width: body.size.width, height: body.size.height)
    let used = surface.write("real", at: area.origin, role: .real)
    // The pair is named above; the range is not.
    let forms = ["  ↑ \(comparison.second) \(range)", "  ↑ \(range)", "  ↑ \(looks.y.label(grid.y.upper))"]
    if let words = forms.first(where: { $0.columns <= body.size.width - used }) {
      surface.write(words, at: Point(x: area.left + used, y: area.top), role: .dim)
    }
    surface.write("synthetic", in: area, line: 0, indent: second.left - area.left, role: .synthetic)
    for (shares, place, role) in [(grid.real, body, Role.real), (grid.synthetic, second, .synthetic)] {
      if form == .scatter {
        plot.drawDots(shares, in: place, role: role, on: &surface)
      } else {
        plot.drawDensity(shares, in: place, on: &surface)
      }
      drawScale(grid.x, looks.x, named: comparison.first, below: place, in: area, on: &surface)
    }
  }

  /// The ends of the axis, and between them its column where it has room.
  private func drawScale(
    _ scale: PairScale, _ look: AxisLook, named name: String, below place: Rect, in area: Rect,
    on surface: inout Surface
  ) {
    let line = Rect(x: place.left, y: place.bottom, width: place.size.width, height: 1)
    guard line.top < area.bottom else { return }
    var (low, high) = (look.label(scale.lower), look.label(scale.upper))
    if low.columns + high.columns >= line.size.width {
      (low, high) = (look.month(scale.lower), look.month(scale.upper))
    }
    surface.write(low, in: line, line: 0, role: .dim)
    if low.columns + high.columns + 1 < line.size.width {
      surface.write(high, endingAt: line.right, y: line.top, role: .dim)
    }
    let room = line.size.width - low.columns - high.columns - 2
    guard room >= name.columns + 2 else { return }
    let start = line.left + low.columns + 1 + (room - name.columns - 2) / 2
    surface.write("\(name) →", at: Point(x: start, y: line.top), role: .dim)
  }
}

extension PairLevels {
  /// Levels that are personal data, masked.
  fileprivate func masked(rows hidesRows: Bool, columns hidesColumns: Bool) -> PairLevels {
    var masked = self
    if hidesRows { masked.rows = rows.map(MaskedText.masked) }
    if hidesColumns { masked.columns = columns.map(MaskedText.masked) }
    return masked
  }
}

extension PairBoxes {
  fileprivate var masked: PairBoxes {
    var masked = self
    for index in boxes.indices { masked.boxes[index].level = MaskedText.masked(boxes[index].level) }
    return masked
  }
}

extension PairComparison {
  func isOf(_ pair: ColumnPair?) -> Bool { pair.map { $0.first == first && $0.second == second } ?? false }
}

extension PairChart {
  /// The shown pair as a model of the Model view draws it.
  init(_ state: WorkbenchState, model: String) {
    let comparison = state.models.comparisons[model]?.value
    // On the bins of the list, which are as many as the rows can fill.
    let entry = state.pairList.first { $0.pair == state.shownPair }
    let isWaiting = state.jobs[.pair] != nil || state.jobs[.draw] != nil
    self.init(
      state: state, comparison: comparison?.isOf(state.shownPair) == true ? comparison : nil,
      agreement: model == state.chartedModels.a ? entry?.a : entry?.b, form: state.models.form,
      waiting: isWaiting
        ? "comparing…" : state.drawn(ofModel: model) == nil ? "not tried yet: c fits and draws it" : "")
  }
}
