import Testing

/// Standard output is a terminal: it is neither flooded nor steered.

struct TerminalOutputTests {
  @Test func aThousandRowsAreEnough() throws {
    let program = try Program()
    defer { program.remove() }
    try program.write(Samples.shop, to: "shop.csv")
    let terminal = try PseudoTerminal()
    let refused = try program.run("generate", "shop.csv", "-n", "1001", terminal: terminal)
    let words = "rowsmith: 1,001 rows on a terminal: write them to a file with -o FILE, or draw fewer with -n\n"
    #expect(refused.status == 2 && refused.errors == words)
    #expect(terminal.written().isEmpty)
    #expect(try program.run("generate", "shop.csv", "-n", "5", terminal: terminal).status == 0)
    #expect(String(decoding: terminal.written(), as: UTF8.self).hasPrefix("id,drink,price,day"))
  }

  @Test func dataDoesNotSteerTheTerminal() throws {
    let program = try Program()
    defer { program.remove() }
    let row = "\u{1B}]0;owned\u{7}\u{202E}\u{9B}31m,1\n"
    try program.write("a\u{1B}[31m,b\n" + String(repeating: row, count: 40), to: "t.csv")
    for arguments in [
      ["generate", "t.csv", "-n", "9"], ["inspect", "t.csv"], ["inspect", "t.csv", "--json", "--with-values"],
    ] {
      let terminal = try PseudoTerminal()
      #expect(try program.run(arguments, terminal: terminal).status == 0)
      let text = String(decoding: terminal.written(), as: UTF8.self)
      #expect(!text.isEmpty)
      #expect(
        !text.unicodeScalars.contains {
          $0.value < 0x20 && $0 != "\n" && $0 != "\r" || (0x7F...0x9F).contains($0.value)
        })
      #expect(!text.unicodeScalars.contains("\u{202E}"))
    }
  }
}
