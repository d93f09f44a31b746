/// The bytes of an array as a source.
package final class MemorySource: ByteSource {
  private let bytes: [UInt8]
  package private(set) var consumed = 0
  /// At most this many bytes come at once, so that tests can cut anywhere.
  private let portion: Int

  package init(_ bytes: [UInt8], portion: Int = .max) {
    self.bytes = bytes
    self.portion = max(1, portion)
  }

  package var size: Int? { bytes.count }
  package var canRestart: Bool { true }

  package func read(into memory: UnsafeMutableRawBufferPointer) -> Int {
    let count = min(memory.count, bytes.count - consumed, portion)
    bytes.withUnsafeBytes { memory.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[consumed..<consumed + count])) }
    consumed += count
    return count
  }

  package func restart() { consumed = 0 }
}
