import Tables

/// Reads the parameters of one column's generator (or of a joint model) with every problem named.
struct ParameterReader {
  let parameters: Parameters
  /// The column for messages; nil for a joint model.
  let column: String?

  init(_ parameters: Parameters, column: String?) {
    self.parameters = parameters
    self.column = column
  }

  func bad(_ name: String, _ expected: String) -> SynthesisError {
    let found = parameters[name].map(Self.words) ?? "not given"
    return SynthesisError(.badParameter(name: name, found: found, expected: expected), column: column)
  }

  func number(_ name: String, expected: String = "a number", where isFit: (Double) -> Bool = { _ in true })
    throws(SynthesisError) -> Double
  {
    guard let value = try optionalNumber(name, expected: expected, where: isFit) else { throw bad(name, expected) }
    return value
  }

  func optionalNumber(_ name: String, expected: String = "a number", where isFit: (Double) -> Bool = { _ in true })
    throws(SynthesisError) -> Double?
  {
    switch parameters[name] {
    case .number(let value)? where value.isFinite && isFit(value): return value
    case .integer(let value)? where isFit(Double(value)): return Double(value)
    case nil: return nil
    default: throw bad(name, expected)
    }
  }

  func integer(_ name: String, expected: String = "a whole number", in range: ClosedRange<Int64>)
    throws(SynthesisError) -> Int64
  {
    guard let value = try optionalInteger(name, expected: expected, in: range) else { throw bad(name, expected) }
    return value
  }

  func optionalInteger(_ name: String, expected: String = "a whole number", in range: ClosedRange<Int64>)
    throws(SynthesisError) -> Int64?
  {
    switch parameters[name] {
    case .integer(let value)? where range.contains(value): return value
    case .number(let value)?:
      guard let exact = Int64(exactly: value), range.contains(exact) else { throw bad(name, expected) }
      return exact
    case nil: return nil
    default: throw bad(name, expected)
    }
  }

  /// - Returns: nil where it is not given.
  func flag(_ name: String) throws(SynthesisError) -> Bool? {
    switch parameters[name] {
    case .flag(let flag)?: return flag
    case nil: return nil
    default: throw bad(name, "true or false")
    }
  }

  func text(_ name: String, expected: String = "a text") throws(SynthesisError) -> ByteText {
    switch parameters[name] {
    case .text(let value)?: return value
    // What looks like a number in the file was still meant as text.
    case .integer(let value)?: return ByteText(String(value))
    default: throw bad(name, expected)
    }
  }

  func texts(_ name: String, expected: String = "a list of texts") throws(SynthesisError) -> [ByteText] {
    switch parameters[name] {
    case .texts(let values)?: return values
    case .integers(let values)?: return values.map { ByteText(String($0)) }
    case .numbers(let values)? where values.isEmpty: return []
    default: throw bad(name, expected)
    }
  }

  func numbers(_ name: String, count: Int? = nil, expected: String = "a list of numbers")
    throws(SynthesisError) -> [Double]
  {
    let values: [Double]
    switch parameters[name] {
    case .numbers(let list)?: values = list
    case .integers(let list)?: values = list.map(Double.init)
    case .texts(let list)? where list.isEmpty: values = []
    default: throw bad(name, expected)
    }
    guard values.allSatisfy(\.isFinite) else { throw bad(name, "finite numbers") }
    if let count, values.count != count { throw bad(name, "\(count) numbers, one for each") }
    return values
  }

  /// Shares of a list: one for each, none negative, not all 0.
  func shares(_ name: String, count: Int) throws(SynthesisError) -> [Double] {
    let values = try numbers(name, count: count)
    guard values.allSatisfy({ $0 >= 0 }), values.contains(where: { $0 > 0 }) else {
      throw bad(name, "shares of at least 0, not all 0")
    }
    return values
  }

  private static func words(_ value: ParameterValue) -> String {
    switch value {
    case .flag(let flag): flag ? "true" : "false"
    case .integer(let value): "\(value)"
    case .number(let value): "\(value)"
    case .text(let text): "\"\(text.string.prefix(40))\""
    case .integers(let list): "a list of \(list.count) whole numbers"
    case .numbers(let list): "a list of \(list.count) numbers"
    case .texts(let list): "a list of \(list.count) texts"
    }
  }
}
