/// Two themes inside the program, so that a missing folder never leaves it without colours. A test compares them with
/// the files of the same name.
enum BuiltInThemes {
  static let texts: [String: [UInt8]] = ["auto": Array(auto.utf8), "mono": Array(mono.utf8)]

  private static let auto = #"""
    # The default: readable on black and on white without asking the terminal which it is.
    # Each value is a list from richest to poorest; the first that the terminal can show is taken.
    glyphs: unicode
    roles:
      text: [default]
      dim: ["#8a8a8a", 245, bright-black]
      title: [bold]
      key: [bold]
      selection: [reverse]
      border: ["#767676", 243, bright-black]
      border_focus: ["bold #0087ff", bold 33, bold blue]
      header: ["#8a8a8a", 245, bright-black]
      real: ["#0087ff", 33, blue]
      synthetic: ["#d75f00", 166, yellow]
      agree: ["#808080", 244, bright-black]
      good: ["#5f875f", 65, green]
      warn: ["#d75f00", 166, yellow]
      bad: ["bold #d75f5f", bold 167, bold red]
      type: ["#8a8a8a", 245, bright-black]
      pii: ["#af5faf", 133, magenta]
      rare: ["#d75f00", 166, yellow]
      pinned: [bold]
      "null": ["#8a8a8a", 245, bright-black]
      progress: ["#808080", 244, bright-black]
      cursor: [reverse]
      density: ["#808080", 244, bright-black]
      diverge: ["#d75f5f", 167, red]

    """#

  private static let mono = #"""
    # Without colour: bold, dim, reverse and underline; charts tell their tones apart by texture.
    mono: true
    glyphs: unicode
    roles:
      text: [default]
      dim: [default]
      title: [bold]
      key: [bold]
      selection: [reverse]
      border: [default]
      border_focus: [bold]
      header: [underline]
      real: [default]
      synthetic: [bold]
      agree: [default]
      good: [default]
      warn: [bold]
      bad: [bold underline]
      type: [default]
      pii: [default]
      rare: [bold]
      pinned: [bold]
      "null": [default]
      progress: [default]
      cursor: [reverse]
      density: [default]
      diverge: [bold]

    """#

}
