import Statistics

/// What a column of numbers does beyond the values seen on one side: what a user may say, and a recipe hold.
package enum ColumnTail: Equatable, Hashable, Sendable {
  /// The fitted law, where one fits; else the column ends where its rows do.
  case auto
  /// The column ends where its rows do.
  case none
  /// A generalised Pareto law beyond a threshold; the scale in the column's units.
  case pareto(threshold: Double, shape: Double, scale: Double)
  /// As `auto`, cut at a value: what lies beyond is drawn again within.
  case bounded(Double)
  /// As `auto`, with all distances beyond the threshold (without a fitted law: beyond the outermost twentieth) multiplied.
  case stretched(Double)

  /// `auto`, `none`, `pareto(15000, 0.2, 1200)`, `bounded(100)`, `x2`.
  package var spelling: String {
    switch self {
    case .auto: "auto"
    case .none: "none"
    case .pareto(let threshold, let shape, let scale):
      "pareto(\(Self.text(threshold)), \(Self.text(shape)), \(Self.text(scale)))"
    case .bounded(let value): "bounded(\(Self.text(value)))"
    case .stretched(let factor): "x\(Self.text(factor))"
    }
  }

  package static let expected =
    "auto, none, pareto(threshold, shape, scale), bounded(value) or a factor such as x2, from x0.001 to x1000"
  /// Smaller and larger ones leave no tail or no column.
  private static let factors = 0.001...1_000

  /// The inverse of `spelling`, spaces between the parts aside.
  /// - Returns: nil for what is no tail: unknown words, numbers missing or out of range (scale above 0, shape from -1 to 2,
  ///   factor from 0.001 to 1,000, all finite).
  package init?(spelling: String) {
    let text = spelling.filter { $0 != " " }
    switch text {
    case "auto": self = .auto
    case "none": self = .none
    default:
      guard let tail = Self.counted(text) ?? Self.factor(text) else { return nil }
      self = tail
    }
  }

  private static func counted(_ text: String) -> ColumnTail? {
    guard text.hasSuffix(")"), let open = text.firstIndex(of: "(") else { return nil }
    let inside = text[text.index(after: open)...].dropLast()
    let numbers = inside.split(separator: ",", omittingEmptySubsequences: false).map { number($0) }
    guard numbers.allSatisfy({ $0 != nil }) else { return nil }
    let values = numbers.compactMap { $0 }
    switch (text[..<open], values.count) {
    case ("pareto", 3) where -1...2 ~= values[1] && values[2] > 0:
      return .pareto(threshold: values[0], shape: values[1], scale: values[2])
    case ("bounded", 1): return .bounded(values[0])
    default: return nil
    }
  }

  private static func factor(_ text: String) -> ColumnTail? {
    guard text.hasPrefix("x"), let factor = number(text.dropFirst()), factors.contains(factor) else {
      return nil
    }
    return .stretched(factor)
  }

  private static func number(_ text: Substring) -> Double? {
    // Swift also reads hexadecimal numbers, "inf" and "nan", which nobody means here.
    guard text.utf8.allSatisfy({ "0123456789+-.eE".utf8.contains($0) }), let value = Double(text), value.isFinite else {
      return nil
    }
    return value
  }

  /// Whole numbers without their ".0".
  private static func text(_ value: Double) -> String {
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}

/// Both sides of a column.
package struct ColumnTails: Equatable, Hashable, Sendable {
  package enum Side: String, CaseIterable, Sendable { case lower, upper }

  package var lower = ColumnTail.auto
  package var upper = ColumnTail.auto

  package init(lower: ColumnTail = .auto, upper: ColumnTail = .auto) {
    self.lower = lower
    self.upper = upper
  }

  package subscript(side: Side) -> ColumnTail {
    get { side == .lower ? lower : upper }
    set {
      switch side {
      case .lower: lower = newValue
      case .upper: upper = newValue
      }
    }
  }

  package var isAuto: Bool { self == ColumnTails() }
}
