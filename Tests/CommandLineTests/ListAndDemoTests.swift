import Testing

/// Lists, the demo job, and shipped files.
@Suite(.timeLimit(.minutes(1)))
struct ListAndDemoTests {
  private func output(_ arguments: String...) throws -> String {
    let program = try Program()
    defer { program.remove() }
    let result = try program.shell("$R \(arguments.joined(separator: " "))")
    #expect(result.status == 0 && result.errors == "", "\(result)")
    return result.output
  }

  @Test func listsNameWhatThereIs() throws {
    #expect(try output("list", "models").contains("gaussian_copula  "))
    #expect(try output("list", "generators").contains("empirical"))
    #expect(try output("list", "sessions") == "card-fraud\npenguins\n")
    #expect(try output("list", "themes").contains("mono\n"))
  }

  @Test func theDemoPrintsTheAgreementOfEachColumn() throws {
    let text = try output("demo")
    for column in ["species", "bill_length_mm", "year"] { #expect(text.contains("\n\(column)")) }
    #expect(text.contains("agree on average"))
  }
}
