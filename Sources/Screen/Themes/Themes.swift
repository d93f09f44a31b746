import Files
import StrictYAML

/// The themes there are: every `NAME.yaml` in the folders, and two that are part of the program.
package enum Themes {
  /// Reads a theme from the first folder that has it. It never fails: where nothing can be read the built-in theme is
  /// taken and the reason given.
  /// - Parameters:
  ///   - folders: in order of precedence; missing ones are skipped.
  package static func load(
    named name: String, from folders: [String], depth: ColorDepth, glyphs: GlyphSet
  ) -> (theme: Theme, problem: String?) {
    let texts = texts(in: folders)
    guard let text = texts[name] else {
      return (builtIn(named: name, depth: depth, glyphs: glyphs), "there is no theme '\(name)'")
    }
    do {
      return (try ThemeFile.parse(text, name: name, others: texts, depth: depth, glyphs: glyphs), nil)
    } catch {
      let reason = "theme \(name), line \(error.line): \(error.message)"
      return (builtIn(named: depth == .mono ? "mono" : "auto", depth: depth, glyphs: glyphs), SafeText.visible(reason))
    }
  }

  /// The names of all themes, sorted.
  package static func names(in folders: [String]) -> [String] {
    Set(folders.flatMap(fileNames)).union(BuiltInThemes.texts.keys).sorted()
  }

  /// `mono` or `auto` from the program itself.
  package static func builtIn(named name: String, depth: ColorDepth, glyphs: GlyphSet) -> Theme {
    let chosen = name == "mono" ? name : "auto"
    let text = BuiltInThemes.texts[chosen] ?? []
    let theme = try? ThemeFile.parse(text, name: chosen, others: [:], depth: depth, glyphs: glyphs)
    return theme ?? Theme(name: chosen, styles: [:], glyphs: glyphs, isMono: true)
  }

  private static let suffix = ".yaml"
  /// A theme is a page of text.
  private static let sizeLimit = 1 << 18

  /// The themes of one folder; none where it cannot be read.
  private static func fileNames(in folder: String) -> [String] {
    let names = (try? Folder.names(in: folder)) ?? []
    return names.filter { $0.hasSuffix(suffix) }.map { String($0.dropLast(suffix.count)) }
  }

  static func paths(in folder: String) -> [String] { fileNames(in: folder).map { "\(folder)/\($0)\(suffix)" } }

  private static func texts(in folders: [String]) -> [String: [UInt8]] {
    var texts = BuiltInThemes.texts
    for folder in folders.reversed() {
      for name in fileNames(in: folder) {
        guard let text = try? WholeFile.read("\(folder)/\(name)\(suffix)", limit: sizeLimit) else { continue }
        texts[name] = text
      }
    }
    return texts
  }
}
