/// Signs that one ASCII character would turn into something else: an arrow into "greater than", `±` into a sum, the key ↓ into the
/// letter v. They take several characters; the text behind them moves into blanks that the line can spare.
enum SpelledOut {
  static func row(_ cells: [Cell]) -> [Cell] {
    guard cells.contains(where: { spelling(of: $0) != nil }) else { return cells }
    let backgrounds = cells.map(\.background)
    var row = cells
    var x = 0
    while x < row.count {
      let used = spelling(of: row[x]).map { spell($0, at: x, in: &row) } ?? 1
      x += used
    }
    // A selected line or a cursor stays where it is.
    for (x, background) in backgrounds.enumerated() { row[x].background = background }
    return row
  }

  private static func spelling(of cell: Cell) -> String? {
    guard let character = cell.character, !character.isASCII else { return nil }
    return (cell.role == .key ? keys[character] : nil) ?? words[character]
  }

  private static let words: [Character: String] = [
    "→": "->", "←": "<-", "±": "+-", "≤": "<=", "≥": ">=", "η": "eta", "μ": "mu", "σ": "sigma",
  ]
  private static let keys: [Character: String] = [
    "↑": "Up", "↓": "Down", "←": "Left", "→": "Right", "⇧": "Shift-",
  ]

  /// - Returns: the cells used.
  private static func spell(_ text: String, at x: Int, in row: inout [Cell]) -> Int {
    var spelled = Array(text)
    var spare = blanks(after: x, count: spelled.count - 1, in: row)
    if spare.isEmpty, spelled.count == 2, x + 1 < row.count, row[x + 1].character == " " {
      // Close to what follows it is read all the same.
      spare = [x + 1]
    }
    guard spare.count == spelled.count - 1 else { return 1 }
    var cell = row[x]
    for place in spare.reversed() { row.remove(at: place) }
    cell.character = spelled.removeFirst()
    row[x] = cell
    row.insert(
      contentsOf: spelled.map { letter in
        cell.character = letter
        return cell
      }, at: x + 1)
    return spelled.count + 1
  }

  /// Blanks that nobody misses between `x` and the next border: of every gap all but two, of the last all but one. A line across
  /// the screen spares pieces of itself.
  /// - Returns: none where there are fewer than `count`.
  private static func blanks(after x: Int, count: Int, in row: [Cell]) -> [Int] {
    var found: [Int] = []
    var gap: [Int] = []
    func spare(keeping kept: Int) -> [Int] { Array(gap.dropFirst(min(kept, gap.count)).prefix(count - found.count)) }
    for place in row.indices.dropFirst(x + 1) {
      if row[place].role == .border || row[place].role == .borderFocus {
        found += spare(keeping: 1)
        let line = row[place...].prefix { $0.character == "━" || $0.character == "─" }.indices
        return full(found + line.dropFirst().prefix(count - found.count), count)
      }
      if row[place].character == " " {
        gap.append(place)
        continue
      }
      found += spare(keeping: 2)
      gap = []
      if found.count == count { return found }
    }
    return full(found + spare(keeping: 0), count)
  }

  private static func full(_ places: [Int], _ count: Int) -> [Int] { places.count == count ? places : [] }
}
