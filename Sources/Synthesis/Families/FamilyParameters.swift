import Statistics
import Tables

extension ColumnRecipe {
  private var family: ParametricFamily? {
    (Generators.named(generator) as? any ParametricGenerator.Type)?.family
  }

  /// Whether a parameter is a bound that may be left out as `none`.
  package func isOpenBound(_ name: String) -> Bool {
    guard let family, name == "minimum" || name == "maximum" else { return false }
    return FamilyParameters.hasBounds(family)
  }

  /// Whether a parameter moves as the values do, rather than being a shape or a share.
  package func isInUnitsOfValues(_ name: String) -> Bool {
    guard let family else { return true }
    if let own = family.parameters.first(where: { $0.name == name }) { return own.domain == .value }
    return name != FamilyParameters.zeroShare
  }
}

/// A family's parameters as a recipe names them.
enum FamilyParameters {
  static let zeroShare = "zero_share"
  /// A bound that there is not.
  static let none = ParameterValue.text("none")

  /// Laws with bounds of their own, and circles, are not truncated.
  static func hasBounds(_ family: ParametricFamily) -> Bool {
    family.support != .bounded && family.support != .circle && family.support != .coin
  }

  static func hasZeroShare(_ family: ParametricFamily) -> Bool {
    family.support != .circle && family.support != .coin
  }

  static func parameters(of law: ParametricLaw) -> Parameters {
    var parameters = Parameters()
    for (place, parameter) in law.family.parameters.enumerated() {
      if parameter.isList {
        parameters[parameter.name] = .numbers(list(place, of: law))
      } else if parameter.domain == .count {
        parameters[parameter.name] = .integer(Int64(clamping: law.parameters[place]))
      } else {
        parameters[parameter.name] = .number(law.parameters[place])
      }
    }
    return parameters
  }

  /// One of the lists of a mixture, which stand one behind the other.
  private static func list(_ place: Int, of law: ParametricLaw) -> [Double] {
    let count = (law.parameters.count - 1) / max(1, law.family.parameters.count)
    return Array(law.parameters[(1 + place * count)..<(1 + (place + 1) * count)])
  }

  static func law(_ family: ParametricFamily, _ reader: ParameterReader) throws(SynthesisError) -> ParametricLaw {
    var values: [Double] = []
    var count: Int?
    for parameter in family.parameters {
      if parameter.isList {
        let list = try self.list(parameter, count: count, reader)
        if count == nil { values.append(Double(list.count)) }
        count = list.count
        values += list
      } else {
        values.append(try value(parameter, reader))
      }
    }
    if let law = ParametricLaw(family, values) ?? narrow(family, values) { return law }
    let last = family.parameters[family.parameters.count - 1].name
    throw reader.bad(last, "parameters that make a \(family.name) law together")
  }

  /// Bounds that meet, and no deviation, are a law of one value.
  private static func narrow(_ family: ParametricFamily, _ values: [Double]) -> ParametricLaw? {
    guard values.count == 2 else { return nil }
    if family.name == UniformFamily.family.name, values[0] == values[1] {
      return ParametricLaw(family, [values[0], values[1].nextUp])
    }
    if family.name == NormalFamily.family.name, values[1] == 0 { return ParametricLaw(family, [values[0], 1e-300]) }
    return nil
  }

  private static func value(_ parameter: ParametricFamily.Parameter, _ reader: ParameterReader)
    throws(SynthesisError) -> Double
  {
    switch parameter.domain {
    case .positive where parameter.name == "standard_deviation":
      return try reader.number(parameter.name, expected: "a number of at least 0", where: { $0 >= 0 })
    case .positive, .fixed: return try reader.number(parameter.name, expected: "a number above 0", where: { $0 > 0 })
    case .share:
      return try reader.number(parameter.name, expected: "a probability between 0 and 1", where: { $0 > 0 && $0 < 1 })
    case .count:
      return Double(
        try reader.integer(parameter.name, expected: "a whole number of at least 0", in: 0...1_000_000_000_000))
    case .value, .real, .shares, .values, .positives: return try reader.number(parameter.name)
    }
  }

