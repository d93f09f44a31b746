import Screen
import TestSupport
import Testing

@testable import Workbench

/// One screen in everything that a terminal may show of it, as one text to be read by a human.
///
/// Whole at 120x40, 80x24 and 60x20; at 80x24 also with blocks and with ASCII alone, by the meaning of its cells in colour,
/// and by their attributes without. What is the same as before is not repeated: of the blocks only lines that differ are
/// shown, of a variant only lines in which it differs from the screen that it is a variant of.
struct ScreenSections {
  /// At each of `sizes`.
  let states: [WorkbenchState]

  init(_ state: (Size) -> WorkbenchState) { states = Self.sizes.map(state) }

  static let sizes = [Size(width: 120, height: 40), Size(width: 80, height: 24), Size(width: 60, height: 20)]
  static let colours = Themes.builtIn(named: "auto", depth: .indexed, glyphs: .unicode)
  static let mono = Themes.builtIn(named: "mono", depth: .mono, glyphs: .unicode)

  struct Section: Equatable {
    var title: String
    var lines: [String]
    /// Only lines that differ from these are shown.
    var known: [String]?

    var text: String {
      guard let known else { return "== \(title)\n" + lines.joined(separator: "\n") + "\n" }
      let other = lines.enumerated().filter { $0.offset >= known.count || known[$0.offset] != $0.element }
      let shown = other.map { String(repeating: " ", count: $0.offset < 9 ? 1 : 0) + "\($0.offset + 1)|\($0.element)" }
      return shown.isEmpty ? "" : "== \(title), lines that differ\n" + shown.map { $0 + "\n" }.joined()
    }
  }

  var sections: [Section] {
    var sections = zip(Self.sizes, states).map { size, state in
      Section(title: "\(size.width)x\(size.height)", lines: Self.lines(of: Self.surface(state).text))
    }
    let small = states[1]
    let plain = Self.surface(small)
    sections.append(
      Section(
        title: "80x24 blocks", lines: Self.lines(of: plain.adapted(to: .blocks).text),
        known: Self.lines(of: plain.text)))
    sections.append(Section(title: "80x24 ascii", lines: Self.lines(of: plain.adapted(to: .ascii).text)))
    let coloured = Self.surface(small, Self.colours)
    sections.append(Section(title: "80x24 meaning of cells, in colour", lines: Self.lines(of: coloured.styleText)))
    sections.append(
      Section(
        title: "80x24 attributes without colour",
        lines: Self.lines(of: Self.surface(small, Self.mono).attributeText(Self.mono))))
    return sections
  }

  var text: String { sections.map(\.text).joined() }

  /// - Parameter base: the sections of the screen that this one is a variant of.
  func text(besides base: [Section]) -> String {
    zip(sections, base).map { own, other in
      var section = own
      // Lines of blocks differ from the same screen, not from the other one.
      if section.known == nil { section.known = other.lines }
      return section.text
    }.joined()
  }

  static func surface(_ state: WorkbenchState, _ theme: Theme = .plain) -> Surface {
    var state = state
    state.theme = theme
    var surface = Surface(size: state.size)
    state.draw(on: &surface)
    return surface
  }

  /// What is shown can be shown with less: no dots among blocks, nothing but ASCII, and no character without a stand-in.
  static func expectPoorerGlyphs(of surface: Surface, _ name: String) {
    let blocks = surface.adapted(to: .blocks)
    #expect(blocks.text.unicodeScalars.allSatisfy { !(0x2800...0x28FF).contains($0.value) }, "\(name)")
    let ascii = surface.adapted(to: .ascii)
    #expect(ascii.text.utf8.allSatisfy { $0 < 0x80 }, "\(name)")
    // A question mark stands for a character that nobody thought of.
    for (before, after) in zip(surface.cells, ascii.cells) where before.character != "?" {
      #expect(after.character != "?", "\(name): \(before.character ?? " ") has no stand-in")
    }
  }

  private static func lines(of text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }
}

extension Surface {
  /// The attributes of the cells, one letter each: bold, dim, reverse, underlined; upper case where it is bold as well.
  fileprivate func attributeText(_ theme: Theme) -> String {
    (0..<size.height).map { y in
      var line = ""
      for cell in row(y) {
        let style = theme.style(of: cell.role, on: cell.background)
        let letter = style.isReverse ? "r" : style.isUnderlined ? "u" : style.isDim ? "d" : style.isBold ? "b" : " "
        let isSeen = cell.character != " " || style.isReverse || style.isUnderlined
        line += !isSeen ? " " : style.isBold && letter != "b" ? letter.uppercased() : letter
      }
      while line.last == " " { line.removeLast() }
      return line
    }.joined(separator: "\n")
  }
}
