import Testing

/// From any table to a clean one, as a script sees it.
struct ConvertTests {
  static let formats = ["csv", "tsv", "jsonl", "sqlite", "parquet"].filter { $0 != "parquet" || Program.duckdb.isThere }

  /// A column of every kind, dressed as files of offices are; texts that every format has to escape.
  private static let odd: [String] = [
    "plain", "comma, and ; and | and tab\t.", "a \"quoted\" word", "two\nlines", "two\r\nlines", "it's",
    "-- DROP TABLE",
    "bell \u{7}", "é 漢字 👩‍👩‍👧 \u{202E}", "\\", "%41", "*/", " blank before and behind ",
  ]

  private static let rows: [[String]] = (0..<39).map { row in
    let gap = row % 5 == 2
    return [
      "\(row + 1)", gap ? "" : "\(row * row * 1_000_003 - 7)",
      gap ? "NA" : row % 7 == 6 ? "$\(row).50" : "$\(row % 9 + 1),\(100 + row).\(10 + row)",
      row % 2 == 0 ? "oui" : "non", "\(row % 28 + 1)/0\(row % 9 + 1)/2024".paddedDay,
      row % 3 == 0 ? "" : "9:0\(row % 10) PM",
      "2024-02-0\(row % 9 + 1)T0\(row % 10):00:00.250Z", ["low", "middle", "high"][row % 3], "00\(10 + row)",
      odd[row % odd.count] + (row % 2 == 0 ? "" : " \(row)"), "\(row % 4).\(row % 10)0",
    ]
  }

  private static let messy: String = {
    let header = ["id", "n", "paid", "ok", "day", "at", "when", "level", "code", "note", "share"]
    func line(_ cells: [String]) -> String {
      cells.map { "\"" + $0.replacingOccurrences("\"", "\"\"") + "\"" }.joined(separator: ";") + "\r\n"
    }
    return "exported by someone\r\n\r\n" + line(header) + rows.map(line).joined()
  }()

  private func withTable(_ body: (Program) throws -> Void) throws {
    let program = try Program()
    defer { program.remove() }
    try program.write(Self.messy, to: "messy.txt")
    try body(program)
  }

  // MARK: - There and back

  @Test(arguments: formats)
  func thereAndBackIsTheSameTable(_ format: String) throws {
    try withTable { (program) throws in
      #expect(try program.run("convert", "messy.txt", "-o", "clean.csv", "-q").status == 0)
      let there = try program.run("convert", "messy.txt", "-o", "there.\(format)", "-q")
      #expect(there == .init(status: 0, output: "", errors: ""), "\(there)")
      let back = try program.run("convert", "there.\(format)", "-o", "back.csv", "-q")
      #expect(back == .init(status: 0, output: "", errors: ""), "\(back)")
      // Numbers are numbers in JSON, without what stands around them; a value that is missing is null, and nothing is quoted.
      guard format != "jsonl" else { return try expectJSON(program) }
      #expect(try program.text(of: "back.csv") == program.text(of: "clean.csv"))
    }
  }

  private func expectJSON(_ program: Program) throws {
    let lines = try program.text(of: "there.jsonl").split(separator: "\n")
    #expect(lines.count == 39)
    #expect(
      lines[0]
        == #"{"id":1,"n":-7,"paid":1100.10,"ok":"oui","day":"01/01/2024","at":null,"when":"2024-02-01T00:00:00.250Z","#
        + #""level":"low","code":"0010","note":"plain","share":0.00}"#)
    // Once more: what is kept is kept for good.
    #expect(try program.run("convert", "there.jsonl", "-o", "again.jsonl", "-q").status == 0)
    #expect(try program.bytes(of: "again.jsonl") == program.bytes(of: "there.jsonl"))
  }

  @Test func everyPairOfFormats() throws {
    try withTable { (program) throws in
      var files = ["messy.txt"]
      for (index, format) in (Self.formats + Self.formats.reversed()).enumerated() where format != "jsonl" {
        files.append("\(index).\(format)")
        let step = try program.run("convert", files[files.count - 2], "-o", files[files.count - 1], "-q")
        #expect(step == .init(status: 0, output: "", errors: ""), "\(step)")
      }
      #expect(try program.run("convert", "messy.txt", "-o", "clean.csv", "-q").status == 0)
      #expect(try program.bytes(of: files[files.count - 1]) == program.bytes(of: "clean.csv"))
    }
  }

  @Test func whatIsWrittenIsTold() throws {
    try withTable { (program) throws in
      let result = try program.run("convert", "messy.txt", "-o", "clean.csv")
      #expect(result.status == 0 && result.output == "")
      #expect(result.errors.hasSuffix("clean.csv: 39 rows, 11 columns\n"), "\(result.errors)")
    }
  }

  // MARK: - Where it goes

