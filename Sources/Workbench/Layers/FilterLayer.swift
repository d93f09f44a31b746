import Screen

/// The filter being typed; the list follows at once.
struct FilterLayer: Equatable, Sendable {
  var field: TextField
  /// What Esc brings back.
  var before: String
  /// The user went on from what was found.
  var hasMoved = false

  init(before: String) {
    self.before = before
    field = TextField(before)
  }
}
