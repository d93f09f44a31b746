import CNcurses
import Files
import Glibc
import Screen

/// A real terminal, through ncurses. One thread owns it; only `wake` may be called from others.
package final class CursesTerminal: Terminal {
  package private(set) var size: Size
  /// How many colours can be shown at once; 0 for none.
  package let colors: Int
  /// Whether the user's locale is UTF-8.
  package let isUTF8: Bool

  private var events: [Event] = []
  private var decoder = InputDecoder()
  private var encoder: CellEncoder?
  private var shown: Surface?
  /// A frame that was not worth showing because keys were already waiting.
  private var skipped: (surface: Surface, theme: Theme)?
  private var encoded: [cnc_cell] = []
  private var ownedTTY: Int32 = -1
  private var isOpen = true
  private var title = ""

  /// Takes the terminal over: alternate screen, raw keys, mouse, bracketed paste, and the guard that gives it back
  /// whatever happens.
  /// - Parameters:
  ///   - readsKeysFromTTY: standard input is the data, so that keys come from `/dev/tty`.
  ///   - color: `.truecolor` takes the entry of terminfo that has direct colour, where there is one.
  /// - Throws: nothing has been written to the terminal then.
  package init(readsKeysFromTTY: Bool = false, color: ColorWish = .automatic) throws(TerminalError) {
    isUTF8 = cnc_set_locale()
    var input: Int32 = 0
    var output: Int32 = 1
    if readsKeysFromTTY {
      ownedTTY = cnc_open_tty()
      guard ownedTTY >= 0 else { throw TerminalError(.noControllingTerminal) }
      input = ownedTTY
      if !Environment.isTerminal(1) { output = ownedTTY }
    } else {
      guard Environment.isTerminal(0) else { throw TerminalError(.inputIsNoTerminal) }
      guard Environment.isTerminal(1) else { throw TerminalError(.outputIsNoTerminal) }
    }
    let term = Environment.value("TERM") ?? ""
    let status = cnc_start(input, output, Self.entry(for: term, color))
    guard status == CNC_STARTED else { throw Self.error(status, name: term) }
    colors = Int(cnc_colors())
    size = Self.measure()
  }

  deinit { stop() }

  /// Gives the terminal back. Afterwards nothing else may be called.
  package func stop() {
    guard isOpen else { return }
    isOpen = false
    cnc_stop()
  }

  /// Makes `nextEvent` return `.wake`; from any thread.
  package static let wake: @Sendable () -> Void = { cnc_wake() }

  package var hasWaitingEvents: Bool {
    if isOpen && events.isEmpty { drain() }
    return !events.isEmpty
  }

  package func present(_ surface: Surface, theme: Theme) {
    guard isOpen else { return }
    guard !hasWaitingEvents else {
      skipped = (surface, theme)
      return
    }
    skipped = nil
    show(surface.adapted(to: theme.glyphs), theme)
  }

  package func nextEvent() -> Event {
    while isOpen {
      if events.isEmpty { drain() }
      if !events.isEmpty { return events.removeFirst() }
      if let frame = skipped { present(frame.surface, theme: frame.theme) }
      if events.isEmpty { wait() }
    }
    return .terminate(status: 129)
  }

  package func suspend() {
    guard isOpen else { return }
    cnc_suspend()
    returned()
  }

  /// Gives the terminal to a program until that ends.
  /// - Parameter command: its path and its arguments.
  /// - Returns: its exit status; nil where it could not be started or was ended by a signal.
  package func lend(to command: [String]) -> Int32? {
    guard isOpen, !command.isEmpty else { return nil }
    let texts = command.map { strdup($0) }
    defer { texts.forEach { free($0) } }
    let status = (texts.map { UnsafePointer($0) } + [nil]).withUnsafeBufferPointer { cnc_lend($0.baseAddress) }
    returned()
    return status < 0 ? nil : status
  }

  /// Names the terminal's window while the program runs.
  package func setTitle(_ title: String) {
    guard isOpen, title != self.title else { return }
    self.title = title
    cnc_set_title(SafeText.visible(title))
  }

  /// Puts a text on the clipboard of the terminal, where it allows that.
  /// - Parameter base64: the text as base64, which holds nothing that could steer the terminal.
  package func copy(base64: [UInt8]) {
    guard isOpen else { return }
    let safe = base64.filter { $0 > 0x20 && $0 < 0x7F }
    (safe + [0]).withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { cnc_copy(UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self)) }
    }
  }

  /// Sends every cell again with the next frame: something else wrote on the screen.
  package func repaint() {
    guard isOpen else { return }
    cnc_resize(cnc_measure())
    shown = nil
  }

  private func show(_ surface: Surface, _ theme: Theme) {
    let isSameTheme = encoder?.isFor(theme) ?? false
    if !isSameTheme { encoder = CellEncoder(theme: theme, colors: Int32(clamping: colors)) }
    let before = isSameTheme && shown?.size == surface.size ? shown : nil
    for y in 0..<surface.size.height {
      let row = surface.row(y)
      if let before, before.row(y) == row { continue }
      encoder?.encode(row, into: &encoded)
      cnc_put_row(Int32(clamping: y), encoded, Int32(clamping: encoded.count))
    }
    shown = surface
    cnc_flush(Int32(clamping: surface.cursor?.x ?? -1), Int32(clamping: surface.cursor?.y ?? -1))
  }

  /// Takes every key that is there, so that a held key costs one frame and not one each.
  private func drain() {
    while true {
      let input = cnc_read()
      guard input.kind != CNC_NOTHING else { return decoder.pause(into: &events) }
      if let raw = Self.raw(input) { decoder.decode(raw, into: &events) }
    }
  }

  private func wait() {
    var isReadable = false
    // A paste whose end was lost must not swallow the keys for ever.
    let notices = cnc_wait(decoder.isWaiting ? 1000 : -1, &isReadable)
    if notices < 0 {
      decoder.finish(into: &events)
      return
    }
    // What was typed before the program was asked to end still counts.
    if isReadable { drain() }
    take(notices)
  }

  private func take(_ notices: Int32) {
    for (bit, status) in [(CNC_HANGUP_ASKED, 129), (CNC_TERM_ASKED, 143), (CNC_INTERRUPT_ASKED, 130)] {
      if notices & Int32(bit) != 0 { events.append(.terminate(status: Int32(status))) }
    }
    if notices & Int32(CNC_STOP_ASKED) != 0 {
      suspend()
    } else if notices & Int32(CNC_CONTINUED) != 0 {
      cnc_take_again()
      returned()
    }
    if notices & Int32(CNC_RESIZED) != 0 { remeasure() }
    if notices & Int32(CNC_WOKEN) != 0 { events.append(.wake) }
  }

  private func returned() {
    remeasure()
    shown = nil
    events.append(.resumed)
  }

  private func remeasure() {
    let now = Self.measure()
    cnc_resize(cnc_measure())
    shown = nil
    size = now
    events.append(.resize(now))
  }

  private static func measure() -> Size {
    let size = cnc_measure()
    return Size(width: Int(size.width), height: Int(size.height))
  }

  /// Only the entries named `-direct` number colours by red, green and blue.
  private static func entry(for term: String, _ color: ColorWish) -> String {
    guard color == .truecolor, !term.isEmpty, !term.hasSuffix("-direct") else { return term }
    let family = term.prefix { $0 != "-" }
    return ["\(family)-direct", "xterm-direct"].first { cnc_knows($0) } ?? term
  }

  private static func error(_ status: cnc_status, name: String) -> TerminalError {
    switch status {
    case CNC_NOT_A_TERMINAL: return TerminalError(.outputIsNoTerminal)
    case CNC_UNKNOWN_TERMINAL: return TerminalError(name.isEmpty ? .unset : .unknown(name))
    case CNC_POOR_TERMINAL: return TerminalError(.poor(name))
    default: return TerminalError(.failed(name))
    }
  }

  private static func raw(_ input: cnc_input) -> RawInput? {
    if input.kind == CNC_SCALAR { return Unicode.Scalar(input.value).map(RawInput.scalar) }
    if input.value > CNC_KEY_FUNCTION.rawValue { return .key(.function(Int(input.value - CNC_KEY_FUNCTION.rawValue))) }
    switch cnc_key(input.value) {
    case CNC_KEY_MOUSE: return .mouse
    case CNC_KEY_PASTE_START: return .pasteStart
    case CNC_KEY_PASTE_END: return .pasteEnd
    case let code: return keys[code.rawValue].map(RawInput.key) ?? .other
    }
  }

  private static let keys: [UInt32: Key] = [
    CNC_KEY_UP.rawValue: .up, CNC_KEY_DOWN.rawValue: .down, CNC_KEY_LEFT.rawValue: .left,
    CNC_KEY_RIGHT.rawValue: .right, CNC_KEY_HOME.rawValue: .home, CNC_KEY_END.rawValue: .end,
    CNC_KEY_PAGE_UP.rawValue: .pageUp, CNC_KEY_PAGE_DOWN.rawValue: .pageDown, CNC_KEY_ENTER.rawValue: .enter,
    CNC_KEY_BACK_TAB.rawValue: .backTab, CNC_KEY_BACKSPACE.rawValue: .backspace, CNC_KEY_DELETE.rawValue: .delete,
  ]
}
