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
    if let foreign = try ForeignTable.open(path: path, options: options) {
      return try read(foreign, name: name, path: path, options: options, progress: progress)
    }
    let bytes: [UInt8]
    let change: FileChange?
    do {
      // Reading is the smaller part of the work: a quarter of what is shown.
      (bytes, change) = try WholeFile.readNoting(path, limit: WholeFile.defaultLimit) { progress($0 / 4, max($0, $1)) }
    } catch {
      throw TableError(error, file: path)
    }
    do {
      var table = try read(bytes: bytes, name: name, options: options) { done, total in
        progress(total / 4 + done / 4 * 3, total)
      }
      if let change { table.report.remarks.append(ReadReport.Remark(change: change)) }
      return table
    } catch {
      throw TableError(error.kind, file: path, line: error.line, column: error.column)
    }
  }

  private static func read(
    _ foreign: ForeignTable, name: String, path: String, options: ReadOptions, progress: (Int, Int) -> Bool
  ) throws(TableError) -> ReadTable {
    do {
      let bytes = try foreign.source.everything(named: name) { progress($0 / 4, $0) }
      return foreign.completed(
        try read(bytes: bytes, name: name, options: foreign.options(options)) { done, total in
          progress(total / 4 + done / 4 * 3, total)
        })
    } catch { throw TableError(error.kind, file: path, line: error.line, column: error.column) }
  }

  /// - Parameter name: of the table, and of the file in errors.
  package static func read(
    bytes: [UInt8], name: String, options: ReadOptions = ReadOptions(),
    progress: (_ done: Int, _ total: Int) -> Bool = { _, _ in true }
  ) throws(TableError) -> ReadTable {
    guard !bytes.isEmpty else { throw TableError(.noData, file: name) }
    let (bytes, unpacking) = try unpacked(bytes, name: name)
    if let reason = ForeignContent.reason(in: bytes) { throw TableError(.notText(reason: reason), file: name) }
    var text = try TextDecoder.decode(bytes, as: options.encoding)
    text.problems = unpacking + text.problems
    return try read(text, name: name, options: options, progress: progress)
  }

  /// From text that is decoded.
  static func read(
    _ text: DecodedText, name: String, options: ReadOptions, progress: (_ done: Int, _ total: Int) -> Bool
  ) throws(TableError) -> ReadTable {
    // Who names an encoding says that it is text.
    if options.encoding == nil, let reason = ForeignContent.reason(in: text) {
      throw TableError(.notText(reason: reason), file: name)
    }
    if !options.setsDelimiter, JSONLinesSource.isRecognised(text.bytes[text.start...]) {
      return try readJSONLines(text, name: name, options: options, progress: progress)
    }
    return try TextReading(text: text, name: name, options: options).read(progress: progress)
  }

  private static func readJSONLines(
    _ text: DecodedText, name: String, options: ReadOptions, progress: (Int, Int) -> Bool
  ) throws(TableError) -> ReadTable {
    let source = try JSONLinesSource(MemorySource(Array(text.bytes[text.start...])), name: name)
    let foreign = ForeignTable(source: source, container: "JSON lines", hints: [], textRules: source.textRules)
    let table = DecodedText(bytes: try source.everything(named: name) { progress($0 / 4, $0) }, encoding: text.encoding)
    return foreign.completed(
      try TextReading(text: table, name: name, options: foreign.options(options)).read(progress: progress))
  }

  /// The bytes of a packed file, with what there is to tell of it.
  private static func unpacked(_ bytes: [UInt8], name: String) throws(TableError) -> (
    bytes: [UInt8], told: [DecodedText.Problem]
  ) {
    guard let format = PackedFormat.of(bytes) else { return (bytes, []) }
    let source = try UnpackingSource(MemorySource(bytes), format: format, name: name)
    guard let result = try source.rest(limit: WholeFile.defaultLimit) else {
      throw TableError(.tooLarge(what: "the unpacked file", limit: "the memory that is free"), file: name)
    }
    return (
      result,
      source.remarks.map { DecodedText.Problem(text: $0.text, count: $0.count, offsets: [], isFault: $0.isFault) }
    )
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
