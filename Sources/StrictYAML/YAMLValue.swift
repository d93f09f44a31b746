/// A node on its way to a typed value. Each accessor returns nil after it noted in the reader why not.
package struct YAMLValue {
  package let node: YAMLNode
  /// `columns[3].generator`; empty at the top.
  package let path: String
  package let reader: YAMLReader

  package var place: YAMLPlace { node.place }

  /// Notes a problem at this value: for checks beyond types.
  package func refuse(_ message: @autoclosure () -> String) {
    reader.note(YAMLProblem(message(), at: place, path: path))
  }

  /// As `refuse(_:)`, at one character of a text that stands in one line here.
  /// - Parameter offset: in scalars from 0.
  package func refuse(atCharacter offset: Int, _ message: @autoclosure () -> String) {
    guard case .scalar(let scalar) = node, !scalar.text.contains("\n") else { return refuse(message()) }
    let column = place.column + offset + (scalar.isQuoted ? 1 : 0)
    reader.note(YAMLProblem(message: message(), line: place.line, column: column, path: path))
  }

  private func refuse<Value>(expected: String) -> Value? {
    refuse("expected \(expected), found \(found)")
    return nil
  }

  /// What stands here, cut to a length that can be shown.
  private var found: String {
    switch node {
    case .scalar(let scalar) where scalar.text.isEmpty && !scalar.isQuoted: "nothing"
    case .scalar(let scalar):
      (scalar.isQuoted ? "the text " : "") + "'" + scalar.text.prefix(40) + (scalar.text.utf8.count > 40 ? "…'" : "'")
    case .sequence: "a list"
    case .mapping: "a mapping"
    case .binary: "a !!binary block"
    }
  }

  /// The plain scalar here: what numbers, flags and names are read from.
  private var plain: String? {
    guard case .scalar(let scalar) = node, !scalar.isQuoted, !scalar.text.isEmpty else { return nil }
    return scalar.text
  }

  /// Any scalar as it stands, plain or quoted, or the UTF-8 text in a `!!binary` block. A plain empty one is no text: write
  /// `""`.
  package func text() -> String? {
    switch node {
    case .scalar(let scalar) where scalar.isQuoted || !scalar.text.isEmpty: scalar.text
    case .binary(let bytes, _): String(validating: bytes, as: UTF8.self) ?? refuse(expected: "a text")
    default: refuse(expected: "a text")
    }
  }

  /// A whole number in `range`, spelled plainly (`-?[0-9]+` without leading zeros).
  package func integer<Value: FixedWidthInteger>(in range: ClosedRange<Value>) -> Value? {
    let expected =
      range.lowerBound == Value.min && range.upperBound == Value.max
      ? "a whole number" : "a whole number from \(range.lowerBound) to \(range.upperBound)"
    guard let plain, let value = YAMLNumber.integer(plain, as: Value.self), range.contains(value) else {
      return refuse(expected: expected)
    }
    return value
  }

  /// A finite number in `range`, in the grammar of `YAMLNumber`.
  package func number(in range: ClosedRange<Double> = -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude)
    -> Double?
  {
    let isAny = range.upperBound == Double.greatestFiniteMagnitude
    guard let plain, let value = YAMLNumber.double(plain), range.contains(value) else {
      return refuse(expected: isAny ? "a number" : "a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }

  /// `true` or `false`, nothing else.
  package func flag() -> Bool? {
    switch plain {
    case "true": true
    case "false": false
    default: refuse(expected: "true or false")
    }
  }

  /// One of the raw values of an enumeration.
  package func choice<Value>(of type: Value.Type) -> Value?
  where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
    choice(among: Value.allCases.map(\.rawValue), expected: "").flatMap { Value(rawValue: $0) }
  }

  /// One of `names`, plain or quoted; otherwise a problem with the nearest of them.
  /// - Parameter expected: what the names are ("a generator"); empty: the names are listed.
  package func choice(among names: [String], expected: String) -> String? {
    guard case .scalar(let scalar) = node, !names.contains(scalar.text) else {
      if case .scalar(let scalar) = node { return scalar.text }
      return refuse(expected: expected.isEmpty ? "one of \(names.joined(separator: ", "))" : expected)
    }
    let wanted = expected.isEmpty ? "one of \(names.joined(separator: ", "))" : expected
    let hint = NearestName.of(scalar.text, among: names).map { "; did you mean '\($0)'?" } ?? ""
    refuse("expected \(wanted), found \(found)\(hint)")
    return nil
  }

  /// The members of a list, with paths `path[0]`, `path[1]`, ...
  package func list() -> [YAMLValue]? {
    guard case .sequence(let members, _) = node else { return refuse(expected: "a list") }
    return members.enumerated().map { YAMLValue(node: $1, path: "\(path)[\($0)]", reader: reader) }
  }

  package func mapping() -> YAMLMapping? {
    guard case .mapping(let pairs, let place) = node else { return refuse(expected: "a mapping (key: value)") }
    return YAMLMapping(pairs: pairs, place: place, path: path, reader: reader)
  }

  package func binary() -> [UInt8]? {
    guard case .binary(let bytes, _) = node else { return refuse(expected: "a !!binary block") }
    return bytes
  }
}
