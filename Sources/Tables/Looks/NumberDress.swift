/// What stands in and around the digits of a column's numbers, besides the decimal mark: thousands marks, a currency or percent
/// mark, brackets for negative numbers.
package struct NumberDress: Hashable, Sendable {
  package enum Grouping: String, CaseIterable, Sendable {
    case thousands
    /// Three digits, then pairs: `12,34,567`.
    case indian
  }

  package enum Negative: String, CaseIterable, Sendable {
    /// The sign before everything: `-$5`.
    case outside
    /// The sign before the digits: `$-5`.
    case inside
    /// `($5)`.
    case brackets
    /// `5-`.
    case behind
  }

  /// Between groups of digits; empty: digits are not grouped. A byte or a short text such as U+202F.
  package var groupMark: ByteText = ""
  package var grouping: Grouping = .thousands
  package var prefix: ByteText = ""
  package var suffix: ByteText = ""
  package var negative: Negative = .outside

  package init() {}

  /// Bytes that a number of `count` plain bytes takes at most.
  func widest(_ count: Int) -> Int {
    count + count * groupMark.bytes.count / 2 + prefix.bytes.count + suffix.bytes.count + 3
  }

  /// All bytes that a dressed number may hold besides those of plain ones.
  var bytes: [UInt8] {
    groupMark.bytes + prefix.bytes + suffix.bytes + (negative == .brackets ? Array("()".utf8) : [])
  }

  // MARK: - Writing

  /// Writes a plain number with its dress; a number with an exponent has no groups.
  func write(_ plain: UnsafeBufferPointer<UInt8>, at place: Digits.Place) -> Digits.Place {
    let isNegative = plain.first == UInt8(ascii: "-")
    let digits = UnsafeBufferPointer(rebasing: plain.dropFirst(isNegative ? 1 : 0))
    var place = place
    func add(_ bytes: some Sequence<UInt8>) {
      for byte in bytes {
        place.pointee = byte
        place += 1
      }
    }
    if isNegative, negative == .outside { add([UInt8(ascii: "-")]) }
    if isNegative, negative == .brackets { add([UInt8(ascii: "(")]) }
    add(prefix.bytes)
    if isNegative, negative == .inside { add([UInt8(ascii: "-")]) }
    let whole = digits.prefix { $0.isDigit }.count
    for index in 0..<whole {
      if index > 0, isGroupStart(whole - index) { add(groupMark.bytes) }
      add(CollectionOfOne(digits[index]))
    }
    add(digits[whole...])
    if isNegative, negative == .behind { add([UInt8(ascii: "-")]) }
    add(suffix.bytes)
    if isNegative, negative == .brackets { add([UInt8(ascii: ")")]) }
    return place
  }

  /// Whether a group begins before the last `left` digits.
  private func isGroupStart(_ left: Int) -> Bool {
    switch grouping {
    case .thousands: left % 3 == 0
    case .indian: left == 3 || (left > 3 && (left - 3) % 2 == 0)
    }
  }

  // MARK: - Reading

  /// Appends the plain number that `text` dresses.
  /// - Parameter mark: the decimal mark.
  /// - Returns: whether `text` wears this dress and no other; nothing is appended where not.
  func undress(_ text: UnsafeBufferPointer<UInt8>, mark: UInt8, into plain: inout [UInt8]) -> Bool {
    let start = plain.count
    var rest = text[...]
    var isNegative = false
    if negative == .brackets, rest.first == UInt8(ascii: "("), rest.last == UInt8(ascii: ")") {
      isNegative = true
      rest = rest.dropFirst().dropLast()
    } else if negative != .brackets, negative != .behind, rest.first == UInt8(ascii: "-") {
      isNegative = true
      rest = rest.dropFirst()
    }
    guard rest.starts(with: prefix.bytes), rest.count >= prefix.bytes.count + suffix.bytes.count,
      rest.suffix(suffix.bytes.count).elementsEqual(suffix.bytes)
    else { return false }
    rest = rest.dropFirst(prefix.bytes.count).dropLast(suffix.bytes.count)
    if !isNegative, negative == .inside, rest.first == UInt8(ascii: "-") {
      isNegative = true
      rest = rest.dropFirst()
    } else if negative == .behind, rest.last == UInt8(ascii: "-") {
      isNegative = true
      rest = rest.dropLast()
    }
    guard rest.first?.isDigit == true || rest.first == mark else { return false }
    if isNegative { plain.append(UInt8(ascii: "-")) }
    if appendUngrouped(rest, mark: mark, to: &plain) { return true }
    plain.removeLast(plain.count - start)
    return false
  }

  /// Digits with marks where groups begin, or with none at all; then anything that needs no groups.
  private func appendUngrouped(
    _ text: Slice<UnsafeBufferPointer<UInt8>>, mark: UInt8, to plain: inout [UInt8]
  ) -> Bool {
    let group = groupMark.bytes
    var groups: [Int] = [0]
    var rest = text
    while let byte = rest.first {
      if byte.isDigit {
        plain.append(byte)
        groups[groups.count - 1] += 1
        rest = rest.dropFirst()
      } else if !group.isEmpty, rest.starts(with: group) {
        groups.append(0)
        rest = rest.dropFirst(group.count)
      } else {
        break
      }
    }
    let isCode = groups.count > 1 && text.first == 0x30
    plain += rest
    return groups.count == 1 || (areGroups(groups) && !isCode)
  }

  private func areGroups(_ groups: [Int]) -> Bool {
    guard let first = groups.first, groups.last == 3 else { return false }
    let inner = grouping == .thousands ? 3 : 2
    return (1...inner).contains(first) && groups.dropFirst().dropLast().allSatisfy { $0 == inner }
  }
}

/// Dresses the numbers of a column, then does what the format wants.
struct NumberDressing: CellEscaping {
  let dress: NumberDress
  let inner: (any CellEscaping)?

  func widest(_ count: Int) -> Int {
    let most = dress.widest(count)
    return inner?.widest(most) ?? most
  }

  func write(_ text: UnsafeBufferPointer<UInt8>, at place: Digits.Place) -> Digits.Place {
    guard let inner else { return dress.write(text, at: place) }
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: dress.widest(text.count) + Digits.slack) { room in
      guard let start = room.baseAddress else { return place }
      let end = dress.write(text, at: start)
      return inner.write(UnsafeBufferPointer(start: start, count: end - start), at: place)
    }
  }
}
