import Testing
@Suite struct EvaluationPlaceholder { @Test func builds() {} }
