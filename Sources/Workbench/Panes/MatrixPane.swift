import Evaluation
import Screen

/// How strongly every two columns go together: below the diagonal real, above it synthetic; or the difference in three tones.
enum MatrixPane: Pane {
  static let name = "correlations"

  static func title(_ state: WorkbenchState) -> String {
    state.report.showsDifference ? "Links: synthetic less real" : "Links: lower real, upper synthetic"
  }

  static func trailing(_ state: WorkbenchState) -> String { "d difference" }

  static func draw(_ state: WorkbenchState, in area: Rect, isFramed: Bool, on surface: inout Surface) {
    guard let matrix = state.associations, matrix.names.count > 1 else {
      let words = state.jobs[.score] == nil ? "" : "comparing pairs…"
      surface.write(words, in: area, line: min(1, area.size.height - 1), indent: 1, role: .dim)
      return
    }
    let (upper, foot) = area.splitRows(-1)
    let wanted = matrix.names.count + 1
    let listRoom = upper.size.height - wanted - 1
    let (grid, list) = upper.splitRows(listRoom >= 3 ? wanted : upper.size.height)
    MatrixDrawing(matrix, state).draw(in: grid, on: &surface)
    if listRoom >= 3 { drawLargest(matrix, state, in: list, on: &surface) }
    let notes = footnotes(matrix, state)
    let note = notes.first { $0.columns < foot.size.width } ?? notes.last ?? ""
    surface.write(note, in: foot, line: 0, indent: 1, role: .dim)
  }

  /// The longest first.
  private static func footnotes(_ matrix: AssociationMatrix, _ state: WorkbenchState) -> [String] {
    if state.report.showsDifference {
      let band = "· within ±\(Correlations.text(matrix.band)): chance"
      return [
        "\(band)   − weaker than real   + stronger", "\(band)  − weaker  + stronger",
        "· chance  − weaker  + stronger",
      ]
    }
    let more = matrix.leftOut > 0 ? "   \(matrix.leftOut) columns more" : ""
    return [
      "numbers: Spearman   levels: Cramér's V   mixed: η\(more)", "Spearman · Cramér's V · mixed: η\(more)",
      "Spearman · Cramér's V · η",
    ]
  }

  private static func drawLargest(
    _ matrix: AssociationMatrix, _ state: WorkbenchState, in area: Rect, on surface: inout Surface
  ) {
    surface.write("largest differences", in: area, line: 1, indent: 1, role: .header)
    for (row, pair) in matrix.byDifference.prefix(max(0, area.size.height - 2)).enumerated() {
      let place = area.line(row + 2)
      let numbers = "\(Correlations.text(pair.real)) → \(Correlations.text(pair.synthetic))"
      let used = surface.write(numbers, endingAt: place.right - 8, y: place.top, role: .text)
      surface.write(
        Correlations.signed(from: pair.real, to: pair.synthetic), endingAt: place.right - 1, y: place.top,
        role: Correlations.role(pair, band: matrix.band))
      surface.write(
        "\(matrix.names[pair.first]) × \(matrix.names[pair.second])", at: Point(x: place.left + 1, y: place.top),
        maxWidth: place.size.width - 11 - used, clipping: .ellipsis)
    }
  }

  static func move(_ state: inout WorkbenchState, by steps: Int) -> [Effect] {
    state.moveInMatrix(rows: steps, columns: 0)
  }
  static func wheel(_ state: inout WorkbenchState, by steps: Int) -> [Effect] { move(&state, by: steps) }
}

/// Correlations for the few cells there are.
enum Correlations {
  /// `.52`, `−.11`, `1`; `·` for none to speak of.
  static func text(_ value: Double) -> String {
    let hundredths = Int((abs(value) * 100).rounded())
    if hundredths >= 100 { return value < 0 ? "−1" : "1" }
    let digits = hundredths < 10 ? "0\(hundredths)" : "\(hundredths)"
    return (value < 0 && hundredths > 0 ? "−." : ".") + digits
  }

  /// What two correlations as they are written differ by.
  static func signed(from first: Double, to second: Double) -> String {
    let text = text((100 * second).rounded() / 100 - (100 * first).rounded() / 100)
    return text.hasPrefix("−") || text == ".00" ? text : "+" + text
  }

  /// Blue: the link is weaker than in the real data; orange: stronger; grey: as it should be.
  static func role(_ pair: AssociationMatrix.Pair, band: Double) -> Role {
    guard abs(pair.difference) > band else { return .agree }
    return abs(pair.synthetic) < abs(pair.real) ? .real : .synthetic
  }
}

