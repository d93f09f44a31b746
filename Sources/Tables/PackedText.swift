/// Many texts in one buffer: text i is `bytes[offsets[i] ..< offsets[i + 1]]`.
///
/// - Invariant: `offsets` is non-decreasing, starts at 0, has one more member than there are texts, and ends at `bytes.count`.
package struct PackedText: Equatable, Sendable {
  package private(set) var bytes: [UInt8] = []
  package private(set) var offsets: [Int] = [0]

  package init() {}
  package init(_ texts: some Sequence<ByteText>) { for text in texts { append(text.bytes) } }

  /// - Precondition: as the invariant says.
  package init(bytes: [UInt8], offsets: [Int]) {
    precondition(offsets.first == 0 && offsets.last == bytes.count, "\(offsets.count) offsets of \(bytes.count) bytes")
    (self.bytes, self.offsets) = (bytes, offsets)
  }

  package var count: Int { offsets.count - 1 }

  package mutating func reserve(texts: Int, bytes count: Int) {
    offsets.reserveCapacity(texts + 1)
    bytes.reserveCapacity(count)
  }

  package mutating func append(_ text: some Sequence<UInt8>) {
    bytes.append(contentsOf: text)
    offsets.append(bytes.count)
  }

  package func slice(at index: Int) -> ArraySlice<UInt8> { bytes[offsets[index]..<offsets[index + 1]] }
  package subscript(index: Int) -> ByteText { ByteText(slice(at: index)) }
}
