/// What may reach a terminal. Text of the data, names of files and columns, and error messages pass through here before they
/// are shown, because a control sequence in them would be obeyed.
package enum SafeText {
  /// Combining marks on one character beyond this many are cut.
  package static let maximumMarks = 8

  /// The text with every unsafe scalar replaced by a visible stand-in: control pictures for C0, `→` for a tab, `↵` for a line
  /// feed, `␡` for DEL, `�` for C1, bidirectional, invisible and tag characters.
  package static func visible(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var marks = 0
    for scalar in text.unicodeScalars {
      marks = isMark(scalar) ? marks + 1 : 0
      if marks <= maximumMarks { result.append(isUnsafe(scalar) ? standIn(for: scalar) : scalar) }
    }
    return String(result)
  }

  /// Whether `scalar` could steer a terminal, reorder text or hide in it.
  package static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7E: false
    case 0...0x9F, 0xAD, 0x061C, 0x180E, 0x115F, 0x1160, 0x3164, 0xFFA0: true
    case 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB: true
    case 0xFDD0...0xFDEF, 0xE0000...0xE0FFF: true
    default: scalar.value & 0xFFFE == 0xFFFE
    }
  }

  /// What is shown instead of an unsafe scalar; always one safe scalar of width 1.
  package static func standIn(for scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0x09: "→"
    case 0x0A: "↵"
    case 0x00...0x1F: Unicode.Scalar(0x2400 + scalar.value) ?? "�"
    case 0x7F: "␡"
    default: "�"
    }
  }

  /// Marks that draw on the character before them.
  package static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.value >= 0x300 else { return false }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return true
    default: return false
    }
  }
}
