import Testing
@Suite struct WorkbenchPlaceholder { @Test func builds() {} }
