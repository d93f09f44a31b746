/// Two themes inside the program, so that a missing folder never leaves it without colours. A test compares them with
/// the files of the same name.
enum BuiltInThemes {
  static let texts: [String: [UInt8]] = ["auto": Array(auto.utf8), "mono": Array(mono.utf8)]

  private static let auto = #"""
    # The default: readable on black and on white without asking the terminal which it is.
    # Each value is a list from richest to poorest; the first that the terminal can show is taken.
    glyphs: unicode
    # What it is made for: every colour is checked against these.
    backgrounds: ["#000000", "#ffffff"]
    roles:
      text: [default]
      dim: ["#767676", 243, bright-black]
      title: [bold]
      key: [bold]
      selection: [reverse]
      border: ["#767676", 243, bright-black]
      border_focus: ["bold #0087ff", bold 33, bold blue]
      header: ["#767676", 243, bright-black]
      real: ["#0087ff", 33, blue]
      synthetic: ["#d75f00", 166, yellow]
      agree: ["#808080", 244, bright-black]
      good: ["#3b863b", 29, green]
      warn: ["#c45100", 131, yellow]
      bad: ["bold #d04141", bold 131, bold red]
      type: ["#767676", 243, bright-black]
      pii: ["#a954a9", 98, magenta]
      rare: ["#c45100", 131, yellow]
      pinned: [bold]
      "null": ["#767676", 243, bright-black]
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