  @Test func standardInputAndOutput() throws {
    try withTable { (program) throws in
      let result = try program.run("convert", "-", "-o", "-", "--format", "tsv", "-q", input: "messy.txt")
      #expect(result.status == 0 && result.errors == "" && result.output.hasPrefix("\"id\"\t\"n\"\t"))
      let piped = try program.shell("$R convert messy.txt -o - -q | head -1; echo ${PIPESTATUS[0]}")
      #expect(piped.output.hasSuffix("\n0\n") || piped.output.hasSuffix("\n141\n"))
    }
  }

  @Test(arguments: ["sqlite", "parquet"])
  func databasesNeedAFile(_ format: String) throws {
    try withTable { (program) throws in
      let result = try program.run("convert", "messy.txt", "-o", "-", "--format", format, "-q")
      #expect(result.status == 5 && result.output == "")
      #expect(result.errors.hasPrefix("rowsmith: standard output: cannot be written: ") && result.errors.isOneLine)
    }
  }

  @Test func theFormatIsSaidOrSeenInTheEnding() throws {
    try withTable { (program) throws in
      #expect(try program.run("convert", "messy.txt", "-o", "t.NDJSON", "-q").status == 0)
      #expect(try program.text(of: "t.NDJSON").hasPrefix("{\"id\":1,"))
      #expect(try program.run("convert", "messy.txt", "-o", "t.db", "--format", "csv", "-q").status == 0)
      #expect(try program.text(of: "t.db").hasPrefix("\"id\",\"n\","))
      #expect(try program.run("convert", "messy.txt", "-o", "t.unknown", "-q").status == 0)
      #expect(try program.text(of: "t.unknown").hasPrefix("\"id\",\"n\","))
    }
  }

  @Test func unknownFormatsAreWrongUsageWithTheNearestOne() throws {
    try withTable { (program) throws in
      let near = try program.run("convert", "messy.txt", "-o", "t", "--format", "parket")
      #expect(near.status == 2 && near.errors.contains("no format is called parket; did you mean parquet?"), "\(near)")
      let far = try program.run("convert", "messy.txt", "-o", "t", "--format", "zzzzzz")
      #expect(far.status == 2 && far.errors.contains("(known: csv, tsv, jsonl, sqlite, parquet)"), "\(far)")
      #expect(try program.run("convert", "messy.txt").status == 2)
      #expect(!program.exists("t"))
    }
  }

