import Evaluation
import Tables

/// Real values of people, so that their shape can be seen and nothing else.
enum MaskedText {
  /// Letters and digits become dots; what stands between them stays, as `•••• •••••@•••••••.•••`.
  static func masked(_ text: String) -> String {
    // At most so many, as a length can tell who somebody is.
    var shown = String(text.prefix(24).map { $0.isLetter || $0.isNumber ? "•" : $0 })
    if shown.count < text.count { shown += "…" }
    return shown
  }
}

extension ColumnComparison {
  /// With levels that cannot be read.
  var masked: ColumnComparison {
    guard case .levels = shape else { return self }
    var masked = self
    masked.isMasked = true
    for index in bars.indices where bars[index].isNamed {
      masked.bars[index].label = MaskedText.masked(bars[index].label)
    }
    for index in statistics.indices where statistics[index].name == "most common" {
      masked.statistics[index].real = MaskedText.masked(statistics[index].real)
    }
    // It names levels that are gone, as they are meant to be.
    masked.warning = nil
    return masked
  }
}

/// Which rows view 2 shows, in the order of `b`.
enum RowsSide: String, CaseIterable, Equatable, Sendable { case synthetic, real, both }

extension WorkbenchState {
  /// Which rows are shown: real ones only while there are no others, or where they were asked for.
  var shownRows: RowsSide {
    if realRowsShown != nil { return .real }
    return view == "rows" && table != nil ? rowsSide : .synthetic
  }

  /// Whether the real values of a column are not to be seen.
  func hides(_ name: String) -> Bool { !isRevealed && isPersonal(name) }

  /// What is said above real rows.
  func realTitle(_ name: String) -> String {
    let title = "\(name), \(masksRealRows ? "masked" : isRevealed ? "personal data shown" : "personal data masked")"
    return !masksRealRows && isRevealed ? "! " + title : title
  }

  var realTable: Table? { (table ?? realRowsShown)?.value.table }

  /// Whether a column holds personal data as far as is known.
  func isPersonal(_ name: String) -> Bool {
    if let column = recipe?.column(named: name), column.personalData != nil { return true }
    if let known = (whole?.value.profile ?? profile?.value)?.columns.first(where: { $0.name == name }) {
      return known.personalData != nil
    }
    return suspects.contains(name)
  }

  mutating func switchRows() -> [Effect] {
    let sides = RowsSide.allCases
    let place = sides.firstIndex(of: rowsSide) ?? 0
    rowsSide = sides[(place + 1) % sides.count]
    // The other table may be shorter.
    return scrollRows(by: 0)
  }
}
