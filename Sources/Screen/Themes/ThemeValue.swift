/// One look of a theme file, spelled as words: `bold #0087ff`, `33`, `on 237`, `bright-black`, `reverse`, `default`.
struct ThemeValue: Equatable, Sendable {
  var style: Style
  /// The least a terminal must have to show it.
  var depth: ColorDepth

  /// - Returns: nil for a word that is no colour and no attribute.
  init?(_ spelling: String) {
    style = Style()
    depth = .mono
    var isBackground = false
    var words = 0
    for word in spelling.split(separator: " ") {
      words += 1
      if word == "on" {
        isBackground = true
      } else if !take(attribute: word) {
        guard let color = Self.color(word) else { return nil }
        take(color, isBackground: isBackground)
      }
    }
    guard words > 0 else { return nil }
  }

  private mutating func take(attribute word: Substring) -> Bool {
    switch word {
    case "bold": style.isBold = true
    case "dim": style.isDim = true
    case "reverse": style.isReverse = true
    case "underline": style.isUnderlined = true
    default: return false
    }
    return true
  }

  private mutating func take(_ color: Color, isBackground: Bool) {
    if isBackground { style.background = color } else { style.foreground = color }
    switch color {
    case .standard: break
    case .rgb: depth = max(depth, .direct)
    case .indexed: depth = max(depth, .indexed)
    case .named: depth = max(depth, .basic)
    }
  }

  private static let names = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"]

  static func color(_ word: Substring) -> Color? {
    if word == "default" { return .standard }
    if word.hasPrefix("#") { return rgb(word.dropFirst()) }
    if let index = UInt8(word), word.allSatisfy(\.isNumber) { return .indexed(index) }
    let isBright = word.hasPrefix("bright-")
    guard let name = names.firstIndex(of: String(isBright ? word.dropFirst(7) : word)) else { return nil }
    return .named(UInt8(name + (isBright ? 8 : 0)))
  }

  private static func rgb(_ digits: Substring) -> Color? {
    guard digits.utf8.count == 6, digits.allSatisfy(\.isHexDigit), let value = UInt32(digits, radix: 16) else {
      return nil
    }
    return .rgb(UInt8(value >> 16 & 255), UInt8(value >> 8 & 255), UInt8(value & 255))
  }
}
