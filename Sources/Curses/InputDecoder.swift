import Screen

/// What the keyboard side of a terminal gives, one piece at a time.
enum RawInput: Equatable, Sendable {
  case scalar(Unicode.Scalar)
  case key(Key)
  /// The start of a mouse report; its numbers follow as scalars.
  case mouse
  case pasteStart, pasteEnd
  /// A key without a meaning here.
  case other
}

/// Puts raw input together to events: mouse reports, pasted text, control keys. It knows no terminal.
struct InputDecoder {
  private enum State {
    case keys
    case mouse(String)
    case paste(String.UnicodeScalarView)
  }

  /// More pasted text than this is cut.
  private static let pasteLimit = 1 << 20
  private static let mouseLimit = 24
  private var state = State.keys

  /// Whether the end of something begun is still to come.
  var isWaiting: Bool {
    if case .keys = state { return false }
    return true
  }

  /// - Returns: the event that `input` completes, if it does.
  mutating func decode(_ input: RawInput) -> Event? {
    switch state {
    case .keys: start(input)
    case .mouse(let report): continueMouse(report, input)
    case .paste(let text): continuePaste(text, input)
    }
  }

  /// Gives up waiting: what was pasted so far is the paste.
  mutating func finish() -> Event? {
    defer { state = .keys }
    if case .paste(let text) = state { return .paste(String(text)) }
    return nil
  }

  private mutating func start(_ input: RawInput) -> Event? {
    switch input {
    case .scalar(let scalar): return Self.key(of: scalar).map(Event.key)
    case .key(let key): return .key(key)
    case .mouse: state = .mouse("")
    case .pasteStart: state = .paste(String.UnicodeScalarView())
    case .pasteEnd, .other: break
    }
    return nil
  }

  private mutating func continuePaste(_ text: String.UnicodeScalarView, _ input: RawInput) -> Event? {
    var text = text
    // Released first, so that growing does not copy.
    state = .keys
    switch input {
    case .pasteEnd: return .paste(String(text))
    case .scalar(let scalar) where text.count < Self.pasteLimit: text.append(scalar == "\r" ? "\n" : scalar)
    case .key(.enter): text.append("\n")
    case .key(.tab): text.append("\t")
    default: break
    }
    state = .paste(text)
    return nil
  }

  private mutating func continueMouse(_ report: String, _ input: RawInput) -> Event? {
    guard case .scalar(let scalar) = input, report.count < Self.mouseLimit else {
      state = .keys
      return nil
    }
    switch scalar {
    case "0"..."9", ";":
      state = .mouse(report + String(scalar))
      return nil
    case "M", "m":
      state = .keys
      return Self.mouse(report, isRelease: scalar == "m").map(Event.mouse)
    default:
      state = .keys
      return nil
    }
  }

  /// `button;column;row` with 1 at the upper left; bit 5 of the button is a drag, bit 6 the wheel.
  private static func mouse(_ report: String, isRelease: Bool) -> MouseEvent? {
    let numbers = report.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.count == 3, let button = numbers[0], let column = numbers[1], let row = numbers[2] else { return nil }
    guard (1...10_000).contains(column), (1...10_000).contains(row) else { return nil }
    let position = Point(x: column - 1, y: row - 1)
    if button & 64 != 0 {
      guard button & 3 < 2, !isRelease else { return nil }
      return MouseEvent(action: button & 1 == 0 ? .wheelUp : .wheelDown, position: position)
    }
    if button & 32 != 0 { return MouseEvent(action: .drag, position: position) }
    // The left button, or one without a number.
    guard button & 3 == 0 || isRelease else { return nil }
    return MouseEvent(action: isRelease ? .release : .press, position: position)
  }

  /// Control characters are keys of their own or Control with a letter.
  private static func key(of scalar: Unicode.Scalar) -> Key? {
    switch scalar.value {
    case 0x09: .tab
    case 0x0A, 0x0D: .enter
    case 0x1B: .escape
    case 0x08, 0x7F: .backspace
    case 0x00: .control("@")
    case 0x01...0x1A: Unicode.Scalar(scalar.value + 0x60).map { .control(Character($0)) }
    case 0x1C...0x1F: Unicode.Scalar(scalar.value + 0x40).map { .control(Character($0)) }
    case 0x80..<0xA0: nil
    default: .character(Character(scalar))
    }
  }
}
