import Screen
import StrictYAML
import Synthesis
import Tables

/// Everything that is wrong with a session's text.
package struct SessionProblems: Error, Equatable, Sendable, CustomStringConvertible {
  /// One paragraph per problem, safe for a terminal.
  package var description: String
}

extension SessionFile {
  /// Whether a YAML text is a session: its first key is `session`.
  package static func isSession(_ bytes: [UInt8]) -> Bool {
    YAMLReader.isFirstKey("session", of: bytes)
  }

  package static func parse(_ bytes: [UInt8], file: String) throws(SessionProblems) -> SessionFile {
    let reader = YAMLReader()
    do {
      guard let root = reader.root(try YAMLParser.parse(bytes)).mapping() else { throw reader.problems[0] }
      let session = SessionReading(root).session
      root.refuseUnknownKeys()
      try reader.finish()
      return session
    } catch let problem as YAMLProblem {
      throw SessionProblems(description: YAMLExcerpt.describe(problem, in: bytes, file: file))
    } catch let problems as YAMLProblems {
      throw SessionProblems(description: YAMLExcerpt.describe(problems.problems, in: bytes, file: file))
    } catch { throw SessionProblems(description: "\(file): \(error)") }
  }

  /// The session as a file.
  package var text: [UInt8] {
    var entries: [(key: String, value: YAMLContent)] = [("session", .integer(Int64(Self.version)))]
    if !title.isEmpty { entries.append(("title", .text(title))) }
    if let data { entries.append(("data", data.content)) }
    switch recipe {
    case .path(let path): entries.append(("recipe", .text(path)))
    case .value(let recipe): entries.append(("recipe_text", Self.content(of: RecipeFile.text(of: recipe))))
    case .text(let bytes): entries.append(("recipe_text", Self.content(of: bytes)))
    case nil: break
    }
    if let savedTo { entries.append(("saved_to", .text(savedTo))) }
    if isUnsaved { entries.append(("unsaved", .flag(true))) }
    if let unsavedChanges { entries.append(("unsaved_changes", .integer(Int64(unsavedChanges)))) }
    if let rows { entries.append(("rows", .integer(Int64(rows)))) }
    if !commands.isEmpty { entries.append(("commands", .sequence(commands.map(YAMLContent.text)))) }
    if let view { entries.append(("view", view.content)) }
    entries += history.entries
    if !screens.isEmpty { entries.append(("screens", .sequence(screens.map(\.content)))) }
    return YAMLWriter.write(
      .mapping(entries), comment: ["A Rowsmith session: open it with  rowsmith FILE. It holds no row of the data."])
  }
}

extension SessionFile {
  private static func content(of recipe: [UInt8]) -> YAMLContent { .block(String(decoding: recipe, as: UTF8.self)) }
}

extension SessionData {
  fileprivate var content: YAMLContent {
    var entries: [(key: String, value: YAMLContent)] = [("path", .text(path))]
    if let size { entries.append(("size", .integer(Int64(size)))) }
    if let digest { entries.append(("digest", .unsigned(digest))) }
    let reading = SessionReadingOptions.content(of: reading)
    if !reading.isEmpty { entries.append(("reading", .mapping(reading))) }
    return .mapping(entries)
  }
}

extension SessionView {
  fileprivate var content: YAMLContent {
    var entries: [(key: String, value: YAMLContent)] = [("name", .text(view))]
    if let column { entries.append(("column", .text(column))) }
    if !filter.isEmpty { entries.append(("filter", .text(filter))) }
    return .mapping(entries)
  }
}

extension ExpectedScreen {
  fileprivate var content: YAMLContent {
    .mapping([
      ("after", .integer(Int64(after))), ("size", .text("\(size.width)x\(size.height)")), ("text", .block(text)),
    ])
  }
}

/// From nodes to a session; problems are noted in the reader.
private struct SessionReading {
  var session = SessionFile()

  init(_ root: YAMLMapping) {
    _ = root.required("session")?.integer(in: 1...SessionFile.version)
    session.title = root.optional("title")?.text() ?? ""
    session.data = root.optional("data")?.mapping().flatMap(Self.data)
    if let path = root.optional("recipe")?.text() { session.recipe = .path(path) }
    if let text = root.optional("recipe_text")?.text() { session.recipe = .text(Array(text.utf8)) }
    session.savedTo = root.optional("saved_to")?.text()
    session.isUnsaved = root.optional("unsaved")?.flag() ?? false
    session.unsavedChanges = root.optional("unsaved_changes")?.integer(in: 0...1_000_000)
    session.rows = root.optional("rows")?.integer(in: 1...WorkbenchState.mostRows)
    session.commands = (root.optional("commands")?.list() ?? []).compactMap { $0.text() }
    session.view = root.optional("view")?.mapping().map(Self.view)
    session.history = SessionHistory(reading: root)
    session.screens = (root.optional("screens")?.list() ?? []).compactMap(Self.screen)
  }

  private static func data(_ mapping: YAMLMapping) -> SessionData? {
    let path = mapping.required("path")?.text()
    let size = mapping.optional("size")?.integer(in: 0...Int.max)
    let digest = mapping.optional("digest")?.integer(in: 0...UInt64.max)
    let reading = mapping.optional("reading")?.mapping().map(SessionReadingOptions.options) ?? ReadOptions()
    mapping.refuseUnknownKeys()
    return path.map { SessionData(path: $0, size: size, digest: digest, reading: reading) }
  }

  private static func view(_ mapping: YAMLMapping) -> SessionView {
    var view = SessionView()
    view.view = mapping.optional("name")?.choice(among: Views.every.map(\.name), expected: "a view") ?? view.view
    view.column = mapping.optional("column")?.text()
    view.filter = mapping.optional("filter")?.text() ?? ""
    mapping.refuseUnknownKeys()
    return view
  }

  private static func screen(_ value: YAMLValue) -> ExpectedScreen? {
    guard let mapping = value.mapping() else { return nil }
    let after = mapping.required("after")?.integer(in: 0...100_000)
    let size = mapping.required("size").flatMap(Self.parsedSize)
    let text = mapping.required("text")?.text()
    mapping.refuseUnknownKeys()
    guard let after, let size, let text else { return nil }
    return ExpectedScreen(after: after, size: size, text: text)
  }

  /// `80x24`
  private static func parsedSize(_ value: YAMLValue) -> Size? {
    guard let text = value.text() else { return nil }
    let parts = text.split(separator: "x").compactMap { Int($0) }
    guard parts.count == 2, (1...500).contains(parts[0]), (1...500).contains(parts[1]) else {
      value.refuse("expected a screen size such as 80x24")
      return nil
    }
    return Size(width: parts[0], height: parts[1])
  }
}
