import Screen

/// Looking for words in the events of Rare, or the pairs of columns of Model and Report.
extension WorkbenchState {
  private var searchedLines: [String] {
    switch view {
    case "rare": rareLines.map(\.when)
    case "model": pairList.map { "\($0.pair.first) × \($0.pair.second)" }
    case "report": pairChoices.map(\.text)
    default: []
    }
  }

  /// The line to begin at.
  private var searchedSelection: Int {
    switch view {
    case "rare": rareSelection
    case "model": pairList.firstIndex { $0.pair == shownPair } ?? 0
    default:
      selectedPair.flatMap { pair in
        searchedLines.firstIndex { $0 == "\(pair.first) × \(pair.second)" || $0 == "\(pair.second) × \(pair.first)" }
      } ?? 0
    }
  }

  mutating func searchLines(_ words: String) -> [Effect] {
    search = words
    return findLine(forward: true, skipsOwn: false)
  }

  /// To the next line that holds what is looked for, after the last one from the first on.
  mutating func findLine(forward: Bool, skipsOwn: Bool = true) -> [Effect] {
    let (lines, wanted, start) = (searchedLines, search.lowercased(), searchedSelection)
    guard !wanted.isEmpty else { return [] }
    let steps = skipsOwn ? Array(1...max(1, lines.count)) : Array(0..<lines.count)
    let places = lines.isEmpty ? [] : steps.map { (start + (forward ? $0 : lines.count - $0)) % lines.count }
    guard let found = places.first(where: { lines[$0].lowercased().contains(wanted) }) else {
      return say(.note, "no \(view == "rare" ? "event" : "pair of columns") holds \(search)")
    }
    switch view {
    case "rare": return selectRareLine(found)
    case "model": return showPair(by: found - start)
    default: return run("choose-pair \(lines[found])")
    }
  }
}
