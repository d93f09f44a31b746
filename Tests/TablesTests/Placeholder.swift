import Testing
@Suite struct TablesPlaceholder { @Test func builds() {} }
