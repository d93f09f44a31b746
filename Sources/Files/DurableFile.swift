/// Stub; the owner of Files replaces it.
package enum DurableFile {
  /// Replaces `path` by `bytes` so that after a crash, a full disk or power loss the file is the old or the new one, whole.
  package static func write(_ bytes: [UInt8], to path: String, mode: UInt32 = 0o600) throws(FileError) {
    preconditionFailure("stub")
  }
}
