import Foundation
import Testing

/// What `inspect` prints, and how bad input ends.

struct InspectTests {
  private func program(_ text: String, name: String = "t.csv") throws -> Program {
    let program = try Program()
    try program.write(text, to: name)
    return program
  }

  @Test func theTableIsAligned() throws {
    let program = try program(Samples.shop)
    defer { program.remove() }
    let result = try program.run("inspect", "t.csv")
    #expect(result.status == 0 && result.errors == "")
    #expect(
      result.output == """
        t.csv: 60 rows, 4 columns
        comma · quotes " · header · LF · UTF-8 · sure 99.9 %, then none 0.0 %

        #  column  kind         missing  distinct         min         max        mean
        1  id      identifier         -        60                                      ≈ unique
        2  drink   categorical        9         3
        3  price   decimal            -        20        2.00       11.30        6.65
        4  day     date               -        45  2024-01-10  2024-09-14  2024-05-08

        """)
  }

  @Test func jsonHoldsNoValueUnlessAsked() throws {
    let program = try program(Samples.shop)
    defer { program.remove() }
    let text = try program.run("inspect", "t.csv", "--json").output
    let object = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(object["schema"] as? Int == 1)
    #expect(object["delimiter"] as? String == "," && object["header"] as? Bool == true)
    #expect(object["rows"] as? Int == 60 && object["cols"] as? Int == 4)
    #expect(object["names"] as? [String] == ["id", "drink", "price", "day"])
    #expect(object["types"] as? [String] == ["int", "text", "float", "date"])
    #expect(!text.contains("coffee"))
    #expect(try program.run("inspect", "t.csv", "--json", "--with-values").output.contains("coffee"))
  }

  @Test func jsonEscapesWhatCouldSteerATerminal() throws {
    let program = try program("a\u{1B}[31m,\"b\u{85}\u{202E}\",c\u{7}\n1,2,3\n")
    defer { program.remove() }
    let text = try program.run("inspect", "t.csv", "--json").output
    #expect(!text.unicodeScalars.contains { $0.properties.generalCategory == .control && $0 != "\n" })
    let object = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect((object["names"] as? [String])?.first == "a\u{1B}[31m")
  }

  @Test func flagsOfReadingAreObeyed() throws {
    let program = try program("1|x\n2|none\n3|y\n")
    defer { program.remove() }
    let text = try program.run("inspect", "t.csv", "--json", "-d", "|", "--no-header", "--null", "none").output
    let object = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(object["rows"] as? Int == 3 && object["cols"] as? Int == 2 && object["header"] as? Bool == false)
    let columns = try #require(object["columns"] as? [[String: Any]])
    #expect(columns.last?["missing"] as? Int == 1)
  }

  static let unreadable: [(text: String?, name: String)] = [
    ("", "empty.csv"), ("\n", "one_newline.csv"), (nil, "missing.csv"), (nil, "."), (nil, "/dev/null"),
    (String(repeating: "\0", count: 70_000), "nul.csv"),
  ]

  @Test(arguments: unreadable.indices, ["inspect", "fit", "generate"])
  func whatCannotBeReadEndsWithThree(index: Int, command: String) throws {
    let (text, name) = Self.unreadable[index]
    let program = try Program()
    defer { program.remove() }
    if let text { try program.write(text, to: name) }
    let result = try program.run(command, name)
    #expect(result.status == 3 && result.output == "", "\(result)")
    #expect(result.errors.hasPrefix("rowsmith: \(name)"), "\(result.errors)")
    #expect(result.errors.split(separator: "\n").count == 1)
  }

  @Test func aHeaderAloneCanBeInspectedButNotFitted() throws {
    let program = try program("a,b,c\n")
    defer { program.remove() }
    #expect(try program.run("inspect", "t.csv", "--json").output.contains("\"rows\": 0, \"cols\": 3"))
    let fit = try program.run("fit", "t.csv")
    #expect(fit.status == 3 && fit.errors.split(separator: "\n").count == 1, "\(fit)")
    #expect(!program.exists("t.yaml"))
  }

  @Test func namesThatLookLikeOptionsWorkAfterTwoDashes() throws {
    let program = try program(Samples.shop, name: "-rf.csv")
    defer { program.remove() }
    #expect(try program.run("inspect", "--json", "--", "-rf.csv").status == 0)
  }

  @Test func theDialectIsToldWithItsRunnerUp() throws {
    let program = try program("a;b\n1,5;2,5\n3,5;4,5\n5,5;6,5\n")
    defer { program.remove() }
    let text = try program.run("inspect", "t.csv", "--json").output
    let object = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let next = try #require(object["runner_up"] as? [String: Any])
    #expect(next["delimiter"] as? String == "comma")
    #expect((object["cells_sha256"] as? String)?.count == 64)
    #expect(object["fit"] as? Double == 1)
  }

  @Test func strictnessAndUnknownEncodingsHaveTheirStatus() throws {
    let program = try program("a,b\n1,2\n3\n")
    defer { program.remove() }
    #expect(try program.run("inspect", "t.csv").status == 0)
    let strict = try program.run("inspect", "t.csv", "--strict")
    #expect(strict.status == 3 && strict.errors.contains("t.csv:3:") && strict.errors.contains("--strict"))
    let unknown = try program.run("inspect", "t.csv", "--encoding", "latn1")
    #expect(unknown.status == 2 && unknown.errors.contains("did you mean latin1"))
    #expect(try program.run("inspect", "t.csv", "--encoding", "latin1").status == 0)
  }

  @Test func aKindIsExplainedWithCountsAndLines() throws {
    let program = try program("id,when\n1,2024-01-02\n2,soon\u{1B}[31m\n3,2024-01-04\n")
    defer { program.remove() }
    let text = try program.run("inspect", "t.csv", "--explain", "when").output
    #expect(text.hasPrefix("when: text\n  because "))
    #expect(text.contains("date as yyyy-MM-dd: 2 of 3 fit; against it ‘soon"))
    #expect(text.contains("(line 3)") && !text.contains("\u{1B}"))
    let json = try program.run("inspect", "t.csv", "--explain", "when", "--json").output
    #expect(!json.contains("soon") && json.contains("\"line\": 3"))
    let unknown = try program.run("inspect", "t.csv", "--explain", "wen")
    #expect(unknown.status == 2 && unknown.errors.contains("did you mean when"))
  }
}
