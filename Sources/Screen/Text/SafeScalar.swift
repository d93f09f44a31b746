import Files

/// Which scalars may reach a terminal, and what is shown for the others: the rules of `SafeText`, and those that only
/// a screen needs.
enum SafeScalar {
  static func standIn(for scalar: Unicode.Scalar) -> Unicode.Scalar {
    if (0x20...0x7E).contains(scalar.value) { return scalar }
    if SafeText.isUnsafe(scalar) { return SafeText.standIn(for: scalar) }
    // Terminals disagree about flags: their two letters are shown.
    if (0x1F1E6...0x1F1FF).contains(scalar.value) { return Unicode.Scalar(scalar.value - 0x1F1E6 + 0x41) ?? "�" }
    return hasNoPlace(scalar) ? "�" : scalar
  }

  /// Scalars whose width no terminal agrees on.
  private static func hasNoPlace(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned, .privateUse: true
    default: scalar.properties.isDefaultIgnorableCodePoint
    }
  }
}
