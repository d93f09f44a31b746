import Screen

/// A session that another program works on, and one whose data is no longer the same.
extension WorkbenchState {
  mutating func take(holder process: Int32?) -> [Effect] {
    let before = otherProgram
    otherProgram = process
    guard before != nil, process == nil else { return [] }
    return say(.success, "the other program has ended: changes are possible now")
  }

  /// `read-only: process 4711 has this session open; change it there`
  var holderWords: String? {
    otherProgram.map { process in
      "read-only: \(process > 0 ? "process \(process)" : "another rowsmith") has this session open; change it there"
    }
  }

  /// `card_fraud.csv has changed (344 → 350 rows)`
  var otherDataWords: String {
    let (old, new) = (recipe?.source.rows ?? 0, realRows ?? 0)
    let rows = old == new ? "\(Numbers.grouped(new)) rows" : "\(Numbers.grouped(old)) → \(Numbers.grouped(new)) rows"
    return "\(file.name) has changed (\(rows))"
  }

  mutating func handleOtherData(_ key: Key) -> [Effect] {
    switch key {
    case .character("r"):
      layers.removeLast()
      return run("reload")
    case .character("k"), .escape:
      layers.removeLast()
      return say(.note, "the old fit is kept; F5 refits")
    default: return []
    }
  }

  mutating func handleReveal(_ key: Key) -> [Effect] {
    guard key == .character("y") || key == .escape || key == .character("n") else { return [] }
    layers.removeLast()
    isRevealed = key == .character("y")
    if isRevealed { masksRealRows = false }
    return isRevealed ? say(.note, "real values are shown until you mask them or leave: mask") : []
  }
}
