import Evaluation
import Files
import Tables

/// What the reader has to say, for people.
enum ReadRemark {
  /// One line, safe for a terminal.
  static func line(_ remark: ReadReport.Remark) -> String {
    let lines = remark.firstLines.map(String.init).joined(separator: ", ")
    let place =
      lines.isEmpty
      ? ""
      : remark.count > remark.firstLines.count
        ? " (lines \(lines), ...)" : " (line\(remark.firstLines.count == 1 ? "" : "s") \(lines))"
    return SafeText.visible(
      "note: \(remark.text)" + (remark.count > 1 ? " × \(NumberText.grouped(remark.count))" : "") + place)
  }
}
