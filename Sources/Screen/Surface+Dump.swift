extension Surface {
  /// What is shown, one line per row, trailing blanks cut: for snapshots, exports and screen readers.
  package var text: String {
    lines { _, cell in cell.character.map(String.init) ?? "" }
  }

  /// What it means, one letter per cell: lower case the role, upper case a cell with a background of its own (the
  /// letter is then the background's role), a blank for plain text.
  package var styleText: String {
    lines { _, cell in
      if let background = cell.background { return background.letter.uppercased() }
      return cell.role == .text || cell.character == " " ? " " : String(cell.role.letter)
    }
  }

  private func lines(_ show: (Int, Cell) -> String) -> String {
    (0..<size.height).map { y in
      var line = ""
      for (x, cell) in row(y).enumerated() { line += show(x, cell) }
      while line.last == " " { line.removeLast() }
      return line
    }.joined(separator: "\n")
  }
}

extension Role {
  /// The letter of this role in style dumps.
  package var letter: Character {
    switch self {
    case .text: "x"
    case .dim: "d"
    case .title: "t"
    case .key: "k"
    case .selection: "s"
    case .border: "b"
    case .borderFocus: "f"
    case .header: "h"
    case .real: "r"
    case .synthetic: "y"
    case .agree: "a"
    case .good: "g"
    case .warn: "w"
    case .bad: "e"
    case .type: "p"
    case .pii: "i"
    case .rare: "q"
    case .pinned: "n"
    case .null: "0"
    case .progress: "o"
    case .cursor: "c"
    case .density: "m"
    case .diverge: "v"
    }
  }
}
