/// What a YAML file is to hold: a value in the order in which it is written.
package indirect enum YAMLContent {
  case text(String)
  /// A text of several lines as a literal block, to be read by people; quoted like others where a block cannot hold it.
  case block(String)
  case flag(Bool)
  case integer(Int64)
  case unsigned(UInt64)
  /// Written as the shortest text that reads back as the same double; not finite ones as the texts `"inf"`, `"-inf"`, `"nan"`,
  /// which no reader takes for a number.
  case number(Double)
  /// Base64 under `!!binary`, folded.
  case binary([UInt8])
  /// One entry per line. Empty: `{}`.
  case mapping([(key: String, value: YAMLContent)])
  /// One member per line. Empty: `[]`.
  case sequence([YAMLContent])
  /// `[a, b, c]`, wrapped at about 100 columns. Members are scalars or flow collections.
  case flowSequence([YAMLContent])
  /// `{a: 1, b: 2}` on one line.
  case flowMapping([(key: String, value: YAMLContent)])
  /// `# remark` on the line before the entry; only as the value of a block mapping's entry.
  case remarked(String, YAMLContent)

  /// Bytes of the data: a text where they are UTF-8, else `!!binary`.
  package static func bytes(_ bytes: [UInt8]) -> YAMLContent {
    String(validating: bytes, as: UTF8.self).map(YAMLContent.text) ?? .binary(bytes)
  }
}
