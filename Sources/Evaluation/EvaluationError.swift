/// Why tables cannot be scored. Every wording of this target's errors is in this file.
package struct EvaluationError: Error, Equatable, Sendable, CustomStringConvertible {
  package enum Kind: Equatable, Sendable {
    /// Fewer rows than any score needs.
    case tooFewRows(rows: Int, needed: Int)
    /// Columns of the real table that this one lacks, and the name it has that is nearest to the first.
    case missingColumns([String], nearest: String?)
    /// A column of the real table holds something else here.
    case otherKind(column: String, expected: String, examples: [String])
    /// The wanted target is no column.
    case unknownTarget(String, nearest: String?)
    /// The boosting library refused.
    case boosting(String)
  }

  package var kind: Kind
  /// The table as the user named it; empty where none is at fault.
  package var table: String

  package init(_ kind: Kind, table: String = "") {
    self.kind = kind
    self.table = table
  }

  package var description: String { table.isEmpty ? sentence : "\(table): \(sentence)" }

  private var sentence: String {
    switch kind {
    case .tooFewRows(let rows, let needed):
      "\(rows) row\(rows == 1 ? "" : "s"); a score needs at least \(needed)"
    case .missingColumns(let names, let nearest):
      names.count == 1
        ? "lacks the column \(Self.list(names)) of the real table" + Self.hint(nearest)
        : "lacks \(names.count) columns of the real table: \(Self.list(names))"
    case .otherKind(let column, let expected, let examples):
      "column \(column) cannot be read as \(expected), which it is in the real table"
        + (examples.isEmpty ? "" : "; it holds \(Self.list(examples))")
    case .unknownTarget(let name, let nearest): "no column is called \(name)" + Self.hint(nearest)
    case .boosting(let reason): "gradient boosting failed: \(reason)"
    }
  }

  private static func list(_ names: [String]) -> String {
    names.prefix(3).joined(separator: ", ") + (names.count > 3 ? " and \(names.count - 3) more" : "")
  }

  private static func hint(_ nearest: String?) -> String { nearest.map { "; did you mean \($0)?" } ?? "" }
}
