import Files

/// Rules for the files that commands write.
enum OutputPath {
  static func refuseExisting(_ path: String, force: Bool) throws(CommandFailure) {
    guard path != "-", !force, Folder.contains(path) else { return }
    guard !FileFacts.isDevice(path) else { return }
    throw CommandFailure(.output, "\(path): exists already; --force replaces it")
  }
}
