/// A source of which the first bytes have been looked at.
final class PeekedSource: ByteSource {
  private let source: any ByteSource
  /// The first bytes; fewer than asked for only where there are no more.
  private(set) var first: [UInt8]
  private var given = 0
  /// `first` is everything.
  private var isWhole = false

  /// - Parameter count: bytes that are looked at.
  init(_ source: any ByteSource, count: Int) throws(TableError) {
    self.source = source
    var bytes = [UInt8](repeating: 0, count: max(4, count))
    bytes.removeLast(bytes.count - (try source.fill(&bytes)))
    first = bytes
  }

  /// All of `bytes`, looked at.
  init(whole bytes: [UInt8]) {
    source = MemorySource(bytes)
    first = bytes
    isWhole = true
  }

  var size: Int? { source.size }
  var consumed: Int { source.consumed }
  var canRestart: Bool { source.canRestart }
  var remarks: [ReadReport.Remark] { source.remarks }

  func read(into memory: UnsafeMutableRawBufferPointer) throws(TableError) -> Int {
    guard given < first.count else { return isWhole ? 0 : try source.read(into: memory) }
    let count = min(memory.count, first.count - given)
    first.withUnsafeBytes { memory.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[given..<given + count])) }
    given += count
    // What was looked at is not needed twice; after a restart it is read again.
    if given == first.count, !isWhole { (first, given) = ([], 0) }
    return count
  }

  func restart() throws(TableError) {
    given = 0
    guard !isWhole else { return }
    try source.restart()
    first = []
  }
}
