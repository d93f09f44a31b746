import Evaluation
import Screen

/// A pair of columns, real and synthetic on one scale.
struct PairChart {
  var state: WorkbenchState
  /// nil: not known yet, or of another pair.
  var comparison: PairComparison?
  /// On bins of the real rows; nil where it is not known.
  var agreement: Double?
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
    switch comparison.shape {
    case .points(let grid): draw(grid, comparison, in: chart, on: &surface)
    case .levels(let levels): PairTable(levels: levels, isMono: state.theme.isMono).draw(in: chart, on: &surface)
    case .boxes(let boxes):
      let column = boxes.isSwapped ? comparison.first : comparison.second
      PairBoxesDrawing(boxes: boxes, look: state.axisLook(of: column)).draw(in: chart, on: &surface)
    case .nothing(let reason): surface.write("nothing to compare: \(reason)", in: chart, line: 1, role: .dim)
    }
    drawFoot(comparison, in: foot, on: &surface)
  }

  private func drawFoot(_ comparison: PairComparison, in area: Rect, on surface: inout Surface) {
    var x = 0
    if let agreement {
      x += surface.write("█", in: area, line: 0, role: .agree)
      x += surface.write(" agree \(Numbers.percent(agreement))   ", in: area, line: 0, indent: x)
    }
    if let (name, real, synthetic) = comparison.association {
      let words = "\(name) \(Numbers.fixed(real, decimals: 2)) → \(Numbers.fixed(synthetic, decimals: 2))"
      surface.write(words, in: area, line: 0, indent: x)
    }
    if case .points = comparison.shape, form != .difference {
      surface.write("v \(form.rawValue)   · ░ ▒ ▓ █ more rows", in: area, line: 1, role: .dim)
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

  // MARK: - Two columns of numbers

  private func draw(_ grid: PairGrid, _ comparison: PairComparison, in area: Rect, on surface: inout Surface) {
    let size = Size(width: grid.width / 2, height: grid.height / 4)
    let plot = PairPlot(grid: grid, cells: size)
    let looks = (x: state.axisLook(of: comparison.first), y: state.axisLook(of: comparison.second))
    let top = looks.y.label(grid.y.upper)
    let body = Rect(x: area.left, y: area.top + 1, width: size.width, height: min(size.height, area.size.height - 2))
    if form == .difference {
      surface.write("\(top)  synthetic against real", in: area, line: 0, role: .dim)
      plot.drawDifference(in: body, on: &surface)
      drawScale(grid.x, looks.x, below: body, in: area, on: &surface)
      return
    }
    let second = Rect(x: body.right + 1, y: body.top, width: body.size.width, height: body.size.height)
    surface.write("\(top)  real", in: area, line: 0, role: .real)
    surface.write("synthetic", in: area, line: 0, indent: second.left - area.left, role: .synthetic)
    for (shares, place, role) in [(grid.real, body, Role.real), (grid.synthetic, second, .synthetic)] {
      if form == .scatter {
        plot.drawDots(shares, in: place, role: role, on: &surface)
      } else {
        plot.drawDensity(shares, in: place, on: &surface)
      }
      drawScale(grid.x, looks.x, below: place, in: area, on: &surface)
    }
  }

  private func drawScale(
    _ scale: PairScale, _ look: AxisLook, below place: Rect, in area: Rect, on surface: inout Surface
  ) {
    let line = Rect(x: place.left, y: place.bottom, width: place.size.width, height: 1)
    guard line.top < area.bottom else { return }
    let (low, high) = (look.label(scale.lower), look.label(scale.upper))
    surface.write(low, in: line, line: 0, role: .dim)
    if low.columns + high.columns + 1 < line.size.width {
      surface.write(high, endingAt: line.right, y: line.top, role: .dim)
    }
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
