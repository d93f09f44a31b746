import Testing

@testable import Tables

/// A stream against the table that is read whole.
@Suite struct StreamTests {
  private struct Nothing: ColumnSummary {
    mutating func add(integers: UnsafeBufferPointer<Int64>, in range: ClosedRange<Int64>) {}
    mutating func add(decimals: UnsafeBufferPointer<Double>) {}
    mutating func add(texts: TextRun) {}
    mutating func merge(_ next: Self) {}
  }

  private func limits(threads: Int = 2, segment: Int = 300) -> TableStream.Limits {
    var limits = TableStream.Limits()
    (limits.wholeBytes, limits.wholeLines, limits.headBytes) = (0, 0, 500)
    (limits.threads, limits.segmentBytes) = (threads, segment)
    return limits
  }

  private func stream(_ text: String, threads: Int = 2, segment: Int = 300) throws -> TableStream {
    try TableStream(
      MemorySource(Array(text.utf8)), path: "t.csv", encoding: { "UTF-8" }, options: ReadOptions(),
      limits: limits(threads: threads, segment: segment))
  }

  private func pass(_ stream: TableStream, sampleRows: Int, seed: UInt64 = 1) throws -> TableStream.Pass<Nothing> {
    let plans = stream.plans.enumerated().map { (column: $0.offset, plan: $0.element) }
    return try stream.pass(
      plans, sampleRows: sampleRows, seed: seed, makeSummary: { _, _ in Nothing() }, progress: { _, _, _ in true })
  }

  private static let lines = (0..<2000).map { row in
    "\(row),\(row % 7 == 0 ? "" : "\(Double(row) / 4)"),2024-0\(1 + row % 9)-1\(row % 10),\"a, \(row % 5)\""
  }
  private static let text = "id,part,day,name\n" + lines.joined(separator: "\n") + "\n"

  /// A sample of all rows is the table itself.
  @Test func allRowsDrawnAreTheTable() throws {
    let stream = try stream(Self.text)
    let pass = try pass(stream, sampleRows: 10_000)
    let whole = try TableReader.read(bytes: Array(Self.text.utf8), name: "t.csv")
    #expect(pass.rows == 2000 && !pass.isPartial)
    #expect(try stream.sampleTable(of: pass).table == whole.table)
    #expect(pass.tallies.map(\.missingCount) == [0, 286, 0, 0])
    let dialect = stream.describe(pass).dialect
    #expect(dialect.lineEnd == .lf && dialect.hasHeader && dialect.delimiter == 0x2C && dialect.fit == 1)
  }

  /// Rows drawn depend on neither threads nor segments, are in the file's order, and there are as many as asked for.
  @Test func rowsDrawnDependOnTheSeedAlone() throws {
    let first = try stream(Self.text)
    let drawn = try first.sampleTable(of: pass(first, sampleRows: 150)).table
    #expect(drawn.rowCount == 150)
    for (threads, segment) in [(1, 300), (2, 64), (3, 5000)] {
      let other = try stream(Self.text, threads: threads, segment: segment)
      #expect(try other.sampleTable(of: pass(other, sampleRows: 150)).table == drawn)
    }
    guard case .integers(let places) = drawn.columns[0].storage else { throw Surprise() }
    #expect(places == places.sorted() && Set(places).count == 150)
    // The mean of 150 of 2000 places: 999.5 ± 4 standard errors of 47.
    #expect(abs(Double(places.reduce(0, +)) / 150 - 999.5) < 188)
    let again = try stream(Self.text)
    #expect(try again.sampleTable(of: pass(again, sampleRows: 150, seed: 2)).table != drawn)
  }

  @Test func cancellingKeepsTheRowsReadSoFar() throws {
    let stream = try stream(Self.text)
    let plans = stream.plans.enumerated().map { (column: $0.offset, plan: $0.element) }
    let pass: TableStream.Pass<Nothing> = try stream.pass(
      plans, sampleRows: 10_000, seed: 1, makeSummary: { _, _ in Nothing() }, progress: { _, _, rows in rows < 100 })
    #expect(pass.isPartial && pass.rows >= 100 && pass.rows < 200)
    #expect(try stream.sampleTable(of: pass).table.rowCount == pass.rows)
  }

  /// What the first rows do not show: the plan breaks, and another one is found by the cells that did not fit.
  @Test func columnsThatChangeLateAreFoundOut() throws {
    let text =
      "a,b,c\n"
      + (0..<900).map {
        "\($0 < 800 ? "\($0)" : "x\($0)"),0\(1 + $0 % 9)/\($0 < 800 ? "0" : "2")\(1 + $0 % 9)/2024,\($0)"
      }.joined(separator: "\n")
    let stream = try stream(text)
    let pass = try pass(stream, sampleRows: 10)
    #expect(pass.tallies.map(\.isBroken) == [true, true, false])
    if case .texts = try stream.replanned(0, failures: pass.tallies[0].failures, of: pass).reading {
    } else {
      Issue.record("column a is text")
    }
    guard case .instants(let formatter) = try stream.replanned(1, failures: pass.tallies[1].failures, of: pass).reading
    else { throw Surprise() }
    #expect(formatter.pattern.text == "MM/dd/yyyy")
  }

  /// Typed rows, some at a time, are the table that is read whole.
  @Test func rowsComeAsTheyAreInTheWholeTable() throws {
    let lines = (0..<1500).map { row in
      let day = row % 11 == 0 ? "NA" : "1\(row % 10)/0\(1 + row % 9)/2024"
      let (truth, note) = (row % 400 < 390 ? "no" : "yes", row % 300 == 7 ? "x \"\"y\"\"\n z" : "n\(row % 700)")
      let extra = row == 703 ? ",more" : ""
      return
        "\(row * 7 % 901),\(row % 13 == 0 ? "" : "\(Double(row) / 8)"),\(day),\(truth),\"\(note)\",c\(row % 3)\(extra)"
    }
    let text = "n,part,day,truth,note,shop\n" + lines.joined(separator: "\n")
    let whole = try TableReader.read(bytes: Array(text.utf8), name: "t.csv").table
    #expect(whole.columns.map(\.kind) == [.integer, .decimal, .date, .boolean, .text, .categorical])
    for (threads, segment) in [(1, 200), (2, 900)] {
      let stream = try stream(text, threads: threads, segment: segment)
      let pass = try pass(stream, sampleRows: 0)
      #expect(pass.tallies.allSatisfy { !$0.isBroken })
      let columns = zip(stream.plans, whole.columns).map { PlannedColumn(plan: $0, settled: $1) }
      #expect(columns.map(\.empty.kind) == whole.columns.map(\.kind))
      var first = 0
      let isComplete = try stream.rows(as: columns) { rows, done, total in
        let expected = whole.rows(first..<first + rows.rowCount)
        for (found, wanted) in zip(rows.columns, expected.columns) {
          #expect(found.kind == wanted.kind && found.look == wanted.look)
          for row in 0..<rows.rowCount { #expect(found.text(ofRow: row) == wanted.text(ofRow: row)) }
        }
        first += rows.rowCount
        return done <= total
      }
      #expect(isComplete)
      #expect(first == 1500)
    }
  }

  private struct Surprise: Error {}
}
