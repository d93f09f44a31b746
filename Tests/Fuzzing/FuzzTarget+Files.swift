import Synthesis

@testable import Workbench

extension FuzzTarget {
  private static let small = """
    rowsmith: 1
    source: {name: t.csv, rows: 40, columns: 2, delimiter: ","}
    seed: 42
    privacy: {k: 11}
    model: {name: independent}
    columns:
      - name: a
        kind: integer
        missing: 0.1
        generator: {name: uniform, parameters: {lower: 1, upper: 9, step: 1}}
      - name: b
        kind: categorical
        generator: {name: categorical, parameters: {levels: [x, y], shares: [0.5, 0.5]}}

    """

  /// Rules, and a formula in its short form.
  private static let ruled =
    small.replacing("columns: 2", with: "columns: 3") + """
        - name: c
          kind: decimal
          generator: formula
          expression: round(a * 1.5, 2)
      rules:
        - a <= c
        - b in (x, y) when a > 3
        - unique(a, b)
        - rule: fixed(a, b)

      """

  private static let words = [
    "rowsmith: 1\n", "source:", "columns:\n", "  - name: ", "kind: ", "integer", "decimal", "datetime", "categorical",
    "generator:",
    "parameters:", "levels:", "shares:", "lower:", "upper:", "model:", "tree_cascade", "gaussian_copula", "rare:",
    "parity:",
    "fitted:", "tail:", "pareto(1, 0.5, 2)", "missing: 0.5", "&a", "*a", "<<:", "!!str", "|\n", ">\n", "{", "}", "[",
    "]", "- ",
    ".nan", ".inf", "1e400", "session: 1\n", "data:", "path:", "commands:", "view:", "screens:", "after:", "size:",
    "text:",
    "recipe_text:", "rules:\n", "- rule: ", "learned:", "formula", "expression: ", " when ", "a <= ", "a -> b",
    "q(0.9)",
  ]

  /// A recipe that is accepted is written, and is the same when it is read again; it draws rows or says why not.
  static let recipe = FuzzTarget(name: "recipe", seeds: [small, ruled], words: words) { input in
    guard let recipe = try? RecipeFile.parse(Array(input), file: "r.yaml") else { return }
    let text = RecipeFile.text(of: recipe)
    guard let again = try? RecipeFile.parse(text, file: "r.yaml") else {
      return hold(false, "its own text is a recipe")
    }
    hold(again == recipe, "the same recipe from its own text")
    if let synthesizer = try? Synthesizer(recipe, total: 40) { _ = try? synthesizer.rows(0..<20) }
  }

  /// A session that is accepted is written, and its text is the same when it is read and written again.
  static let session = FuzzTarget(
    name: "session",
    seeds: [
      "session: 1\ntitle: t\ndata: {path: a.csv, size: 3, digest: 00000000000000ff}\ncommands:\n  - go-to-column a\n  - generator normal\n",
      "session: 1\ndata: {path: a.csv}\nview: {view: columns, column: a, filter: x}\nscreens:\n  - after: 0\n    size: 40x10\n    text: |\n      a\n",
      "session: 1\ndata: {path: a.csv}\nundo:\n  - step: seed 7\n    patch: |\n      =2\n      -1\n      +seed: 7\n      =20\nredo:\n  - step: k\n    patch: |\n      =22\n      -1\n",
    ], words: words + ["undo:\n", "redo:\n", "  - step: ", "    patch: |\n", "      =1\n", "      -1\n", "      +"]
  ) { input in
    _ = SessionFile.isSession(Array(input))
    guard let session = try? SessionFile.parse(Array(input), file: "s.yaml") else { return }
    guard let again = try? SessionFile.parse(session.text, file: "s.yaml") else {
      return hold(false, "its own text is a session")
    }
    hold(again.text == session.text, "the same text from its own text")
    let steps = (session.history.undo + session.history.redo).prefix(20).map(\.patch)
    let present = Array(small.utf8)
    for patch in steps {
      guard let other = LinePatch.apply(patch, to: present) else { continue }
      let again = LinePatch.apply(LinePatch.text(from: present, to: other), to: present)
      hold(again == other, "a patch makes the same text")
    }
    if let recipe = try? RecipeFile.parse(present, file: "r.yaml") {
      hold(session.history.history(of: recipe).recipe == recipe, "the present recipe stays")
    }
  }
}