/// The cells: numbers where they fit and there are few, else sign and shade.
private struct MatrixDrawing {
  private static let mostNumbers = 12
  /// `−.31` and a blank.
  private static let leastNumber = 5
  private static let mostCell = 12
  private static let shades: [Character] = ["·", "░", "▒", "▓", "█"]

  let matrix: AssociationMatrix
  let state: WorkbenchState

  init(_ matrix: AssociationMatrix, _ state: WorkbenchState) { (self.matrix, self.state) = (matrix, state) }

  func draw(in area: Rect, on surface: inout Surface) {
    let count = matrix.names.count
    let longest = matrix.names.map(\.columns).max() ?? 0
    let spare = area.size.width - 2 - Self.leastNumber * count
    let hasNumbers = count <= Self.mostNumbers && spare >= 5
    let label = min(longest, hasNumbers ? max(5, min(16, spare)) : max(5, min(16, area.size.width / 3)))
    let wanted = min(Self.mostCell, max(7, longest + 1))
    let cell = hasNumbers ? min(wanted, (area.size.width - 2 - label) / count) : 2
    let shown = max(1, (area.size.width - 2 - label) / cell)
    let left = min(max(0, state.report.column - shown + 1), max(0, count - shown))
    let height = max(1, area.size.height - 1)
    let top = min(max(0, state.report.row - height + 1), max(0, count - height))
    let columns = left..<min(count, left + shown)
    for (offset, column) in columns.enumerated() {
      let end = area.left + 2 + label + (offset + 1) * cell
      let role: Role = column == state.report.column ? .title : .header
      let text = hasNumbers ? matrix.names[column] : (column == state.report.column ? "▾" : " ")
      surface.write(
        text, endingAt: end, y: area.top, role: role, maxWidth: cell - (hasNumbers ? 1 : 0),
        clipping: hasNumbers ? .ellipsis : .cut)
    }
    for (line, row) in (top..<min(count, top + height)).enumerated() {
      let place = area.line(line + 1)
      let isSelected = row == state.report.row
      if isSelected { surface.write("▸", in: place, line: 0, role: .cursor) }
      surface.write(
        matrix.names[row], at: Point(x: place.left + 1, y: place.top), role: isSelected ? .title : .text,
        maxWidth: label, clipping: .ellipsis)
      for (offset, column) in columns.enumerated() {
        let x = place.left + 2 + label + offset * cell
        let area = Rect(x: x, y: place.top, width: cell, height: 1)
        draw(row, column, in: area, hasNumbers, on: &surface)
      }
    }
  }

  private func draw(_ row: Int, _ column: Int, in area: Rect, _ hasNumbers: Bool, on surface: inout Surface) {
    if row == state.report.row, column == state.report.column {
      surface.tint(area, background: .selection)
      if state.focus == MatrixPane.name { surface.cursor = Point(x: area.right - 1, y: area.top) }
    }
    let (text, role) = content(row, column, hasNumbers)
    surface.write(text, endingAt: area.right, y: area.top, role: role, maxWidth: area.size.width, clipping: .cut)
  }

  private func content(_ row: Int, _ column: Int, _ hasNumbers: Bool) -> (String, Role) {
    guard row != column else { return ("■", .dim) }
    guard let pair = matrix.pair(row, column) else { return (" ", .dim) }
    if state.report.showsDifference {
      let role = Correlations.role(pair, band: matrix.band)
      guard role != .agree else { return ("·", .agree) }
      let size = abs(pair.synthetic) - abs(pair.real)
      return (
        hasNumbers ? Correlations.signed(from: abs(pair.real), to: abs(pair.synthetic)) : sign(size) + shade(abs(size)),
        role
      )
    }
    let value = row > column ? pair.real : pair.synthetic
    guard abs(value) >= 0.05 else { return ("·", .dim) }
    let role: Role = abs(value) >= 0.5 ? .title : abs(value) >= 0.2 ? .text : .dim
    return (hasNumbers ? Correlations.text(value) : sign(value) + shade(abs(value)), hasNumbers ? role : .density)
  }

  private func sign(_ value: Double) -> String { value < 0 ? "−" : " " }

  private func shade(_ size: Double) -> String {
    let index = size < 0.05 ? 0 : size < 0.2 ? 1 : size < 0.4 ? 2 : size < 0.7 ? 3 : 4
    return String(Self.shades[index])
  }
}
