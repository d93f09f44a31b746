/// Stub; the owner of Tables' reader replaces it.
package enum TableReader {
  /// - Parameter progress: called now and then with the bytes done and in all; returning false cancels (reads no further and
  ///   throws `.cannotRead(reason: "cancelled")`).
  package static func read(
    path: String, options: ReadOptions = ReadOptions(), progress: (_ done: Int, _ total: Int) -> Bool = { _, _ in true }
  ) throws(TableError) -> ReadTable { preconditionFailure("stub") }

  package static func read(
    bytes: [UInt8], name: String, options: ReadOptions = ReadOptions(),
    progress: (_ done: Int, _ total: Int) -> Bool = { _, _ in true }
  ) throws(TableError) -> ReadTable { preconditionFailure("stub") }
}
