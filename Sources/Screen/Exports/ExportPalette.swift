/// The colours of a theme on a page of their own, where there is no terminal to ask.
struct ExportPalette: Equatable, Sendable {
  let text: RGB
  let background: RGB

  struct RGB: Equatable, Sendable {
    var red: UInt8
    var green: UInt8
    var blue: UInt8

    var hex: String {
      "#" + [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// The mean of two colours.
    func mixed(with other: RGB) -> RGB {
      func mean(_ left: UInt8, _ right: UInt8) -> UInt8 { UInt8((Int(left) + Int(right)) / 2) }
      return RGB(red: mean(red, other.red), green: mean(green, other.green), blue: mean(blue, other.blue))
    }

    /// 0...1 by the weights of Rec. 709, without gamma: enough to tell light from dark.
    var lightness: Double { (0.2126 * Double(red) + 0.7152 * Double(green) + 0.0722 * Double(blue)) / 255 }
  }

  /// The background the theme is made for; a dark one where it is made for any.
  init(_ theme: Theme) {
    background = theme.backgrounds.lazy.compactMap(Self.rgb).first ?? RGB(red: 0x16, green: 0x18, blue: 0x1D)
    text =
      background.lightness > 0.5
      ? RGB(red: 0x20, green: 0x23, blue: 0x27) : RGB(red: 0xD8, green: 0xDA, blue: 0xDF)
  }

  /// Colours of a cell: what is written, and what is behind it where it is not the page's own.
  func colors(of style: Style) -> (text: RGB, background: RGB?) {
    var front = Self.rgb(style.foreground) ?? text
    var back = Self.rgb(style.background)
    if style.isReverse { (front, back) = (back ?? background, front) }
    if style.isDim { front = front.mixed(with: back ?? background) }
    return (front, back)
  }

  /// nil for the terminal's own colour.
  private static func rgb(_ color: Color) -> RGB? {
    switch color {
    case .standard: nil
    case .rgb(let red, let green, let blue): RGB(red: red, green: green, blue: blue)
    case .named(let name): named(name)
    case .indexed(let index): indexed(index)
    }
  }

  /// The first sixteen as xterm has them.
  private static func named(_ name: UInt8) -> RGB {
    let table: [(UInt8, UInt8, UInt8)] = [
      (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205), (229, 229, 229),
      (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0), (92, 92, 255), (255, 0, 255), (0, 255, 255),
      (255, 255, 255),
    ]
    let (red, green, blue) = table[Int(name & 15)]
    return RGB(red: red, green: green, blue: blue)
  }

  /// xterm's cube of six steps and its greys.
  private static func indexed(_ index: UInt8) -> RGB {
    guard index >= 16 else { return named(index) }
    guard index < 232 else {
      let grey = 8 + 10 * (index - 232)
      return RGB(red: grey, green: grey, blue: grey)
    }
    let steps: [UInt8] = [0, 95, 135, 175, 215, 255]
    let place = Int(index) - 16
    return RGB(red: steps[place / 36], green: steps[place / 6 % 6], blue: steps[place % 6])
  }
}

/// Neighbouring cells of one look.
struct CellRun: Equatable, Sendable {
  var column: Int
  var width: Int
  var text: String
  var style: Style
  var role: Role

  /// The runs of a row, blanks without a background left out.
  static func runs(_ row: ArraySlice<Cell>, theme: Theme) -> [CellRun] {
    var runs: [CellRun] = []
    for (column, cell) in row.enumerated() {
      let style = theme.style(of: cell.role, on: cell.background)
      let piece = cell.character.map(String.init) ?? ""
      if let last = runs.last, last.style == style, last.column + last.width == column {
        runs[runs.count - 1].text += piece
        runs[runs.count - 1].width += 1
      } else {
        runs.append(CellRun(column: column, width: 1, text: piece, style: style, role: cell.role))
      }
    }
    return runs
  }
}

/// Text that is safe inside XML and HTML.
enum MarkupText {
  static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.append(character)
      }
    }
    return result
  }
}
