/// A place in a YAML text. Lines and columns start at 1; columns count Unicode scalars.
package struct YAMLPlace: Hashable, Sendable {
  package var line: Int
  package var column: Int
  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

/// A scalar as it stands in the file: text until a reader asks for a type, so `no`, `012` and `12:30` stay what they are.
package struct YAMLScalar: Equatable, Sendable {
  /// Bytes are kept as they are; nothing is normalised.
  package var text: String
  /// Quoted or a block scalar: a text and never a number or flag. A plain empty scalar (`key:`) is no value at all.
  package var isQuoted: Bool
  package var place: YAMLPlace
  package init(text: String, isQuoted: Bool, place: YAMLPlace) {
    self.text = text
    self.isQuoted = isQuoted
    self.place = place
  }
}

/// One entry of a mapping.
package struct YAMLPair: Equatable, Sendable {
  package var key: YAMLScalar
  package var value: YAMLNode
  package init(key: YAMLScalar, value: YAMLNode) {
    self.key = key
    self.value = value
  }
}

/// A YAML document as located nodes. It has no anchors, aliases or tags: `YAMLParser` refuses them.
package enum YAMLNode: Equatable, Sendable {
  case scalar(YAMLScalar)
  case sequence([YAMLNode], YAMLPlace)
  /// In the order of the file, under different keys.
  case mapping([YAMLPair], YAMLPlace)
  /// Decoded from base64 under the tag `!!binary`.
  case binary([UInt8], YAMLPlace)

  package var place: YAMLPlace {
    switch self {
    case .scalar(let scalar): scalar.place
    case .sequence(_, let place), .mapping(_, let place), .binary(_, let place): place
    }
  }
}