  @Test func anExistingFileStaysUnlessForced() throws {
    try withTable { (program) throws in
      for format in Self.formats {
        try program.write("mine\n", to: "t.\(format)")
        let refused = try program.run("convert", "messy.txt", "-o", "t.\(format)")
        #expect(
          refused
            == .init(status: 5, output: "", errors: "rowsmith: t.\(format): exists already; --force replaces it\n"))
        #expect(try program.text(of: "t.\(format)") == "mine\n")
        #expect(try program.run("convert", "messy.txt", "-o", "t.\(format)", "--force", "-q").status == 0)
        #expect(try program.bytes(of: "t.\(format)").count > 1000)
        #expect(!program.exists("t.\(format).part"))
      }
    }
  }

  /// The input is read before the output takes its name.
  @Test func aFileMayReplaceItself() throws {
    try withTable { (program) throws in
      #expect(try program.run("convert", "messy.txt", "-o", "clean.csv", "-q").status == 0)
      let clean = try program.bytes(of: "clean.csv")
      #expect(try program.run("convert", "clean.csv", "-o", "clean.csv", "--force", "-q").status == 0)
      #expect(try program.bytes(of: "clean.csv") == clean)
    }
  }

  @Test func namesLikeOptionsAndUrisAreFiles() throws {
    try withTable { (program) throws in
      for name in ["file:t.sqlite?mode=memory", ":memory:.sqlite", "a'b\"c.sqlite", "./-x.sqlite"] {
        #expect(try program.run("convert", "-q", "-o", name, "messy.txt").status == 0, "\(name)")
        #expect(program.exists(name), "\(name)")
        let back = try program.run("convert", "-q", "-o", "-", "--", name)
        #expect(back.status == 0 && back.output.hasPrefix("\"id\",\"n\","), "\(name): \(back.errors)")
      }
    }
  }

  // MARK: - What cannot be

  @Test func whatCannotBeReadIsToldWithStatusThree() throws {
    try withTable { (program) throws in
      try program.write("", to: "empty.csv")
      try program.write([0x7F, 0x45, 0x4C, 0x46, 0, 0, 0, 1], to: "binary.csv")
      for name in ["none.csv", "empty.csv", "binary.csv", "."] {
        let result = try program.run("convert", name, "-o", "t.csv")
        #expect(result.status == 3 && result.output == "" && result.errors.isOneLine, "\(name): \(result)")
        #expect(result.errors.hasPrefix("rowsmith: "))
      }
      let strict = try program.run("convert", "messy.txt", "-o", "t.csv", "--table", "x")
      #expect(strict.status == 3 && strict.errors.contains("--table"))
      #expect(!program.exists("t.csv") && !program.exists("t.csv.part"))
    }
  }

  @Test func parquetWithoutItsProgramSaysHowToGetIt() throws {
    try withTable { (program) throws in
      let result = try program.run("convert", "messy.txt", "-o", "t.parquet", "--duckdb", "./none", "-q")
      #expect(result.status == 5 && result.errors.isOneLine)
      #expect(
        result.errors.contains("no program ./none can be run") && result.errors.contains("pip install duckdb-cli"))
      try program.write(Array("PAR1".utf8) + [0, 0, 0, 0] + Array("PAR1".utf8), to: "t.parquet")
      let read = try program.run("convert", "t.parquet", "-o", "t.csv", "--duckdb", "./none")
      #expect(read.status == 3 && read.errors.contains("pip install duckdb-cli"))
      #expect(!program.exists("t.csv"))
    }
  }

  @Test(.enabled(if: Program.duckdb.isThere, "needs DuckDB's program: pip install duckdb-cli"))
  func parquetFilesThatAreNone() throws {
    try withTable { (program) throws in
      for size in [0, 1, 40, 5000] {
        let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 41 ^ $0 >> 3) }
        try program.write(Array("PAR1".utf8) + bytes + Array("PAR1".utf8), to: "t.parquet")
        let result = try program.run("convert", "t.parquet", "-o", "t.csv")
        #expect(result.status == 3 && result.errors.isOneLine && !program.exists("t.csv"), "\(size): \(result)")
      }
    }
  }

  /// What is said of so many columns is longer than an argument may be.
  @Test(.enabled(if: Program.duckdb.isThere, "needs DuckDB's program: pip install duckdb-cli"))
  func parquetOfThousandsOfColumns() throws {
    let program = try Program()
    defer { program.remove() }
    let rows = (0..<12).map { row in
      (0..<3500).map { $0 % 2 == 0 ? "\($0 * row)" : "word \(($0 + row) % 5)" }.joined(separator: ",")
    }
    let names = (0..<3500).map { "column number \($0)" }.joined(separator: ",")
    try program.write(names + "\n" + rows.joined(separator: "\n") + "\n", to: "wide.csv")
    #expect(try program.run("convert", "wide.csv", "-o", "clean.csv", "-q").status == 0)
    let there = try program.shell("mkdir t; TMPDIR=$PWD/t $R convert wide.csv -o t.parquet -q; ls t")
    #expect(there == .init(status: 0, output: "", errors: ""), "\(there)")
    let back = try program.shell("TMPDIR=$PWD/t $R convert t.parquet -o back.csv -q; ls t")
    #expect(back == .init(status: 0, output: "", errors: ""), "\(back)")
    #expect(try program.bytes(of: "back.csv") == program.bytes(of: "clean.csv"))
  }

  // MARK: - Full disks and interrupts

  private func writeBig(_ program: Program) throws {
    let made = try program.shell(
      #"awk 'BEGIN { print "a,b,c"; for (i = 0; i < 150000; i++) print i "," i * 7919 % 100003 ",text " i * 31 % 977 }' > big.csv"#
    )
    #expect(made.status == 0)
  }

  @Test(arguments: formats)
  func aDiskThatIsFullLeavesNoFile(_ format: String) throws {
    try withTable { (program) throws in
      try writeBig(program)
      let limited = try program.shell("ulimit -f 100; $R convert big.csv -o out.\(format); echo $?; ls out*")
      #expect(limited.output == "5\n", "\(limited)")
      #expect(limited.errors.split(separator: "\n").filter { $0.hasPrefix("rowsmith: ") }.count == 1, "\(limited)")
      let device = try program.run("convert", "messy.txt", "-o", "/dev/full", "--format", format, "-q")
      #expect(device.status == 5 && device.errors.hasPrefix("rowsmith: ") && device.errors.isOneLine, "\(device)")
    }
  }

  @Test(arguments: formats)
  func anInterruptLeavesNoFile(_ format: String) throws {
    try withTable { (program) throws in
      try writeBig(program)
      let line = """
        $R convert big.csv -o out.\(format) 2> messages & child=$!
        while kill -0 $child 2>/dev/null && ! [ -e out.\(format).part ]; do :; done
        kill -INT $child; wait $child; echo $?; ls; cat messages
        """
      let result = try program.shell("set -m; " + line)
      #expect(result.output == "130\nbig.csv\nmessages\nmessy.txt\n", "\(result)")
    }
  }
}

extension String {
  fileprivate var isOneLine: Bool { hasSuffix("\n") && filter { $0 == "\n" }.count == 1 }

  fileprivate func replacingOccurrences(_ old: String, _ new: String) -> String { replacing(old, with: new) }

  /// `7/03/2024` with two digits of the day.
  fileprivate var paddedDay: String { count == 10 ? self : "0" + self }
}
