import Testing

@testable import Tables

struct ConversionTests {
  private func converted(_ values: [String], to kind: ColumnKind) throws -> (column: Column?, failures: [String]) {
    try column(values).converted(to: kind)
  }

  @Test func everyColumnIsTextOrACategory() throws {
    for values in [
      ["1", "", "2"], ["1.5", "2"], ["2024-01-01", "2024-01-02"], ["007", "008"], ["a", "b"], ["", ""],
    ] {
      for kind in [ColumnKind.text, .categorical, .identifier] {
        let result = try converted(values, to: kind).column
        #expect(result?.kind == kind)
        #expect(result?.texts == (try column(values).texts))
      }
    }
  }

  @Test func numbersThatFitAreConverted() throws {
    #expect(try converted(["1", "2", ""], to: .decimal).column?.storage == .decimals([1, 2, 0]))
    #expect(try converted(["1.0", "2.0"], to: .integer).column?.storage == .integers([1, 2]))
    #expect(try converted(["007", "08"], to: .integer).column?.texts == ["7", "8"])
    #expect(try converted(["01", "02", "01", "02"], to: .integer).column?.storage == .integers([1, 2, 1, 2]))
  }

  @Test func failuresNameTheFirstValues() throws {
    #expect(try converted(["1.5", "2"], to: .integer).failures == ["1.5"])
    #expect(try converted(["a", "b", "c"], to: .decimal).failures == ["a", "b", "c"])
    #expect(try converted(["1", "2", "3"], to: .boolean).failures == ["3"])
    #expect(try converted(["1", "2"], to: .date).column == nil)
    #expect(try converted(["2024-01-01", "x", "y", "z"], to: .date).failures == ["x", "y", "z"])
  }

  @Test func datesAreReadFromTextAndDigits() throws {
    #expect(try converted(["20240229", "20231231"], to: .date).column?.texts == ["20240229", "20231231"])
    #expect(try converted(["20240229", "20231231"], to: .date).column?.look.datePattern == DatePattern("yyyyMMdd"))
    #expect(try converted(["", ""], to: .date).column?.missingCount == 2)
  }

  @Test func booleansAreAnyTwoValues() throws {
    #expect(try converted(["0", "1", "0", ""], to: .boolean).column?.levelTexts == ["0", "1"])
    #expect(try converted(["0", "1", "0", ""], to: .boolean).column?.missingCount == 1)
  }

  @Test func theSameKindIsTheSameColumn() throws {
    let column = try column(["1", "2", "NA"])
    #expect(column.converted(to: .integer).column == column)
  }
}
