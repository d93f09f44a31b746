import Screen

/// Something above the panes that takes the keys until it is closed.
enum Layer: Equatable, Sendable {
  case list(ListLayer)
  case filter(FilterLayer)
  case save(SaveLayer)
  case difference(DifferenceLayer)
  case value(ValueLayer)
  case text(TextLayer)
  case path(PathLayer)
  case quitGuard
  /// The data of the session has changed: fit anew or keep the fit.
  case otherData
  /// Whether personal data of real rows is to be shown.
  case reveal
  case target(TargetLayer)
  case event(EventLayer)
  case rule(RuleLayer)
  /// The chart in words, scrolled by so many lines.
  case words(Int)
}

/// What a layer wants after a key.
enum LayerAnswer {
  case stay
  case close
  /// Closes, then runs the command.
  case run(String)
}
