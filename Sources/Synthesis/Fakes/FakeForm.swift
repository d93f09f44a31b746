/// A text with gaps: `{street} {1-199}`, `555-01##`.
///
/// `#` is a digit, `@` a capital letter without I, O and Q, `{10-99}` a number of that range written with as many digits as its
/// lower end has, `{name}` the value of a provider. `{{` is a brace.
struct FakeForm: Equatable, Sendable {
  private enum Step: Equatable, Sendable {
    /// A range of `texts`.
    case text(start: Int, end: Int)
    case digit
    case letter
    case number(low: UInt64, count: UInt64, width: Int)
    /// The number of a part.
    case part(Int)
  }

  private var steps: [Step] = []
  private var texts: [UInt8] = []
  /// The names of the providers it asks for.
  private(set) var parts: [String] = []

  private static let letters = Array("ABCDEFGHJKLMNPRSTUVWXYZ".utf8)

  init(_ form: String) {
    var rest = form[...]
    while let character = rest.popFirst() {
      switch character {
      case "#": steps.append(.digit)
      case "@": steps.append(.letter)
      case "{" where rest.first == "{":
        rest.removeFirst()
        append("{")
      case "{":
        guard let end = rest.firstIndex(of: "}") else {
          append("{")
          continue
        }
        appendGap(rest[..<end])
        rest = rest[rest.index(after: end)...]
      default: append(character)
      }
    }
  }

  private mutating func append(_ character: Character) {
    let start = texts.count
    texts += String(character).utf8
    if case .text(let first, _)? = steps.last {
      steps[steps.count - 1] = .text(start: first, end: texts.count)
    } else {
      steps.append(.text(start: start, end: texts.count))
    }
  }

  private mutating func appendGap(_ inside: Substring) {
    let bounds = inside.split(separator: "-", omittingEmptySubsequences: false)
    guard bounds.count == 2, let low = UInt64(bounds[0]), let high = UInt64(bounds[1]), low <= high, high < 1 << 40
    else {
      steps.append(.part(parts.count))
      return parts.append(String(inside))
    }
    steps.append(.number(low: low, count: high - low + 1, width: bounds[0].count))
  }

  /// Writes everything but the parts.
  @inline(__always)
  func write(_ row: inout FakeRow, _ bytes: inout FakeText) { write(steps.indices, &row, &bytes) }

  /// What writes everything but the parts.
  var writer: FakeWriter { { row, bytes in write(&row, &bytes) } }

  private func write(_ range: Range<Int>, _ row: inout FakeRow, _ bytes: inout FakeText) {
    for place in range {
      switch steps[place] {
      case .text(let start, let end):
        texts.withUnsafeBufferPointer { bytes.append(UnsafeBufferPointer(rebasing: $0[start..<end])) }
      case .digit: bytes.append(UInt8(ascii: "0") + UInt8(row.below(10)))
      case .letter: bytes.append(Self.letters[Int(row.below(UInt64(Self.letters.count)))])
      case .number(let low, let count, let width): bytes.append(number: low + row.below(count), width: width)
      case .part: break
      }
    }
  }

  /// - Parameter writer: of a part by its name; nil for one that there is not.
  func compiled(_ writer: (String) -> FakeWriter?) -> FakeWriter {
    var writers: [FakeWriter] = []
    var start = 0
    func close(_ end: Int) {
      let range = start..<end
      if !range.isEmpty { writers.append { row, bytes in write(range, &row, &bytes) } }
      start = end + 1
    }
    for (place, step) in steps.enumerated() {
      guard case .part(let number) = step else { continue }
      close(place)
      if let part = writer(parts[number]) { writers.append(part) }
    }
    close(steps.count)
    return Self.chain(writers[...])
  }

  /// One writer for several: none is looked up while rows are drawn.
  private static func chain(_ writers: ArraySlice<FakeWriter>) -> FakeWriter {
    guard let first = writers.first else { return { _, _ in } }
    let others = writers.dropFirst()
    guard let second = others.first else { return first }
    guard others.count > 1 else {
      return { row, bytes in
        first(&row, &bytes)
        second(&row, &bytes)
      }
    }
    let rest = chain(others.dropFirst())
    return { row, bytes in
      first(&row, &bytes)
      second(&row, &bytes)
      rest(&row, &bytes)
    }
  }
}

extension [UInt8] {
  /// A number in decimal digits, zeros before it up to `width`.
  mutating func append(number: UInt64, width: Int = 1) {
    let start = count
    var rest = number
    repeat {
      append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    } while rest > 0
    while count - start < width { append(UInt8(ascii: "0")) }
    self[start...].reverse()
  }
}
