import Files
import Screen
import Synthesis
import Tables

/// Copying what the cursor stands on.
extension WorkbenchState {
  /// More would be cut by terminals.
  private static let mostCopied = 74_000

  mutating func copy() -> [Effect] {
    guard let text = copied, !text.isEmpty else { return say(.note, "nothing to copy here") }
    return copy(text)
  }

  /// Sends a text to the clipboard of the terminal. What could steer a terminal it is pasted into is made visible first.
  mutating func copy(_ text: String) -> [Effect] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { SafeText.visible(String($0)) }
    let safe = lines.joined(separator: "\n")
    let count = safe.utf8.count
    guard count <= Self.mostCopied else {
      return say(.problem, "\(Numbers.bytes(count)) are too much for a clipboard; x writes files")
    }
    let first = lines.first ?? ""
    let shown = first.count > 48 || lines.count > 1 ? String(first.prefix(48)) + "…" : first
    _ = say(.success, "sent \(Numbers.bytes(count)) to the clipboard (OSC 52): \(shown)")
    return start(.copy(safe), in: .terminal, title: "")
  }

  /// The line or the value under the cursor.
  private var copied: String? {
    switch focus {
    case RowsPane.name where view == "rows": return firstShownRow
    case RecipePane.name:
      let lines = recipeView.pages?.value.lines ?? []
      let place = recipeView.lines.selection
      return lines.indices.contains(place) ? lines[place] : nil
    case EditorPane.name:
      if case .generator = editor.field { return recipeColumn(selection).map(EditorPane.line) }
      return texts(of: editor.field).value
    case EventsPane.name:
      return selectedRareLine.map { line in line.event.map { "\(line.when) : \($0.target)" } ?? line.when }
    case ModelsPane.name: return selectedModel
    case ChartPane.name: return ChartWords.sentences(self).joined(separator: "\n")
    case ScoresPane.name: return selectedScore
    default: return recipeColumn(selection).map(EditorPane.line)
    }
  }

  private var firstShownRow: String? {
    guard let table = synthetic?.value, rowTop < table.rowCount else { return nil }
    let row = table.rows(rowTop..<rowTop + 1)
    let kept = row.columns.filter { recipe?.column(named: $0.name)?.isDropped != true }
    var bytes: [UInt8] = []
    CSVFormat().appendRows(of: Table(name: row.name, columns: kept, rowCount: 1), to: &bytes)
    while bytes.last == UInt8(ascii: "\n") || bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }

  private var selectedScore: String? {
    let lines = scoredLines
    let place = report.metrics.selection
    guard lines.indices.contains(place) else { return nil }
    let entry = lines[place]
    return "\(MetricWords.title(entry.metric)) \(MetricWords.number(entry.synthetic, entry.metric))"
  }
}
