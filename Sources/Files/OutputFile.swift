/// Stub; the owner of Files replaces it. A checked, buffered writer: `-` is standard output; otherwise a `.part` file beside
/// `path` that takes its name at `finish`.
package final class OutputFile {
  package init(path: String, replacesExisting: Bool) throws(FileError) { preconditionFailure("stub") }
  package func append(_ bytes: [UInt8]) throws(FileError) {}
  /// Flushes, syncs, closes and renames.
  package func finish() throws(FileError) {}
  /// Closes and removes the `.part` file.
  package func abandon() {}
}
