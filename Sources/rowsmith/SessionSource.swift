import Files
import Workbench

/// A session by its path or by the name of a shipped one.
struct SessionSource {
  let path: String
  let session: SessionFile

  /// - Throws: `.usage` for an unknown name, `.input` for a file that cannot be read, `.recipe` for one that is no session.
  init(_ name: String) throws(CommandFailure) {
    path = try Self.path(of: name)
    do {
      session = try SessionFile.parse(WholeFile.read(path, limit: SessionFile.limit), file: path)
    } catch let problems as SessionProblems {
      throw .laidOut(.recipe, safe: problems.description)
    } catch { throw CommandFailure(error) }
  }

  private static func path(of name: String) throws(CommandFailure) -> String {
    if Folder.contains(name) && !FileFacts.isFolder(name) { return name }
    if let shipped = ShippedFiles.path(of: name, in: .sessions) { return shipped }
    guard !name.contains("/"), !name.contains(".") else { return name }
    throw CommandFailure(.usage, UnknownName.sentence("session", name, known: ShippedFiles.names(of: .sessions)))
  }

  /// Replays and keeps the screens found as those expected from now on.
  func record() throws(CommandFailure) {
    var recorded = session
    var differences = replay().differences[...]
    // Differences come in the order of the commands, and of the screens after one command.
    let order = session.screens.indices.sorted { (session.screens[$0].after, $0) < (session.screens[$1].after, $1) }
    for index in order {
      let screen = session.screens[index]
      guard let next = differences.first, next.after == screen.after, next.expected == screen.expectedText else {
        continue
      }
      recorded.screens[index].text = next.found + "\n"
      differences.removeFirst()
    }
    do throws(FileError) { try DurableFile.write(recorded.text, to: path, mode: 0o644) } catch { throw .output(error) }
  }

  /// What the session writes goes to a folder of its own, which is removed: a replay leaves nothing behind.
  func replay() -> SessionReplay.Result {
    let folder = ReplayFolder()
    return SessionReplay.run(session, at: path, performer: Performer(places: Places(working: folder.path)))
  }

  /// Replays; every problem and difference, then one line. Safe for a terminal.
  func verdict() -> (text: String, isAsExpected: Bool) {
    let result = replay()
    let name = SafeText.visible(PathParts.name(of: path))
    let problems = result.problems.map { "\(name): \(SafeText.visible($0))\n" }
    let differences = result.differences.map { Self.text(of: $0, in: name) }
    let counts = "\(session.commands.count) commands, \(session.screens.count) screens"
    let last = "\(name): \(counts), \(result.isAsExpected ? "as expected" : "not as expected")\n"
    return ((problems + differences).joined() + last, result.isAsExpected)
  }

  /// Screens are safe already: a surface holds nothing that steers a terminal.
  private static func text(of difference: SessionReplay.Difference, in name: String) -> String {
    """
    \(name): after \(difference.after) commands the screen differs; expected:
    \(difference.expected)
    found:
    \(difference.found)

    """
  }
}

extension ExpectedScreen {
  /// The text without the line end that a YAML block has.
  fileprivate var expectedText: String { text.hasSuffix("\n") ? String(text.dropLast()) : text }
}
