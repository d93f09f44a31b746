import Evaluation
import Files
import Tables

/// What `rowsmith inspect --explain` says of one column.
struct ExplanationReport {
  let explanation: ColumnExplanation

  /// Safe for a terminal.
  var text: String {
    var lines = ["\(explanation.name): \(explanation.kind.rawValue)", "  because \(explanation.reason)", ""]
    let about = explanation.distinctError > 0 ? "≈ " : ""
    lines.append(
      "  \(NumberText.grouped(explanation.values)) values, \(about)\(NumberText.grouped(explanation.distinct)) different"
    )
    lines += explanation.missing.map { "  \(NumberText.grouped($0.count)) missing, spelled \(spelling($0.spelling))" }
    if !explanation.first.isEmpty { lines.append("  first: " + explanation.first.map(witness).joined(separator: ", ")) }
    if !explanation.trials.isEmpty { lines += ["", "  tried"] + explanation.trials.map(trial) }
    return lines.map { SafeText.visible($0) }.joined(separator: "\n") + "\n"
  }

  private func spelling(_ text: ByteText) -> String {
    if text.isEmpty { return "empty" }
    return text.bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 } ? "as blanks" : "‘\(text)’"
  }

  private func witness(_ witness: ColumnExplanation.Witness) -> String {
    "‘\(witness.text)’" + (witness.line.map { " (line \($0))" } ?? "")
  }

  private func trial(_ trial: ColumnExplanation.Trial) -> String {
    let count = "  \(trial.name): \(NumberText.grouped(trial.fitting)) of \(NumberText.grouped(explanation.values)) fit"
    guard !trial.against.isEmpty else { return "  " + count }
    return "  " + count + "; against it " + trial.against.map(witness).joined(separator: ", ")
  }

  /// One object and a line end. Cell values only if asked.
  func json(withValues: Bool) -> String {
    var members: [(String, JSONText)] = [
      ("schema", .integer(InspectionReport.schema)), ("column", .text(explanation.name)),
      ("kind", .text(explanation.kind.rawValue)), ("reason", .text(explanation.reason)),
      ("values", .integer(explanation.values)), ("distinct", .integer(explanation.distinct)),
      ("missing", .list(explanation.missing.map { missing($0) })),
      ("trials", .list(explanation.trials.map { json($0, withValues) })),
    ]
    if explanation.distinctError > 0 { members.append(("distinct_error", .number(explanation.distinctError))) }
    return JSONText.object(members).text + "\n"
  }

  private func missing(_ missing: ColumnExplanation.Missing) -> JSONText {
    .object([("spelling", .text(missing.spelling.string)), ("count", .integer(missing.count))])
  }

  private func json(_ trial: ColumnExplanation.Trial, _ withValues: Bool) -> JSONText {
    let against = trial.against.map { witness -> JSONText in
      let line = [("line", witness.line.map { JSONText.integer($0) } ?? .null)]
      return .object(line + (withValues ? [("value", .text(witness.text.string))] : []))
    }
    return .object([
      ("tried", .text(trial.name)), ("fit", .integer(trial.fitting)), ("against", .list(against)),
    ])
  }
}
