import Testing
@Suite struct ScreenPlaceholder { @Test func builds() {} }
