/// What a YAML text may be at most. Recipes, sessions and themes stay far below; bombs do not.
package enum YAMLLimits {
  /// 8 MiB.
  package static let bytes = 8 << 20
  /// Collections inside each other, block and flow together.
  package static let depth = 64
  /// Scalars and collections; bounds the memory of the parsed text.
  package static let nodes = 400_000
  /// Problems reported of one text; more are counted.
  package static let problems = 100
}
