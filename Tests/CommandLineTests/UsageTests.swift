import Testing

/// Wrong usage is told in one line on standard error, with status 2 and nothing on standard output.
struct UsageTests {
  static let mistakes: [(arguments: [String], words: String)] = [
    (["inspct", "x.csv"], "did you mean inspect?"),
    (["generate", "--rwos", "3", "x.yaml"], "Did you mean '--rows'?"),
    (["generate", "x.yaml", "-n", "-3"], "-n"),
    (["generate", "x.yaml", "-n", "3x"], "3x"),
    (["generate", "x.yaml", "-n", "99999999999999999999"], "99999999999999999999"),
    (["generate", "x.yaml", "-n", "18446744073709551615k"], "18446744073709551615k"),
    (["generate", "x.yaml", "-n", "1.2345k"], "1.2345k"),
    (["generate", "x.yaml", "--range", "5..3"], "5..3"),
    (["generate", "x.yaml", "--range", "5"], "--range"),
    (["generate", "x.yaml", "--range", "0..18446744073709551616"], "--range"),
    (["generate", "x.yaml", "-n", "3", "--range", "0..4"], "beyond the 3 rows"),
    (["generate", "x.yaml", "--rare", "fraud = 1"], "target"),
    (["generate", "x.yaml", "--rare", ": 20%"], "no condition"),
    (["fit", "x.csv", "--rare", "fraud = 1 : many"], "500 rows"),
    (["generate", "x.yaml", "--jobs", "0"], "--jobs"),
    (["generate", "x.yaml", "--seed", "-1"], "--seed"),
    (["generate", "x.yaml", "--format", "cvs"], "did you mean csv?"),
    (["generate"], "Missing expected argument"),
    (["fit", "x.csv", "--model", "gausian_copula"], "did you mean gaussian_copula?"),
    (["fit", "x.csv", "--k", "0"], "--k"),
    (["inspect", "x.csv", "-d", "a\"b"], "-d"),
    (["inspect", "x.csv", "--ragged", "drop"], "drop"),
    (["inspect", "x.csv", "--with-values"], "--json"),
    (["list", "modls"], "modls"),
    (["demo", "pengins"], "did you mean penguins?"),
    (["tutorial"], "terminal"),
    (["-c", "x.csv"], "takes no file"),
    ([], "rowsmith demo opens an example"),
  ]

  @Test(arguments: mistakes.indices) func mistakeIsToldInOneLine(index: Int) throws {
    let (arguments, words) = Self.mistakes[index]
    let program = try Program()
    defer { program.remove() }
    let line = arguments.map { "'\($0)'" }.joined(separator: " ")
    let result = try program.shell("$R \(line)")
    #expect(result.status == 2, "\(arguments)")
    #expect(result.output == "")
    #expect(result.errors.contains(words), "\(result.errors)")
    #expect(result.errors.hasPrefix("rowsmith: ") && result.errors.split(separator: "\n").count == 1)
  }

  @Test(arguments: [["--help"], ["generate", "--help"], ["help", "fit"], ["--version"]])
  func answersGoToStandardOutput(arguments: [String]) throws {
    let program = try Program()
    defer { program.remove() }
    let result = try program.shell("$R \(arguments.joined(separator: " "))")
    #expect(result.status == 0 && result.errors == "")
    #expect(result.output.contains("rowsmith"))
  }

  @Test func hostileArgumentsAreShownSafely() throws {
    let program = try Program()
    defer { program.remove() }
    let result = try program.shell("$R inspect $'no\\e]0;x\\a\\u202efile.csv'; $R $'--\\e[2J'; $R list $'\\e[31m'")
    #expect(!result.errors.utf8.contains { $0 < 0x20 && $0 != 0x0A || $0 == 0x7F })
    #expect(!result.errors.unicodeScalars.contains("\u{202E}"))
  }
}
