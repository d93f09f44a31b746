import Files

/// Reads delimited text into typed columns.
package enum TableReader {
  /// - Parameters:
  ///   - path: a file, FIFO or, as `-`, standard input.
  ///   - progress: called now and then with the bytes done and in all; returning false cancels (reads no further and
  ///     throws `.cannotRead(reason: "cancelled")`).
  /// - Throws: `TableError`: `.cannotRead`, `.noData`, `.notText`, `.tooLarge`.
  package static func read(
    path: String, options: ReadOptions = ReadOptions(), progress: (_ done: Int, _ total: Int) -> Bool = { _, _ in true }
  ) throws(TableError) -> ReadTable {
    let name = path == "-" ? "standard input" : PathParts.name(of: path)
    let bytes: [UInt8]
    do {
      // Reading is the smaller part of the work: a quarter of what is shown.
      bytes = try WholeFile.read(path) { progress($0 / 4, max($0, $1)) }
    } catch {
      throw TableError(error, file: path)
    }
    do {
      return try read(bytes: bytes, name: name, options: options) { done, total in
        progress(total / 4 + done / 4 * 3, total)
      }
    } catch {
      throw TableError(error.kind, file: path, line: error.line, column: error.column)
    }
  }

  /// - Parameter name: of the table, and of the file in errors.
  package static func read(
    bytes: [UInt8], name: String, options: ReadOptions = ReadOptions(),
    progress: (_ done: Int, _ total: Int) -> Bool = { _, _ in true }
  ) throws(TableError) -> ReadTable {
    guard !bytes.isEmpty else { throw TableError(.noData, file: name) }
    let isPacked = GzipContent.isGzip(bytes)
    let bytes = isPacked ? try unpacked(bytes, name: name) : bytes
    if let reason = ForeignContent.reason(in: bytes) { throw TableError(.notText(reason: reason), file: name) }
    var text = TextDecoder.decode(bytes)
    if isPacked { text.problems.append(DecodedText.Problem(text: "gzip archive unpacked", count: 1, offsets: [])) }
    if let reason = ForeignContent.reason(in: text) { throw TableError(.notText(reason: reason), file: name) }
    return try TextReading(text: text, name: name, options: options).read(progress: progress)
  }

  private static func unpacked(_ bytes: [UInt8], name: String) throws(TableError) -> [UInt8] {
    do throws(GzipContent.Failure) {
      return try GzipContent.unpacked(bytes)
    } catch {
      switch error {
      case .damaged: throw TableError(.cannotRead(reason: "the gzip archive is cut or damaged"), file: name)
      case .tooLarge:
        throw TableError(.tooLarge(what: "the unpacked file", limit: "the memory that is free"), file: name)
      }
    }
  }
}

extension TableError {
  init(_ error: FileError, file: String) {
    switch error.code {
    case 27 /* EFBIG */: self.init(.tooLarge(what: "the file", limit: "the memory that is free"), file: file)
    default: self.init(.cannotRead(reason: error.isCancelled ? "cancelled" : error.reason), file: file)
    }
  }
}
