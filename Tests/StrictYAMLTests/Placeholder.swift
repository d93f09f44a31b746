import Testing
@Suite struct StrictYAMLPlaceholder { @Test func builds() {} }
