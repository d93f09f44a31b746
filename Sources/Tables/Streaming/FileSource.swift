import Files

/// The bytes of a file, FIFO, device or standard input as a source.
package final class FileSource: ByteSource {
  private let file: BlockFile
  private let name: String

  /// - Parameter path: `-` is standard input.
  /// - Throws: `.cannotRead` where it cannot be opened or is a folder.
  package init(path: String) throws(TableError) {
    name = path
    do { file = try BlockFile(path) } catch { throw TableError(error, file: path) }
  }

  package var size: Int? { file.size }
  package var consumed: Int { file.position }
  package var canRestart: Bool { file.size != nil }

  package func read(into memory: UnsafeMutableRawBufferPointer) throws(TableError) -> Int {
    do { return try file.read(into: memory) } catch { throw TableError(error, file: name) }
  }

  package var remarks: [ReadReport.Remark] { file.change.map { [ReadReport.Remark(change: $0)] } ?? [] }

  package func restart() { file.rewind() }
}

extension ReadReport.Remark {
  /// What happened to a file while it was read.
  init(change: FileChange) {
    let outcome =
      if case .longer = change { "what was appended is left out" } else { "what was opened is what was read" }
    self.init(text: "the file \(change.words) while it was read; \(outcome)", count: 1)
  }
}
