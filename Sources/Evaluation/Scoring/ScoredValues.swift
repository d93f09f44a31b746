import Tables

/// The values of one column of one table, in the terms of the real column.
struct ScoredValues: Equatable, Sendable {
  enum Content: Equatable, Sendable {
    /// In storage units; 0 where missing.
    case numbers([Double])
    /// Codes that mean the same text in every table; -1 where missing.
    case levels([Int32])
    case ignored
  }

  let content: Content
  /// Empty: nothing is missing; else one mark per row.
  let missing: [Bool]

  init(_ content: Content, missing: [Bool]) {
    self.content = content
    self.missing = missing.contains(true) ? missing : []
  }

  func isMissing(_ row: Int) -> Bool { missing.isEmpty ? false : missing[row] }
  var missingCount: Int { missing.reduce(0) { $1 ? $0 + 1 : $0 } }

  /// All numbers, 0 where missing; empty for other columns.
  var numbers: [Double] { if case .numbers(let values) = content { values } else { [] } }
  /// All codes, -1 where missing; empty for other columns.
  var codes: [Int32] { if case .levels(let codes) = content { codes } else { [] } }

  /// The numbers of the rows that are not missing.
  var presentNumbers: [Double] {
    missing.isEmpty ? numbers : zip(numbers, missing).compactMap { $1 ? nil : $0 }
  }

  func taking(_ rows: [Int]) -> ScoredValues {
    let marks = missing.isEmpty ? [] : rows.map { missing[$0] }
    return switch content {
    case .numbers(let values): ScoredValues(.numbers(rows.map { values[$0] }), missing: marks)
    case .levels(let codes): ScoredValues(.levels(rows.map { codes[$0] }), missing: marks)
    case .ignored: ScoredValues(.ignored, missing: marks)
    }
  }

  func appending(_ other: ScoredValues) -> ScoredValues {
    switch (content, other.content) {
    case (.numbers(let own), .numbers(let more)): ScoredValues(.numbers(own + more), missing: [])
    case (.levels(let own), .levels(let more)): ScoredValues(.levels(own + more), missing: [])
    default: ScoredValues(.ignored, missing: [])
    }
  }
}
