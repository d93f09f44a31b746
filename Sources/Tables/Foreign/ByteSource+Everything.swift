import Files

extension ByteSource {
  /// All bytes of the source in memory.
  /// - Parameter progress: called with the bytes so far; returning false cancels.
  /// - Throws: `.tooLarge` beyond the memory that is free, `.cannotRead(reason: "cancelled")`, what the source throws.
  func everything(named name: String, progress: (Int) -> Bool) throws(TableError) -> [UInt8] {
    let limit = WholeFile.defaultLimit
    var bytes: [UInt8] = []
    let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
    defer { block.deallocate() }
    while true {
      let count = try read(into: block)
      if count == 0 { return bytes }
      guard bytes.count + count <= limit else {
        throw TableError(.tooLarge(what: "the table", limit: "the memory that is free"), file: name)
      }
      bytes += block[..<count]
      guard progress(bytes.count) else { throw TableError(.cannotRead(reason: "cancelled"), file: name) }
    }
  }
}
