/// A recording of frames in the format of asciinema, version 2: a head, then a line per frame with its time and what changed.
package struct CastRecording: Sendable {
  private var lines: [String]
  private var shown: Surface?
  private var start: Double?
  private(set) var bytes = 0
  /// A recording that was forgotten ends by itself.
  private static let mostBytes = 64 << 20

  package var isFull: Bool { bytes > Self.mostBytes }

  /// - Parameter title: what the recording is called.
  package init(size: Size, title: String) {
    let head =
      "{\"version\": 2, \"width\": \(size.width), \"height\": \(size.height), \"title\": \(Self.quoted(title)), "
      + "\"env\": {\"TERM\": \"xterm-256color\"}}"
    lines = [head]
  }

  /// Takes a frame; one that shows nothing new adds nothing.
  /// - Parameter seconds: by a clock that never goes back.
  package mutating func add(_ surface: Surface, theme: Theme, at seconds: Double) {
    let first = start ?? seconds
    start = first
    let isSameSize = shown?.size == surface.size
    let adapted = surface.adapted(to: theme.glyphs)
    if shown != nil, !isSameSize { append(seconds - first, "r", "\(surface.size.width)x\(surface.size.height)") }
    var text = isSameSize ? "" : "\u{1B}[?25l\u{1B}[m\u{1B}[2J"
    for y in 0..<surface.size.height where !isSameSize || shown?.row(y) != adapted.row(y) {
      text += "\u{1B}[\(y + 1);1H\u{1B}[2K" + adapted.ansiLine(y, theme: theme)
    }
    shown = adapted
    if !text.isEmpty { append(seconds - first, "o", text) }
  }

  /// The whole file.
  package var text: String { lines.joined(separator: "\n") + "\n" }

  private mutating func append(_ seconds: Double, _ kind: String, _ text: String) {
    let millionths = Int((max(0, seconds) * 1e6).rounded())
    let fraction = String(millionths % 1_000_000)
    let time = "\(millionths / 1_000_000)." + String(repeating: "0", count: 6 - fraction.count) + fraction
    let line = "[\(time), \"\(kind)\", \(Self.quoted(text))]"
    bytes += line.utf8.count + 1
    lines.append(line)
  }

  /// A string of JSON.
  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
