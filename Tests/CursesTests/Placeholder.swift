import Testing
@Suite struct CursesPlaceholder { @Test func builds() {} }