  private static func list(_ parameter: ParametricFamily.Parameter, count: Int?, _ reader: ParameterReader)
    throws(SynthesisError) -> [Double]
  {
    let list = try reader.numbers(parameter.name, count: count)
    guard !list.isEmpty, list.count <= ParametricLaw.mostParts else {
      throw reader.bad(parameter.name, "one to \(ParametricLaw.mostParts) numbers")
    }
    switch parameter.domain {
    case .shares:
      let shares = try reader.shares(parameter.name, count: list.count)
      let total = shares.reduce(0, +)
      // Shares that a fit wrote stay as they are, to the last bit.
      return abs(total - 1) < 1e-9 ? shares : shares.map { $0 / total }
    case .positives:
      guard list.allSatisfy({ $0 > 0 }) else { throw reader.bad(parameter.name, "numbers above 0") }
      return list
    default: return list
    }
  }

  /// Bounds outside which nothing is drawn.
  static func bounds(of family: ParametricFamily, _ reader: ParameterReader) throws(SynthesisError)
    -> FittedFamily.Bounds
  {
    guard hasBounds(family) else { return (nil, nil) }
    let bounds = (minimum: try bound("minimum", reader), maximum: try bound("maximum", reader))
    if let low = bounds.minimum, let high = bounds.maximum, low > high {
      throw reader.bad("maximum", "a number not below minimum (\(low)), or none")
    }
    return bounds
  }

  private static func bound(_ name: String, _ reader: ParameterReader) throws(SynthesisError) -> Double? {
    reader.parameters[name] == none ? nil : try reader.optionalNumber(name, expected: "a number, or none")
  }

  /// The law with as many digits as rows can tell: locations to halves between multiples of `unit`, where no value of the column
  /// lies (a median is one row's own value), all others to four digits.
  static func rounded(_ law: ParametricLaw, unit: Double) -> ParametricLaw? {
    let family = law.family
    if family.parameters.contains(where: \.isList) {
      let digits = law.parameters.map { rounded($0, digits: 5) }
      return normalized(family, digits) ?? law
    }
    let values = zip(family.parameters, law.parameters).map { parameter, value in
      switch parameter.domain {
      case .value: unit > 0 ? rounded(value, unit: unit) : value
      case .fixed, .count: value
      default: rounded(value, digits: 4)
      }
    }
    return ParametricLaw(family, values) ?? law
  }

  /// Shares that were rounded, to a sum of 1.
  private static func normalized(_ family: ParametricFamily, _ values: [Double]) -> ParametricLaw? {
    guard let count = Int(exactly: values[0]) else { return nil }
    let total = values[1...count].reduce(0, +)
    return ParametricLaw(family, values.enumerated().map { 1...count ~= $0.offset ? $0.element / total : $0.element })
  }

  private static func rounded(_ value: Double, digits: Int) -> Double {
    value < 0
      ? -QuantileFunctionFit.rounded(-value, digits: digits) : QuantileFunctionFit.rounded(value, digits: digits)
  }

  private static func rounded(_ value: Double, unit: Double) -> Double {
    // Division by a whole power of ten gives the number that is written so.
    let scale = (1 / unit).rounded()
    let steps = unit >= 1 ? value / unit : value * scale
    let middle = steps.rounded(.down) + 0.5
    return unit >= 1 ? middle * unit : middle / scale
  }

  /// The parameters of the law that shows the family.
  static func example(of family: ParametricFamily) -> GeneratorExample? {
    guard let law = ParametricLaw(family, family.example) else { return nil }
    var parameters = parameters(of: law)
    if !family.isWhole { parameters["decimals"] = .integer(2) }
    return GeneratorExample(kind: family.isWhole ? .integer : .decimal, parameters: parameters)
  }
}
