import Testing

@testable import Tables

@Suite struct UndressedCellsTests {
  /// The text without marks is shorter than where the empty cell stood.
  @Test func emptyCellsBehindShortenedOnesAreMissing() throws {
    let text = "note,day\nxxxxxxxxxxxxxxxxxxxx,$20240101\nyyyyyyyyyyyyyyyyyyyyyyyy,\n\"z\",$20240102\nz,\"\"\n"
    let column = try TableReader.read(bytes: Array(text.utf8), name: "t").table.columns[1]
    #expect(column.missing == [false, true, false, true])
  }
}
