import Testing
@Suite struct FilesPlaceholder { @Test func builds() {} }
