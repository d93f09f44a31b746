extension ByteSource {
  /// Fills an array behind its first `start` bytes as `read` does.
  func read(into bytes: inout [UInt8], behind start: Int = 0) throws(TableError) -> Int {
    let result = bytes.withUnsafeMutableBytes { memory in
      Result { () throws(TableError) in try read(into: UnsafeMutableRawBufferPointer(rebasing: memory[start...])) }
    }
    return try result.get()
  }

  /// Fills all of an array behind its first `start` bytes as `fill` does.
  func fill(_ bytes: inout [UInt8], behind start: Int = 0) throws(TableError) -> Int {
    let result = bytes.withUnsafeMutableBytes { memory in
      Result { () throws(TableError) in try fill(UnsafeMutableRawBufferPointer(rebasing: memory[start...])) }
    }
    return try result.get()
  }

  /// All bytes that are left; nil where there are more than `limit`.
  func rest(limit: Int, expected: Int = 0) throws(TableError) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(min(limit, expected))
    var block = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = try read(into: &block)
      if count == 0 { return bytes }
      guard bytes.count + count <= limit else { return nil }
      bytes += block[..<count]
    }
  }
}
