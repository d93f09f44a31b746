/// Stubs; the owner of Tables' reader replaces them.
extension Column {
  /// Appends the value of `row` as the file spells it, without quotes; a missing value is the column's missing spelling.
  package func appendText(ofRow row: Int, to bytes: inout [UInt8]) { preconditionFailure("stub") }

  /// The value of `row` for display (not yet made safe for a terminal); nil where it is missing.
  package func text(ofRow row: Int) -> String? { preconditionFailure("stub") }

  /// The same values read as another kind; nil where a value cannot be read so (with the first few that could not).
  package func converted(to kind: ColumnKind) -> (column: Column?, failures: [String]) { preconditionFailure("stub") }
}
