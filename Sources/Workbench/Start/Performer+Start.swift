import Files
import Tables

/// Looking around for what can be opened.
extension Performer {
  /// Sessions that the start screen lists; the older ones are opened by their path.
  private static let mostSessions = 9

  /// Endings of files that hold tables, packed or not.
  static let tableEndings = [
    "csv", "tsv", "tab", "jsonl", "ndjson", "parquet", "sqlite", "sqlite3", "db", "csv.gz", "tsv.gz", "csv.zst",
    "csv.bz2",
  ]

  func listStart(_ demos: [Demo]) -> Outcome {
    var lists = StartLists()
    lists.sessions = keptSessions()
    let names = (try? Folder.names(in: places.resolved("."))) ?? []
    lists.files = names.filter { Self.isTable($0) && !$0.hasPrefix(".") }.compactMap { name in
      let path = places.resolved(name)
      guard !Folder.exists(path), let identity = FileIdentity(of: path) else { return nil }
      return NearbyFile(name: name, bytes: identity.size)
    }
    lists.demos = demos.map { demo in
      var titled = demo
      titled.title = Self.session(at: demo.path)?.title ?? ""
      return titled
    }
    return .startListed(lists)
  }

  static func isTable(_ name: String) -> Bool {
    let lowered = name.lowercased()
    return tableEndings.contains { lowered.hasSuffix("." + $0) }
  }

  private func keptSessions() -> [KeptSession] {
    let folders = [places.autosaves, places.sessions].compactMap { $0 }
    let paths = folders.flatMap { folder in
      ((try? Folder.names(in: folder)) ?? []).filter { $0.hasSuffix(".yaml") && !$0.hasPrefix(".") }.map {
        "\(folder)/\($0)"
      }
    }
    let dated = paths.compactMap { path in FileIdentity(of: path).map { (path, $0.modified) } }
    let latest = dated.sorted { $0.1 == $1.1 ? $0.0 < $1.0 : $0.1 > $1.1 }.prefix(2 * Self.mostSessions)
    return Array(latest.compactMap { keptSession(at: $0.0) }.prefix(Self.mostSessions)).toldApart
  }

  /// nil where there is no session, or none that can be read.
  func keptSession(at path: String) -> KeptSession? {
    guard let identity = FileIdentity(of: path), let session = Self.session(at: path) else { return nil }
    let data = session.data.map { OpenFile(path: $0.path) }
    let fallback = data?.stem ?? OpenFile(path: path).stem
    let name = session.title.isEmpty ? session.savedTo.map { OpenFile(path: $0).stem } ?? fallback : session.title
    var kept = KeptSession(
      path: path, name: name, data: data?.name ?? "",
      when: TimeWords.ago(Int(identity.modified / 1_000_000_000), now: now()), isUnsaved: session.isUnsaved,
      changes: session.unsavedChanges ?? session.changes)
    kept.lastChange = session.lastChange
    return kept
  }

  /// The session that was kept of a table, where it holds work that no recipe file has.
  func unsavedSession(of data: String) -> KeptSession? {
    guard data != "-", let path = places.autosave(for: data), let kept = keptSession(at: path) else { return nil }
    return kept.isUnsaved ? kept : nil
  }

  private static func session(at path: String) -> SessionFile? {
    guard let bytes = try? WholeFile.read(path, limit: SessionFile.limit), SessionFile.isSession(bytes) else {
      return nil
    }
    return try? SessionFile.parse(bytes, file: path)
  }

  func listFolder(_ folder: String) -> Outcome {
    let place = places.resolved(folder.isEmpty ? "." : folder)
    do throws(FileError) {
      let entries = try Folder.names(in: place).map { name in
        let path = "\(place)/\(name)"
        return FolderListing.Entry(
          name: name, isFolder: Folder.exists(path), bytes: FileIdentity(of: path)?.size ?? 0)
      }
      return .folderListed(FolderListing(folder: folder, entries: entries))
    } catch { return .folderListed(FolderListing(folder: folder, entries: [], problem: error.description)) }
  }
}
