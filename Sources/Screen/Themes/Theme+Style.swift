extension Theme {
  /// The look of a cell: its role on what its background means.
  ///
  /// A background role lends its own background (a selection), else its reverse, else its foreground: the second tone
  /// of a chart cell.
  package func style(of role: Role, on background: Role?) -> Style {
    var style = style(of: role)
    guard let background else { return style }
    let below = self.style(of: background)
    if below.background != .standard {
      style.background = below.background
    } else if below.isReverse {
      // A reversed colour would become the background, and a selected row a patchwork.
      style.isReverse = true
      style.foreground = .standard
      style.isDim = false
    } else if below.foreground != .standard {
      style.background = below.foreground
    } else {
      style.isBold = style.isBold || below.isBold
      style.isUnderlined = style.isUnderlined || below.isUnderlined
    }
    return style
  }
}
