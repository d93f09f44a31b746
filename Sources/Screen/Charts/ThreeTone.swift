/// The one visual idea of the program: grey where real and synthetic agree, blue where only the real data reaches,
/// orange where only the synthetic does. One cell of a bar, in eighths.
enum ThreeTone {
  static let vertical: [Character] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
  static let horizontal: [Character] = [" ", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"]

  /// The cell `index` places away from the foot of a bar.
  ///
  /// Without colour each tone has a texture of its own, one per cell. With colour a cell can hold two tones; where
  /// three are wanted the smaller error is taken, and never more than an eighth is added to the taller bar.
  /// - Parameters:
  ///   - real, synthetic: lengths of the whole bars in eighths of a cell, 0 or more.
  ///   - eighths: nine characters from empty to full.
  static func cell(real: Int, synthetic: Int, index: Int, eighths: [Character], isMono: Bool) -> Cell {
    let over: Role = real > synthetic ? .real : .synthetic
    let shared = filled(min(real, synthetic), index)
    let top = filled(max(real, synthetic), index)
    if top == 0 { return .blank }
    if shared == top { return Cell(character: eighths[shared], role: .agree) }
    if isMono { return texture(shared: shared, top: top, over: over, isFoot: index == 0, eighths) }
    if shared == 0 { return Cell(character: eighths[top], role: over) }
    if top == 8 { return Cell(character: eighths[shared], role: .agree, background: over) }
    return squeezed(shared: shared, top: top, over: over, eighths)
  }

  /// Three tones are wanted in one cell and two are possible.
  private static func squeezed(shared: Int, top: Int, over: Role, _ eighths: [Character]) -> Cell {
    let added = 8 - top
    let lostOver = top - shared
    if added <= 1 && added <= shared && added <= lostOver {
      return Cell(character: eighths[shared], role: .agree, background: over)
    }
    return Cell(character: eighths[top], role: shared <= lostOver ? over : .agree)
  }

  private static func texture(shared: Int, top: Int, over: Role, isFoot: Bool, _ eighths: [Character]) -> Cell {
    if shared > 4 { return Cell(character: "█", role: .agree) }
    // A bin that holds anything is never drawn empty.
    if top > 3 || (isFoot && shared == 0) { return Cell(character: over == .real ? "░" : "▒", role: over) }
    return shared == 0 ? .blank : Cell(character: eighths[shared], role: .agree)
  }

  private static func filled(_ length: Int, _ index: Int) -> Int { min(8, max(0, length - 8 * index)) }
}

extension Double {
  /// Nearest whole number in `range`; the lower end for NaN.
  func clamped(to range: ClosedRange<Int>) -> Int {
    guard self > Double(range.lowerBound) else { return range.lowerBound }
    return self >= Double(range.upperBound) ? range.upperBound : Int(rounded())
  }
}
