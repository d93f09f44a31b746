/// Something that takes any bytes and must neither trap nor contradict itself.
struct FuzzTarget: Sendable {
  let name: String
  /// Longest input, in bytes.
  var longest = 4096
  /// Inputs to begin with.
  let seeds: [String]
  /// Pieces that inputs are put together from.
  let words: [String]
  /// Traps where a law does not hold.
  let check: @Sendable (UnsafeBufferPointer<UInt8>) -> Void

  static let all = [scan, dialect, numbers, dates, jsonLines, expression, recipe, session]
}

/// Ends the run with the law that was broken.
func hold(_ condition: Bool, _ law: @autoclosure () -> String) {
  if !condition { fatalError("broken law: \(law())") }
}
