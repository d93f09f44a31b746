import Testing
@Suite struct StatisticsPlaceholder { @Test func builds() {} }
