import Files

/// A table as its size asks for.
package enum OpenedTable {
  /// Small enough to be held: everything about it is exact.
  case whole(ReadTable)
  case stream(TableStream)
}

extension TableStream {
  /// Opens a table: a small one is read, a large one can be passed over.
  /// - Parameters:
  ///   - path: a file, FIFO or, as `-`, standard input; packed or not, in any encoding.
  ///   - progress: bytes done and in all while a small table is read; returning false cancels.
  /// - Throws: `TableError`: `.cannotRead`, `.noData`, `.notText`, `.tooLarge`.
  package static func open(
    path: String, options: ReadOptions = ReadOptions(), limits: Limits = Limits(),
    progress: (_ done: Int, _ total: Int) -> Bool = { _, _ in true }
  ) throws(TableError) -> OpenedTable {
    if let foreign = try ForeignTable.open(path: path, options: options) {
      return try open(foreign, path: path, options, limits, progress)
    }
    let file = try FileSource(path: path)
    guard let size = file.size, size <= limits.wholeBytes else {
      return try open(file, path: path, options, limits, progress)
    }
    let bytes: [UInt8]
    do {
      bytes = try WholeFile.read(path) { progress($0 / 4, max($0, $1)) }
    } catch { throw TableError(error, file: path) }
    if PackedFormat.of(bytes) != nil || lines(in: bytes) > limits.wholeLines {
      return try open(MemorySource(bytes), path: path, options, limits, progress)
    }
    return .whole(try whole(bytes, path, options) { progress($1 / 4 + $0 / 4 * 3, $1) })
  }

  /// A database may be larger than its tables, so only small files are held.
  private static func open(
    _ foreign: ForeignTable, path: String, _ options: ReadOptions, _ limits: Limits, _ progress: (Int, Int) -> Bool
  ) throws(TableError) -> OpenedTable {
    guard FileIdentity(of: path)?.size ?? 0 > limits.wholeBytes, foreign.source.canRestart else {
      return .whole(try TableReader.read(path: path, options: options, progress: progress))
    }
    let stream = try TableStream(
      foreign.source, path: path, encoding: { "UTF-8" }, options: foreign.options(options), limits: limits)
    stream.foreign = foreign
    return .stream(stream)
  }

  private static func whole(
    _ bytes: [UInt8], _ path: String, _ options: ReadOptions, progress: (Int, Int) -> Bool
  ) throws(TableError) -> ReadTable {
    let name = path == "-" ? "standard input" : PathParts.name(of: path)
    do throws(TableError) {
      return try TableReader.read(bytes: bytes, name: name, options: options, progress: progress)
    } catch { throw TableError(error.kind, file: path, line: error.line, column: error.column) }
  }

  private static func lines(in bytes: [UInt8]) -> Int {
    bytes.withUnsafeBufferPointer { bytes in
      var count = 0
      for byte in bytes { count &+= byte == 0x0A || byte == 0x0D ? 1 : 0 }
      return count
    }
  }

  // MARK: - Sources

  /// Bytes looked at to tell what a file is.
  private static let peekedBytes = 1 << 16

  private static func open(
    _ source: any ByteSource, path: String, _ options: ReadOptions, _ limits: Limits, _ progress: (Int, Int) -> Bool
  ) throws(TableError) -> OpenedTable {
    var peeked = try PeekedSource(source, count: peekedBytes)
    guard !peeked.first.isEmpty else { throw TableError(.noData, file: path) }
    let format = PackedFormat.of(peeked.first)
    if let format {
      peeked = try PeekedSource(UnpackingSource(peeked, format: format, name: path), count: peekedBytes)
    }
    if let reason = ForeignContent.reason(in: peeked.first) { throw TableError(.notText(reason: reason), file: path) }
    let text = try DecodingSource(peeked, named: options.encoding)
    guard source.size == nil || format != nil else { return .stream(try stream(text, text, path, options, limits)) }
    // Nobody knows how much there will be: it is held until it is too much.
    guard let start = try beginning(of: text, limits, progress) else {
      throw TableError(.cannotRead(reason: "cancelled"), file: path)
    }
    guard start.isWhole else {
      return .stream(try stream(PrefixedSource(start.bytes, text), text, path, options, limits))
    }
    return .whole(try decoded(start.bytes, text, peeked, path, options))
  }

  private static func stream(
    _ source: any ByteSource, _ text: DecodingSource, _ path: String, _ options: ReadOptions, _ limits: Limits
  ) throws(TableError) -> TableStream {
    let head = try PeekedSource(source, count: peekedBytes)
    if let reason = ForeignContent.reason(inText: head.first[...]) {
      throw TableError(.notText(reason: reason), file: path)
    }
    guard options.delimiter == nil, JSONLinesSource.isRecognised(head.first[...]) else {
      return try TableStream(head, path: path, encoding: { text.encodingName }, options: options, limits: limits)
    }
    guard head.canRestart else {
      let reason = "JSON lines of this size are read twice, which a pipe does not allow; write them to a file first"
      throw TableError(.cannotRead(reason: reason), file: path)
    }
    let lines = try JSONLinesSource(head, name: path)
    let foreign = ForeignTable(source: lines, container: "JSON lines", hints: [], textRules: lines.textRules)
    let stream = try TableStream(
      lines, path: path, encoding: { text.encodingName }, options: foreign.options(options), limits: limits)
    stream.foreign = foreign
    return stream
  }

  /// As many bytes as a small table has; nil where it was cancelled.
  private static func beginning(
    of source: DecodingSource, _ limits: Limits, _ progress: (Int, Int) -> Bool
  ) throws(TableError) -> (bytes: [UInt8], isWhole: Bool)? {
    var (bytes, block, count) = ([UInt8](), [UInt8](repeating: 0, count: 1 << 18), 0)
    while bytes.count <= limits.wholeBytes, count <= limits.wholeLines {
      let more = try source.read(into: &block)
      if more == 0 { return (bytes, true) }
      bytes += block[..<more]
      count += lines(in: Array(block[..<more]))
      guard progress(source.consumed / 4, source.size ?? 0) else { return nil }
    }
    return (bytes, false)
  }

  private static func decoded(
    _ bytes: [UInt8], _ source: DecodingSource, _ packed: PeekedSource, _ path: String, _ options: ReadOptions
  ) throws(TableError) -> ReadTable {
    var text = DecodedText(bytes: bytes, encoding: source.encodingName, problems: source.problems)
    text.problems =
      packed.remarks.map { DecodedText.Problem(text: $0.text, count: $0.count, offsets: []) } + text.problems
    let name = path == "-" ? "standard input" : PathParts.name(of: path)
    do throws(TableError) {
      return try TableReader.read(text, name: name, options: options) { _, _ in true }
    } catch { throw TableError(error.kind, file: path, line: error.line, column: error.column) }
  }
}
