import Synthesis

/// A recipe as it will be saved, line by line, and what it rests on.
package struct RecipePages: Sendable {
  let recipe: Recipe
  let lines: [String]
  let ledger: DisclosureLedger
  /// The first line of each column, in the order of the recipe.
  let columnLines: [Int]
  private let ruleLines: [Int]
  /// The first line of the model and of the events; nil where there are none.
  let modelLine: Int?
  let eventsLine: Int?
  let bytes: Int

  /// - Complexity: that of writing the recipe.
  init(_ recipe: Recipe) {
    let text = RecipeFile.text(of: recipe)
    let lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    self.recipe = recipe
    self.lines = lines.last == "" ? lines.dropLast() : lines
    ledger = DisclosureLedger(recipe)
    bytes = text.count
    let columns = lines.firstIndex { $0.hasPrefix("columns:") } ?? lines.count
    // The writer begins every member of a list so, and nothing inside one.
    columnLines = lines.indices.filter { $0 > columns && lines[$0].hasPrefix("  - ") }
    let rules = lines.firstIndex { $0.hasPrefix("rules:") } ?? lines.count
    ruleLines = Array(lines.indices.filter { $0 > rules && lines[$0].hasPrefix("  - ") }.prefix(recipe.rules.count))
    modelLine = lines.firstIndex { $0.hasPrefix("model:") }
    eventsLine = lines.firstIndex { $0.hasPrefix("rare:") } ?? lines.firstIndex { $0.hasPrefix("parity:") }
  }

  /// Where an entry of the ledger stands in the text.
  func line(of entry: DisclosureLedger.Entry) -> Int? {
    if let place = recipe.columns.firstIndex(where: { $0.name == entry.subject }), columnLines.indices.contains(place) {
      return columnLines[place]
    }
    if let place = recipe.rules.firstIndex(where: { $0.text == entry.subject }), ruleLines.indices.contains(place) {
      return ruleLines[place]
    }
    return entry.subject == "model" ? modelLine : eventsLine
  }

  /// The place of the first entry that speaks of what stands in a line.
  func entry(at line: Int) -> Int? {
    let entries = ledger.entries
    if let place = columnLines.lastIndex(where: { $0 <= line }), recipe.columns.indices.contains(place) {
      return entries.firstIndex { $0.subject == recipe.columns[place].name }
    }
    return entries.isEmpty ? nil : 0
  }

  /// The next line from `start` that holds the words, going round; a word in lower case matches any case.
  func match(_ words: String, from start: Int, forward: Bool) -> Int? {
    guard !words.isEmpty, !lines.isEmpty else { return nil }
    let isExact = words.contains { $0.isUppercase }
    for step in 0..<lines.count {
      let index = (start + (forward ? step : -step) + lines.count) % lines.count
      if (isExact ? lines[index] : lines[index].lowercased()).contains(words) { return index }
    }
    return nil
  }
}
