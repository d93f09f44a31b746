import Files
import Glibc
import Screen
import Tables
import Testing

@testable import Workbench

/// The session file and its replay.
@Suite struct SessionTests {
  private static var root: String {
    PathParts.folder(of: PathParts.folder(of: PathParts.folder(of: #filePath)))
  }

  private static var shipped: [String] {
    ((try? Folder.names(in: root + "/sessions")) ?? []).filter { $0.hasSuffix(".yaml") }
  }

  @Test func aSessionReadsBackAsItWasWritten() throws {
    var session = SessionFile()
    session.title = "A title: with a colon"
    session.data = SessionData(path: "data/x.csv", size: 12, digest: .max)
    session.recipe = .text(Array("a: 1\n  b: no\n".utf8))
    (session.savedTo, session.isUnsaved) = ("/home/a: b.yaml", true)
    (session.unsavedChanges, session.rows) = (3, 10_000)
    session.commands = ["go-to-column a b", "press jj<ret>", "filter-columns !x type:decimal"]
    session.view = SessionView()
    session.view?.column = " odd\nname "
    session.screens = [ExpectedScreen(after: 2, size: Size(width: 80, height: 24), text: " ▌1Col\n\n   end")]
    let text = session.text
    #expect(SessionFile.isSession(text))
    #expect(try SessionFile.parse(text, file: "s.yaml") == session)
    #expect(String(decoding: text, as: UTF8.self).contains("|2-\n"), "screens can be read by people")
  }

  @Test func problemsAreNamedTogether() {
    let text = "session: 1\ncomands: []\nscreens:\n  - {after: 0, size: 80, text: x}\n"
    do {
      _ = try SessionFile.parse(Array(text.utf8), file: "s.yaml")
      Issue.record("accepted")
    } catch {
      #expect(error.description.contains("s.yaml:2:1") && error.description.contains("commands"))
      #expect(error.description.contains("80x24"))
    }
  }

  @Test func newerVersionsAreRefused() {
    #expect(throws: SessionProblems.self) { try SessionFile.parse(Array("session: 2\n".utf8), file: "s.yaml") }
  }

  @Test func theWorkIsKeptWithoutRows() throws {
    var state = Sample.fitted()
    state.press("jjjj-")
    let session = try #require(SessionFile(state))
    #expect(session.commands == ["go-to-column amount", "drop-column"])
    #expect(session.view?.column == "amount")
    let text = String(decoding: session.text, as: UTF8.self)
    #expect(!text.contains("Person"))
  }

  @Test(arguments: shipped) func shippedSessionsRunAsTheyExpect(_ name: String) throws {
    let path = "\(Self.root)/sessions/\(name)"
    let session = try SessionFile.parse(WholeFile.read(path), file: path)
    let result = SessionReplay.run(session, at: path)
    #expect(result.problems.isEmpty)
    for difference in result.differences {
      Issue.record("\(name) after \(difference.after):\n\(difference.expected)\n---\n\(difference.found)")
    }
  }

  @Test func howTheFileIsReadIsRemembered() throws {
    var session = SessionFile()
    var reading = ReadOptions()
    (reading.delimiter, reading.quote, reading.escape) = (UInt8(ascii: ";"), .byte(UInt8(ascii: "'")), .doubled)
    (reading.hasHeader, reading.skippedLines, reading.encoding) = (false, 2, TextEncoding(named: "windows-1251"))
    (reading.missingSpellings, reading.ragged, reading.isStrict) = (["-99", "x"], .spill, true)
    reading.comment = UInt8(ascii: "#")
    session.data = SessionData(path: "a.csv", reading: reading)
    #expect(try SessionFile.parse(session.text, file: "s") == session)
    session.data?.reading = ReadOptions()
    #expect(try SessionFile.parse(session.text, file: "s") == session)
  }
}
