import Files
import Glibc
import Screen
import Testing

@testable import Workbench

/// The pictures of README.md are what sessions show: one that is no longer so is stale, and this fails. `RECORD_SNAPSHOTS=1` draws them
/// anew.
@Suite struct PictureTests {
  private static let root = PathParts.folder(of: PathParts.folder(of: PathParts.folder(of: #filePath)))
  private static let folder = root + "/Tests/Pictures"
  private static let names =
    ((try? Folder.names(in: folder)) ?? []).filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()

  private func replayed(_ name: String) throws -> WorkbenchState {
    let path = "\(Self.folder)/\(name).yaml"
    let session = try SessionFile.parse(WholeFile.read(path), file: path)
    let result = SessionReplay.run(session, at: path)
    #expect(result.problems.isEmpty)
    return result.state
  }

  private func readme() throws -> String {
    String(decoding: try WholeFile.read(Self.root + "/README.md"), as: UTF8.self)
  }

  @Test(arguments: names) func picturesAreDrawnByReplay(_ name: String) throws {
    var state = try replayed(name)
    var surface = Surface(size: state.size)
    let theme = Themes.load(named: "dark", from: [Self.root + "/themes"], depth: .direct, glyphs: .unicode).theme
    state.theme = theme
    state.draw(on: &surface)
    let svg = surface.svg(theme: theme, title: state.windowTitle)
    let path = "\(Self.root)/Tests/Pictures/\(name).svg"
    if getenv("RECORD_SNAPSHOTS") != nil { try DurableFile.write(Array(svg.utf8), to: path, mode: 0o644) }
    #expect(String(decoding: try WholeFile.read(path), as: UTF8.self) == svg, "Tests/Pictures/\(name).svg is stale")
    #expect(try readme().contains("](Tests/Pictures/\(name).svg)"))
  }

  @Test func theScreenInTheReadmeIsTheFirstPicture() throws {
    let block = "```text\n\(SessionReplay.text(of: try replayed("columns"), at: Size(width: 120, height: 40)))\n```"
    if getenv("RECORD_SNAPSHOTS") != nil {
      let text = try readme()
      let start = try #require(text.firstRange(of: "```text\n rowsmith  penguins.csv"))
      let end = try #require(text[start.upperBound...].firstRange(of: "\n```"))
      let next = text[..<start.lowerBound] + block + text[end.upperBound...]
      try DurableFile.write(Array(String(next).utf8), to: Self.root + "/README.md")
    }
    #expect(try readme().contains(block), "the screen in README.md is stale")
  }
}
