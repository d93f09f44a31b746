import Testing
@Suite struct SynthesisPlaceholder { @Test func builds() {} }
