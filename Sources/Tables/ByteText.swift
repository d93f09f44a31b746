/// A short text kept as its UTF-8 bytes.
///
/// Swift's `String` compares canonically, so `"café"` in two spellings would merge into one category. Values of the data are
/// therefore compared, hashed and written as bytes; `string` is for display only.
package struct ByteText: Hashable, Sendable, Comparable, ExpressibleByStringLiteral, CustomStringConvertible {
  package var bytes: [UInt8]

  package init(_ bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }
  package init(_ string: String) { bytes = Array(string.utf8) }
  package init(stringLiteral value: String) { bytes = Array(value.utf8) }

  /// The text for display; bytes that are not UTF-8 show as U+FFFD.
  package var string: String { String(decoding: bytes, as: UTF8.self) }
  package var description: String { string }
  package var isEmpty: Bool { bytes.isEmpty }

  /// Order by bytes, so that it depends on no locale.
  package static func < (left: ByteText, right: ByteText) -> Bool { left.bytes.lexicographicallyPrecedes(right.bytes) }
}
