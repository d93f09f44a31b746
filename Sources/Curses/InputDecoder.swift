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
    /// Escape was read: the key, or the start of a sequence.
    case escape
    /// Inside a sequence that means nothing here; its letters are not commands.
    case sequence
    case mouse(String)
    case paste
  }

  /// More pasted text than this is cut.
  private static let pasteLimit = 1 << 20
  private static let mouseLimit = 24
  private var state = State.keys
  /// Kept apart from the state, so that growing it does not copy it.
  private var pasted = ""

  /// Whether the end of something begun is still to come.
  var isWaiting: Bool {
    if case .keys = state { return false }
    return true
  }

  /// Appends the events that `input` completes.
  mutating func decode(_ input: RawInput, into events: inout [Event]) {
    switch state {
    case .keys: start(input, &events)
    case .escape: continueEscape(input, &events)
    case .sequence: continueSequence(input)
    case .mouse(let report): continueMouse(report, input, &events)
    case .paste: continuePaste(input, &events)
    }
  }

  /// Nothing more can be read now: an Escape that stands alone is the key.
  mutating func pause(into events: inout [Event]) {
    guard case .escape = state else { return }
    state = .keys
    events.append(.key(.escape))
  }

  /// Gives up waiting: what was pasted so far is the paste.
  mutating func finish(into events: inout [Event]) {
    if case .paste = state { endPaste(&events) }
    state = .keys
  }

  private mutating func start(_ input: RawInput, _ events: inout [Event]) {
    switch input {
    case .scalar("\u{1B}"): state = .escape
    case .scalar(let scalar):
      if let key = Self.key(of: scalar) { events.append(.key(key)) }
    case .key(let key): events.append(.key(key))
    case .mouse: state = .mouse("")
    case .pasteStart: state = .paste
    case .pasteEnd, .other: break
    }
  }

  private mutating func continueEscape(_ input: RawInput, _ events: inout [Event]) {
    if input == .scalar("[") || input == .scalar("O") {
      state = .sequence
      return
    }
    state = .keys
    events.append(.key(.escape))
    start(input, &events)
  }

  /// Parameters and intermediates up to a final byte (ECMA-48, 5.4).
  private mutating func continueSequence(_ input: RawInput) {
    guard case .scalar(let scalar) = input, (0x20..<0x40).contains(scalar.value) else {
      state = .keys
      return
    }
  }

  private mutating func continuePaste(_ input: RawInput, _ events: inout [Event]) {
    switch input {
    case .pasteEnd: endPaste(&events)
    case .scalar(let scalar) where pasted.utf8.count < Self.pasteLimit:
      pasted.unicodeScalars.append(scalar == "\r" ? "\n" : scalar)
    case .key(.enter): pasted.append("\n")
    case .key(.tab): pasted.append("\t")
    default: break
    }
  }

  private mutating func endPaste(_ events: inout [Event]) {
    state = .keys
    events.append(.paste(pasted))
    pasted = ""
  }

  private mutating func continueMouse(_ report: String, _ input: RawInput, _ events: inout [Event]) {
    state = .keys
    guard case .scalar(let scalar) = input, report.utf8.count < Self.mouseLimit else { return }
    switch scalar {
    case "0"..."9", ";": state = .mouse(report + String(scalar))
    case "M", "m":
      if let event = Self.mouse(report, isRelease: scalar == "m") { events.append(.mouse(event)) }
    default: break
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
