import StrictYAML

/// The sentence for a name that is in no list, with the nearest one.
enum UnknownName {
  static func sentence(_ kind: String, _ name: String, known names: [String]) -> String {
    let nearest = NearestName.of(name, among: names)
    let hint = nearest.map { "; did you mean \($0)?" } ?? " (known: \(names.joined(separator: ", ")))"
    return "no \(kind) is called \(name)\(names.isEmpty ? "" : hint)"
  }
}
