/// The collections that are open at a place of a YAML text, with the limits on them.
struct YAMLNesting {
  private struct Level {
    /// Column from 0 at which the block stands; nil for a flow collection.
    var indent: Int?
    var isMapping: Bool
    /// Lines of the keys so far, where duplicates are looked for.
    var keyLines: [String: Int] = [:]
  }

  private let findsDuplicateKeys: Bool
  private var levels: [Level] = []
  private var nodes = 0
  private(set) var flowDepth = 0

  init(findsDuplicateKeys: Bool) { self.findsDuplicateKeys = findsDuplicateKeys }

  /// Column from 0 of the innermost block; -1 outside of all.
  var indent: Int { levels.last { $0.indent != nil }?.indent ?? -1 }

  /// Closes the blocks that stand to the right of `indent`.
  mutating func unroll(to indent: Int) {
    while let level = levels.last, let column = level.indent, column > indent { levels.removeLast() }
  }

  mutating func unrollAll() {
    levels.removeAll()
    flowDepth = 0
  }

  mutating func enterSequence(at indent: Int, place: YAMLPlace) throws(YAMLProblem) {
    if let top = levels.last, top.indent == indent, !top.isMapping { return }
    try push(Level(indent: indent, isMapping: false), at: place)
  }

  mutating func enterFlow(isMapping: Bool, place: YAMLPlace) throws(YAMLProblem) {
    try push(Level(indent: nil, isMapping: isMapping), at: place)
    flowDepth += 1
  }

  mutating func leaveFlow() {
    levels.removeLast()
    flowDepth -= 1
  }

  mutating func enterKey(_ key: YAMLKeyCandidate) throws(YAMLProblem) {
    if flowDepth == 0 { try enterBlockMapping(at: key.indent, place: key.place) }
    guard findsDuplicateKeys, let top = levels.indices.last, levels[top].isMapping else { return }
    let name = String(decoding: key.text, as: UTF8.self)
    if let line = levels[top].keyLines[name] {
      throw YAMLProblem("the key '\(name)' was already used in line \(line)", at: key.place)
    }
    levels[top].keyLines[name] = key.place.line
  }

  private mutating func enterBlockMapping(at indent: Int, place: YAMLPlace) throws(YAMLProblem) {
    // A list may stand at the same column as the key that holds it; the next key ends it.
    if let top = levels.last, top.indent == indent, !top.isMapping { levels.removeLast() }
    if let top = levels.last, top.indent == indent, top.isMapping { return }
    try push(Level(indent: indent, isMapping: true), at: place)
  }

  private mutating func push(_ level: Level, at place: YAMLPlace) throws(YAMLProblem) {
    guard levels.count < YAMLLimits.depth else {
      throw YAMLProblem("this is nested deeper than \(YAMLLimits.depth) levels", at: place)
    }
    levels.append(level)
    try countNode(at: place)
  }

  mutating func countNode(at place: YAMLPlace) throws(YAMLProblem) {
    nodes += 1
    guard nodes <= YAMLLimits.nodes else {
      throw YAMLProblem("this file holds more than \(YAMLLimits.nodes) values", at: place)
    }
  }
}
