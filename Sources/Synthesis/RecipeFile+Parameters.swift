import StrictYAML
import Tables

/// Parameters have no schema in the file: their types show in their spelling. A plain `3` is an integer, `3.0` a number,
/// `true` a flag, anything else and all that is quoted a text.
struct ParameterReading {
  let packing: RecipePacking

  func parameters(from value: YAMLValue) -> Parameters? {
    guard let entries = value.mapping()?.entries() else { return nil }
    // Keys of a mapping are all different.
    let found = entries.compactMap { entry in
      parameter(from: entry.value).map { Parameters.Entry(name: entry.key.text, value: $0) }
    }
    return found.count == entries.count ? Parameters(distinct: found) : nil
  }

  private func parameter(from value: YAMLValue) -> ParameterValue? {
    switch value.node {
    case .scalar(let scalar): single(scalar, value)
    case .binary(let bytes, _): .text(ByteText(bytes))
    case .sequence: value.list().flatMap { list(of: $0) }
    case .mapping: value.mapping().flatMap { listElsewhere($0, value) }
    }
  }

  private func single(_ scalar: YAMLScalar, _ value: YAMLValue) -> ParameterValue? {
    if scalar.isQuoted { return .text(ByteText(scalar.text)) }
    switch (scalar.text, YAMLNumber.shape(of: scalar.text.utf8)) {
    case ("", _): return value.text().map { .text(ByteText($0)) }
    case ("true", _): return .flag(true)
    case ("false", _): return .flag(false)
    case (_, .integer): return value.integer(in: Int64.min...Int64.max).map(ParameterValue.integer)
    case (_, .decimal): return value.number().map(ParameterValue.number)
    case (_, nil): return .text(ByteText(scalar.text))
    }
  }

  private func list(of members: [YAMLValue]) -> ParameterValue? {
    let shapes = members.map(shape)
    guard shapes.contains(where: { $0 != nil }) else { return texts(members) }
    if let odd = shapes.firstIndex(where: { $0 == nil }) {
      members[odd].refuse("a list holds numbers or texts, not both; quote the texts that look like numbers")
      return nil
    }
    if shapes.contains(.decimal) {
      return all(members.map { $0.number() }).map(ParameterValue.numbers)
    }
    return all(members.map { $0.integer(in: Int64.min...Int64.max) }).map(ParameterValue.integers)
  }

  private func shape(of member: YAMLValue) -> YAMLNumber.Shape? {
    guard case .scalar(let scalar) = member.node, !scalar.isQuoted else { return nil }
    return YAMLNumber.shape(of: scalar.text.utf8)
  }

  private func texts(_ members: [YAMLValue]) -> ParameterValue? {
    all(members.map { ByteText(reading: $0) }).map(ParameterValue.texts)
  }

  private func all<Value>(_ values: [Value?]) -> [Value]? {
    let found = values.compactMap { $0 }
    return found.count == values.count ? found : nil
  }

  /// `{packed: 3}` stands in the fitted part; `{empty: numbers}` says the type that `[]` cannot.
  private func listElsewhere(_ mapping: YAMLMapping, _ value: YAMLValue) -> ParameterValue? {
    defer { mapping.refuseUnknownKeys() }
    if let kind = mapping.optional("empty") {
      return switch kind.choice(among: ["integers", "numbers", "texts"], expected: "") {
      case "integers": .integers([])
      case "numbers": .numbers([])
      case "texts": .texts([])
      default: nil
      }
    }
    guard let reference = mapping.required("packed"), let index = reference.integer(in: 0...Int.max) else { return nil }
    guard packing.lists.indices.contains(index) else {
      reference.refuse("the block 'fitted' has no list \(index)")
      return nil
    }
    return packing.lists[index]
  }
}

extension ByteText {
  /// A text or `!!binary` bytes.
  init?(reading value: YAMLValue) {
    if case .binary(let bytes, _) = value.node {
      self.init(bytes)
    } else {
      guard let text = value.text() else { return nil }
      self.init(text)
    }
  }
}
