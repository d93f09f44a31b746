/// Bytes that were read ahead, and then the rest of their source.
final class PrefixedSource: ByteSource {
  private let source: any ByteSource
  private var prefix: [UInt8]
  private var given = 0

  init(_ prefix: [UInt8], _ source: any ByteSource) {
    (self.prefix, self.source) = (prefix, source)
  }

  var size: Int? { source.size }
  var consumed: Int { source.consumed }
  var canRestart: Bool { source.canRestart }
  var remarks: [ReadReport.Remark] { source.remarks }

  func read(into memory: UnsafeMutableRawBufferPointer) throws(TableError) -> Int {
    guard given < prefix.count else { return try source.read(into: memory) }
    let count = min(memory.count, prefix.count - given)
    prefix.withUnsafeBytes { memory.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[given..<given + count])) }
    given += count
    if given == prefix.count { (prefix, given) = ([], 0) }
    return count
  }

  func restart() throws(TableError) {
    (prefix, given) = ([], 0)
    try source.restart()
  }
}
