import Screen
import Synthesis

/// Asks how many rows an event is to have. Offers a share; the first letter typed takes its place.
struct TargetLayer: Equatable, Sendable {
  /// The event's condition.
  var condition: String
  /// The real rows that satisfy it, in words; empty while they are not counted.
  var facts = ""
  var field: TextField
  /// What stood there before anything was typed.
  let offer: String
  /// Nothing was typed yet: the first letter takes the place of what stands there.
  var isFresh = true
  var problem = ""

  init(condition: String, offer: String) {
    (self.condition, self.offer) = (condition, offer)
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
    var layer = TargetLayer(condition: condition, offer: offer)
    if let draft = takeDraft("target of \(condition)") { layer.field = TextField(draft) }
    _ = open(.target(layer))
    // In the designer the facts stand beside the list.
    guard view != "rare", let real else { return [] }
    return start(.count(condition: condition, recipe: Reference(recipe), real: real), in: .count, title: "counting")
  }

  /// The real rows of the condition, or what is wrong with it, for the box that asks for its target.
  mutating func take(count result: Result<RareCandidate, CommandError>, for layer: TargetLayer) -> [Effect] {
    var layer = layer
    switch result {
    case .success(let found):
      layer.facts = "\(Numbers.grouped(found.rows)) real rows support this, \(Numbers.share(found.share))"
    case .failure(let error): layer.problem = error.description
    }
    layers[layers.count - 1] = .target(layer)
    return []
  }

  mutating func handle(_ key: Key, _ layer: TargetLayer) -> [Effect] {
    var next = layer
    switch key {
    case .escape:
      return leavePrompt(
        "target of \(layer.condition)", layer.field.text, offered: layer.offer, key: view == "rare" ? "Enter" : "w")
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
