import Statistics
import Tables

/// The dates, times or clock times of a stage while rows are drawn, exactly as its generator will give them, for columns that follow
/// from a part of them.
struct CascadeMoment: Sendable, Equatable {
  let kind: MomentKind
  let drawing: QuantileDrawing
  let missingShare: Double
  /// What is looked up, and in which slot of the rows' cells it stands.
  var parts: [(cells: MomentCells, slot: Int)]

  static func == (left: CascadeMoment, right: CascadeMoment) -> Bool {
    (left.kind, left.drawing, left.missingShare) == (right.kind, right.drawing, right.missingShare)
      && left.parts.map(\.cells) == right.parts.map(\.cells) && left.parts.map(\.slot) == right.parts.map(\.slot)
  }

  /// The cells of each part for some uniforms of the column.
  /// - Parameter set: takes a slot, the place among the uniforms, and the cell.
  func fill(_ uniforms: ArraySlice<Double>, set: (_ slot: Int, _ place: Int, _ cell: Int32) -> Void) {
    let split = MissingAtom.split(uniforms, share: missingShare)
    let moments = drawing.integers(at: split.uniforms)
    for (cells, slot) in parts {
      for place in moments.indices {
        let isMissing = !split.missing.isEmpty && split.missing[place]
        set(slot, place, isMissing ? 0 : cells.cell(of: moments[place], kind))
      }
    }
  }
}

/// A column of dates, times or clock times during a fit.
struct CascadeMomentColumn: Sendable {
  let kind: MomentKind
  private let values: [Int64]
  private let missing: [Bool]
  let drawing: QuantileDrawing
  let missingShare: Double

  /// - Returns: nil for other columns, and where nothing is there to draw.
  init?(_ column: Column, k: Int) {
    switch (column.kind, column.storage) {
    case (.date, .instants(let values)): (kind, self.values) = (.date, values)
    case (.datetime, .instants(let values)): (kind, self.values) = (.datetime, values)
    case (.time, .instants(let values)): (kind, self.values) = (.time, values)
    case (.integer, .integers(let values)) where ClockNumbers.areIn(column):
      (kind, self.values) = (.clock, values.map(ClockNumbers.minutes))
    default: return nil
    }
    missing = column.missing
    missingShare = ColumnFit.missingShare(missing: column.missingCount, rows: column.count, k: k)
    let drawing =
      kind == .clock
      ? ClockNumberGenerator.drawing(of: column, k: k) : DatetimeGenerator.drawing(of: column, k: k)?.drawing
    guard let drawing else { return nil }
    self.drawing = drawing
  }

  /// The parts that may decide something: those of more than one value.
  var parts: [MomentCells] {
    let (low, high) = (drawing.function.lowest, drawing.function.highest)
    return MomentPart.parts(of: kind).compactMap { part in
      if let range = part.range { return MomentCells(part: part, values: range) }
      let years = [low, high].map { part.value(of: Int64(clamping: $0), kind) }
      guard years[0] < years[1], years[1] - years[0] < MomentCells.mostValues else { return nil }
      return MomentCells(part: part, values: years[0]...years[1])
    }
  }

  func cells(_ cells: MomentCells) -> CascadeCells {
    CascadeCells(
      cellOfRow: values.indices.map { row in
        !missing.isEmpty && missing[row] ? 0 : cells.cell(of: values[row], kind)
      }, count: cells.count)
  }

  /// Whether some of the rows have one group of the target for each value of the part.
  func seemsToDecide(_ target: CascadeColumn, _ cells: MomentCells) -> Bool {
    var groups = [Int32](repeating: -1, count: cells.count)
    var conflicts = 0
    for row in stride(from: 0, to: values.count, by: max(1, values.count / 512)) where missing.isEmpty || !missing[row]
    {
      let cell = Int(cells.cell(of: values[row], kind))
      if groups[cell] < 0 { groups[cell] = target.groups[row] }
      if groups[cell] != target.groups[row] { conflicts += 1 }
    }
    return conflicts <= 8
  }
}
