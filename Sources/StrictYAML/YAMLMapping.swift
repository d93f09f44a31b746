/// A mapping that remembers which keys were asked for, so that all others can be refused with the nearest name.
package final class YAMLMapping {
  /// In file order.
  package let pairs: [YAMLPair]
  package let place: YAMLPlace
  package let path: String
  private let reader: YAMLReader
  private let indices: [String: Int]
  private var asked: [String] = []

  init(pairs: [YAMLPair], place: YAMLPlace, path: String, reader: YAMLReader) {
    self.pairs = pairs
    self.place = place
    self.path = path
    self.reader = reader
    indices = Dictionary(pairs.enumerated().map { ($1.key.text, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The path of `key` below this mapping.
  package func path(of key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

  /// The value of `key`, or nil where it is absent.
  package func optional(_ key: String) -> YAMLValue? {
    asked.append(key)
    return indices[key].map { YAMLValue(node: pairs[$0].value, path: path(of: key), reader: reader) }
  }

  /// The value of `key`; where it is absent, nil and a problem at this mapping.
  package func required(_ key: String) -> YAMLValue? {
    if let value = optional(key) { return value }
    reader.note(YAMLProblem("the key '\(key)' is missing", at: place, path: path))
    return nil
  }

  /// Every pair as a value, for mappings whose keys are names of the user's; counts as asked.
  package func entries() -> [(key: YAMLScalar, value: YAMLValue)] {
    pairs.map { pair in
      asked.append(pair.key.text)
      return (pair.key, YAMLValue(node: pair.value, path: path(of: pair.key.text), reader: reader))
    }
  }

  /// Call after all keys were asked for.
  package func refuseUnknownKeys() {
    let known = Set(asked)
    let unused = asked.filter { indices[$0] == nil }
    for pair in pairs where !known.contains(pair.key.text) {
      reader.note(YAMLProblem(unknown(pair.key.text, unused: unused), at: pair.key.place, path: path))
    }
  }

  private func unknown(_ key: String, unused: [String]) -> String {
    "unknown key '\(key)'" + (NearestName.of(key, among: unused).map { "; did you mean '\($0)'?" } ?? "")
  }
}
