import Screen
import Synthesis

/// Asks how many rows an event is to have. Offers a share; the first letter typed takes its place.
struct TargetLayer: Equatable, Sendable {
  /// The event's condition.
  var condition: String
  /// What the event has now, as words for the reader.
  var facts: String
  var field: TextField
  /// Nothing was typed yet.
  var isFresh = true
  var problem = ""

  init(condition: String, facts: String, offer: String) {
    (self.condition, self.facts) = (condition, facts)
    field = TextField(offer)
  }

  /// Whether the percent sign behind the field is part of what is written.
  var isPercent: Bool { field.text.allSatisfy { $0.isASCII && ($0.isNumber || $0 == ".") } }

  /// What was typed as a target; nil, with the problem said, where it is none.
  mutating func target() -> RareTarget? {
    let text = isPercent ? field.text + "%" : field.text
    guard let target = RareTarget(text) else {
      problem = "'\(field.text)' is no target; expected a share (20), a number of rows (500 rows) or a factor (x10)"
      return nil
    }
    if case .share(let part) = target, part == 0 || part > RareTarget.whole {
      problem = "\(target) is no share; expected more than 0% and at most 100%"
      return nil
    }
    return target
  }

  mutating func handle(_ key: Key) {
    problem = ""
    if isFresh, case .character = key { field = TextField() }
    if isFresh, key == .backspace || key == .delete { field = TextField() }
    isFresh = false
    _ = field.handle(key)
  }

  mutating func paste(_ text: String) {
    if isFresh { field = TextField() }
    (isFresh, problem) = (false, "")
    field.insert(text)
  }
}

extension WorkbenchState {
  /// Asks for the target of an event: of one that has a target, that is offered.
  mutating func askTarget(_ condition: String, offering share: Double) -> [Effect] {
    guard let recipe else { return [] }
    let event = recipe.placeOfRareEvent(condition).map { recipe.rare[$0] }
    var offer = event?.target.description ?? Numbers.fixed(100 * share, decimals: 0)
    if offer.hasSuffix("%") { offer.removeLast() }
    let known = rareLines.first { $0.when == condition }
    let facts = known.map { "\(RareTarget.percent($0.share)) of the real rows, \(Numbers.grouped($0.support)) of them" }
    return open(.target(TargetLayer(condition: condition, facts: facts ?? "", offer: offer)))
  }

  mutating func handle(_ key: Key, _ layer: TargetLayer) -> [Effect] {
    var next = layer
    switch key {
    case .escape:
      layers.removeLast()
      return []
    case .enter:
      guard let target = next.target() else {
        layers[layers.count - 1] = .target(next)
        return []
      }
      layers.removeLast()
      return run("rare \(layer.condition) : \(target)")
    default:
      next.handle(key)
      layers[layers.count - 1] = .target(next)
      return []
    }
  }
}
