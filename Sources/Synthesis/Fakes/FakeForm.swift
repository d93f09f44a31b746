/// A text with gaps: `{street} {1-199}`, `555-01##`.
///
/// `#` is a digit, `@` a capital letter without I, O and Q, `{10-99}` a number of that range written with as many digits as its
/// lower end has, `{name}` the value of a provider. `{{` is a brace.
struct FakeForm: Equatable, Sendable {
  enum Piece: Equatable, Sendable {
    case text([UInt8])
    case digit
    case letter
    case number(low: UInt64, high: UInt64, width: Int)
    case part(String)
  }

  private(set) var pieces: [Piece] = []

  private static let letters = Array("ABCDEFGHJKLMNPRSTUVWXYZ".utf8)

  init(_ form: String) {
    var rest = form[...]
    while let character = rest.popFirst() {
      switch character {
      case "#": pieces.append(.digit)
      case "@": pieces.append(.letter)
      case "{" where rest.first == "{":
        rest.removeFirst()
        append("{")
      case "{":
        guard let end = rest.firstIndex(of: "}") else {
          append("{")
          continue
        }
        pieces.append(Self.gap(rest[..<end]))
        rest = rest[rest.index(after: end)...]
      default: append(character)
      }
    }
  }

  private mutating func append(_ character: Character) {
    if case .text(let bytes)? = pieces.last {
      pieces[pieces.count - 1] = .text(bytes + Array(String(character).utf8))
    } else {
      pieces.append(.text(Array(String(character).utf8)))
    }
  }

  private static func gap(_ inside: Substring) -> Piece {
    let bounds = inside.split(separator: "-", omittingEmptySubsequences: false)
    guard bounds.count == 2, let low = UInt64(bounds[0]), let high = UInt64(bounds[1]), low <= high, high < 1 << 40
    else {
      return .part(String(inside))
    }
    return .number(low: low, high: high, width: bounds[0].count)
  }

  /// The names of the providers it asks for.
  var parts: [String] { pieces.compactMap { if case .part(let name) = $0 { name } else { nil } } }

  /// - Parameter parts: for each piece what writes it, where it is a part.
  @inline(__always)
  func write(_ row: inout FakeRow, _ bytes: inout [UInt8], parts: [FakeWriter?] = []) {
    for (place, piece) in pieces.enumerated() {
      switch piece {
      case .text(let text): bytes += text
      case .digit: bytes.append(UInt8(ascii: "0") + UInt8(row.below(10)))
      case .letter: bytes.append(Self.letters[Int(row.below(UInt64(Self.letters.count)))])
      case .number(let low, let high, let width): bytes.append(number: low + row.below(high - low + 1), width: width)
      case .part: if parts.indices.contains(place) { parts[place]?(&row, &bytes) }
      }
    }
  }

  /// - Parameter writer: of a part by its name; nil for one that there is not.
  func compiled(_ writer: (String) -> FakeWriter?) -> FakeWriter {
    let parts = pieces.map { if case .part(let name) = $0 { writer(name) } else { nil as FakeWriter? } }
    return { row, bytes in self.write(&row, &bytes, parts: parts) }
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
