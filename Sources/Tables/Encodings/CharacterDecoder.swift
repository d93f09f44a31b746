/// Turns bytes of one encoding into UTF-8, a part at a time. Bad bytes become U+FFFD or, in windows-1252, the control
/// characters of the same number.
final class CharacterDecoder {
  struct Step {
    var taken = 0
    var made = 0
    /// Where in the output something stands for bytes without meaning.
    var bad: [Int] = []
  }

  let encoding: TextEncoding
  private let converter: CharacterConverter?
  /// UTF-8 in which single bytes are damaged: these are read as windows-1252.
  private let repairsUTF8: Bool

  /// - Parameter repairsUTF8: whether valid UTF-8 is kept and only the other bytes are converted.
  init(_ encoding: TextEncoding, repairsUTF8: Bool = false) {
    self.encoding = encoding
    self.repairsUTF8 = repairsUTF8
    converter = CharacterConverter(repairsUTF8 ? .windows1252 : encoding)
  }

  func restart() { converter?.restart() }

  /// - Parameters:
  ///   - isEnd: nothing follows `input`, so that a cut character at its end is a bad one.
  ///   - output: at least 4 bytes.
  func decode(_ input: UnsafeRawBufferPointer, isEnd: Bool, into output: UnsafeMutableRawBufferPointer) -> Step {
    var step = Step()
    while step.taken < input.count, output.count - step.made >= 4 {
      let rest = UnsafeRawBufferPointer(rebasing: input[step.taken...])
      let room = UnsafeMutableRawBufferPointer(rebasing: output[step.made...])
      if repairsUTF8 {
        guard repair(rest, isEnd: isEnd, into: room, &step) else { break }
        continue
      }
      guard let converter else {
        append(replacement(rest[0]), &step, output)
        step.taken += 1
        continue
      }
      let result = converter.convert(rest, into: room)
      step.taken += result.taken
      step.made += result.made
      switch result.stop {
      case .inputTaken, .outputFull: return step
      case .cutCharacter where !isEnd: return step
      case .cutCharacter, .badBytes: passOver(input, &step, output)
      }
    }
    return step
  }

  private func passOver(
    _ input: UnsafeRawBufferPointer, _ step: inout Step, _ output: UnsafeMutableRawBufferPointer
  ) {
    guard step.taken < input.count, output.count - step.made >= 4 else { return }
    step.bad.append(step.made)
    append(replacement(input[step.taken]), &step, output)
    step.taken = min(input.count, step.taken + encoding.unit)
  }

  private func replacement(_ byte: UInt8) -> Unicode.Scalar {
    encoding == .windows1252 || repairsUTF8 ? Unicode.Scalar(byte) : "\u{FFFD}"
  }

  private func append(_ scalar: Unicode.Scalar, _ step: inout Step, _ output: UnsafeMutableRawBufferPointer) {
    for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
      output[step.made] = byte
      step.made += 1
    }
  }

  /// Copies what is valid up to the next bad byte, and converts that.
  /// - Returns: false where more input or room is needed.
  private func repair(
    _ input: UnsafeRawBufferPointer, isEnd: Bool, into output: UnsafeMutableRawBufferPointer, _ step: inout Step
  ) -> Bool {
    let bytes = input.assumingMemoryBound(to: UInt8.self)
    let start = step.made
    var (position, made) = (0, 0)
    while position < bytes.count, output.count - made >= 4 {
      let length = bytes[position] < 0x80 ? 1 : UTF8Check.sequenceLength(bytes, at: position)
      if length == 0 {
        if !isEnd, UTF8Check.isCut(bytes, at: position) { break }
        let scalar = converted(bytes[position])
        step.bad.append(start + made)
        for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
          output[made] = byte
          made += 1
        }
      }
      for offset in 0..<length { output[made + offset] = bytes[position + offset] }
      made += length
      position += max(1, length)
    }
    step.taken += position
    step.made += made
    return position > 0
  }

  private func converted(_ byte: UInt8) -> Unicode.Scalar {
    var result: [UInt8] = [0, 0, 0, 0]
    let made = withUnsafeBytes(of: byte) { input in
      result.withUnsafeMutableBytes { converter?.convert(input, into: $0).made ?? 0 }
    }
    return String(validating: result[..<made], as: UTF8.self)?.unicodeScalars.first ?? Unicode.Scalar(byte)
  }
}
