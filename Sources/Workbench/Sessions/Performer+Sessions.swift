import Files
import Glibc
import StrictYAML
import Synthesis
import Tables

extension Performer {
  /// Opens a table, a recipe or a session: what a YAML file is shows in its first key.
  func open(_ named: String, _ options: ReadOptions, _ report: Report, _ isCancelled: Check) -> Outcome {
    let path = places.resolved(named)
    if path.hasSuffix(".yaml") || path.hasSuffix(".yml") {
      // A session takes the lock of its table when that is opened.
      _ = locks?.take(nil)
      return openDocument(path)
    }
    FileWatch(of: path).map { report(.watching($0)) }
    if let locks { report(.sessionHeld(by: locks.take(places.autosave(for: named)))) }
    unsavedSession(of: named).map { report(.sessionFound($0)) }
    do {
      // Of a table too large to be held, rows drawn from all of it.
      let profiling = TableProfiling(options: options)
      let table = try profiling.read(
        path: path, firstRows: { report(.firstRows(Reference($0))) },
        progress: { now in
          report(.progress(done: now.done, total: now.total))
          return !isCancelled()
        })
      guard let table else { return .cancelled }
      let whole = table.isSample || table.isPartial ? Reference(table) : nil
      return .tableRead(Reference(table.read), whole: whole)
    } catch { return isCancelled() ? .cancelled : .cannotOpen(error.description, status: 3) }
  }

  /// Whether there is something to open, so that what is open is not given up for what is not there.
  func probe(_ named: String) -> Outcome {
    let path = places.resolved(named)
    if path.hasSuffix(".yaml") || path.hasSuffix(".yml") {
      let outcome = openDocument(path)
      if case .cannotOpen(let reason, _) = outcome { return .failed(reason) }
      // A session without a recipe is nothing without its data.
      guard case .sessionRead(let session) = outcome, session.recipe == nil, let data = session.dataPath else {
        return .openable(named)
      }
      return probe(table: data).map(Outcome.failed) ?? .openable(named)
    }
    return probe(table: path).map(Outcome.failed) ?? .openable(named)
  }

  /// Reads no further than is needed to know.
  /// - Returns: why it cannot be opened.
  private func probe(table path: String) -> String? {
    var facts = stat()
    // What a pipe holds can be read once only.
    if stat(path, &facts) == 0, [S_IFIFO, S_IFCHR, S_IFSOCK].contains(facts.st_mode & S_IFMT) { return nil }
    do throws(TableError) {
      _ = try TableStream.open(path: path)
      return nil
    } catch { return error.description }
  }

  private func openDocument(_ path: String) -> Outcome {
    do {
      let bytes = try WholeFile.read(path, limit: RecipeFile.limit)
      guard SessionFile.isSession(bytes) else { return .recipeRead(try RecipeFile.parse(bytes, file: path)) }
      return try open(SessionFile.parse(bytes, file: path), from: path)
    } catch let error as FileError {
      return .cannotOpen(error.description, status: 3)
    } catch let error as RecipeProblems {
      return .cannotOpen(error.description, status: 4)
    } catch let error as SessionProblems {
      return .cannotOpen(error.description, status: 4)
    } catch { return .cannotOpen("\(path): \(error)", status: 3) }
  }

  private func open(_ session: SessionFile, from path: String) throws -> Outcome {
    let folder = PathParts.folder(of: path)
    let data = session.data.map { Self.resolve($0.path, in: folder) }
    var recipe: Recipe?
    switch session.recipe {
    case .value(let value): recipe = value
    case .text(let bytes): recipe = try RecipeFile.parse(bytes, file: path)
    case .path(let name):
      let place = Self.resolve(name, in: folder)
      recipe = try RecipeFile.parse(WholeFile.read(place, limit: RecipeFile.limit), file: place)
    case nil: recipe = nil
    }
    let hasChanged = data.map { session.data?.differs(from: SessionData(describing: $0)) ?? false } ?? false
    return .sessionRead(
      OpenedSession(
        session: session, dataPath: data, recipe: recipe, history: recipe.map(session.history.history) ?? History(),
        hasDataChanged: hasChanged))
  }

  static func resolve(_ path: String, in folder: String) -> String {
    path.hasPrefix("/") || folder == "." ? path : "\(folder)/\(path)"
  }

  /// Keeps a session where the next start finds it. What cannot be kept is said once, and work goes on.
  func autosave(_ session: SessionFile, keepsEarlier: Bool) -> Outcome {
    guard let path = places.autosave(for: session.data?.path ?? "-") else { return .nothing }
    do throws(FileError) {
      try Folder.create(PathParts.folder(of: path))
      let text = placed(session).text
      if keepsEarlier, Folder.contains(path) {
        let before = try WholeFile.read(path, limit: SessionFile.limit)
        // Kept already, by what waited for its turn.
        if before == text { return .sessionKept }
        guard let place = Places.earlier(than: path, isTaken: Folder.contains) else {
          return .failed("the session could not be kept: too many earlier ones are, beside \(path)")
        }
        try DurableFile.write(before, to: place)
      }
      try DurableFile.write(text, to: path)
      return .sessionKept
    } catch { return .failed("the session could not be kept: \(error.description)") }
  }

  func saveSession(_ session: SessionFile, _ name: String) -> Outcome {
    guard let folder = places.sessions else { return .failed("there is no home folder to save sessions in") }
    let path = "\(folder)/\(name).yaml"
    guard !Folder.contains(path) else { return .failed("\(path) exists; name another session") }
    do throws(FileError) {
      try Folder.create(folder)
      try DurableFile.write(placed(session).text, to: path)
      return .sessionSaved(path: path)
    } catch { return .failed("the session could not be saved: \(error.description)") }
  }

  /// With paths that hold wherever the session file lies, and the data file as it is now.
  private func placed(_ session: SessionFile) -> SessionFile {
    var placed = session
    if let data = session.data {
      placed.data = SessionData(describing: places.absolute(data.path))
      placed.data?.reading = data.reading
    }
    placed.savedTo = session.savedTo.map(places.absolute)
    if let steps = session.steps { placed.history = SessionHistory(steps) }
    return placed
  }

  /// The session that was kept last.
  package var latestSession: String? {
    guard case .startListed(let lists) = listStart([]) else { return nil }
    return lists.sessions.first?.path
  }
}

extension SessionData {
  /// Size and digest of the file as it is now; without them where it cannot be read.
  init(describing path: String) {
    self.init(path: path, size: FileIdentity(of: path)?.size, digest: Self.digest(of: path))
  }

  func differs(from now: SessionData) -> Bool {
    size.map { $0 != now.size } ?? false || digest.map { $0 != now.digest } ?? false
  }

  /// FNV-1a over the first and the last 64 KiB.
  private static func digest(of path: String) -> UInt64? {
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { Glibc.close(descriptor) }
    var facts = stat()
    guard fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { return nil }
    let size = Int(facts.st_size)
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    var block = [UInt8](repeating: 0, count: 1 << 16)
    for start in size > block.count ? [0, max(block.count, size - block.count)] : [0] {
      let count = pread(descriptor, &block, block.count, start)
      guard count >= 0 else { return nil }
      for byte in block[..<count] { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    }
    return hash
  }
}

/// A session with what it names.
package struct OpenedSession: Equatable, Sendable {
  var session: SessionFile
  var dataPath: String?
  var recipe: Recipe?
  var history = History()
  var hasDataChanged: Bool
}
