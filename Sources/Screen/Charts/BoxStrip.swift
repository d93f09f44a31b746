/// Five quantiles on one line: `├──▓▓┃▓▓▓──┤`, and beyond them single values as dots.
package struct BoxStrip: Equatable, Sendable {
  /// Of the quantiles at 0.05, 0.25, 0.5, 0.75 and 0.95: 0 at the left end, 1 at the right; empty for no values.
  package var places: [Double]
  /// Places of values beyond the outer quantiles.
  package var beyond: [Double]

  package init(places: [Double], beyond: [Double] = []) {
    self.places = places
    self.beyond = beyond
  }

  package func draw(in area: Rect, role: Role, on surface: inout Surface) {
    guard places.count == 5, area.size.width > 0, area.size.height > 0 else { return }
    func column(_ place: Double) -> Int { (place * Double(area.size.width - 1)).clamped(to: 0...area.size.width - 1) }
    for place in beyond { surface[area.left + column(place), area.top] = Cell(character: "·", role: role) }
    let x = places.map(column)
    for column in x[0]...max(x[0], x[4]) {
      let isBox = column >= x[1] && column <= x[3]
      let character: Character =
        column == x[2] ? "┃" : isBox ? "▓" : column == x[0] ? "├" : column == x[4] ? "┤" : "─"
      surface[area.left + column, area.top] = Cell(character: character, role: role)
    }
  }
}
