/// A walk over the tokens of a YAML text that builds nothing.
///
/// It knows quotes, comments, plain and block scalars just well enough to tell an anchor from `R&D` and an alias from `2 * 3`,
/// and refuses what a recipe must not hold *before* a parser sees the text: a bomb of aliases would be expanded there. The
/// rules are those of libyaml's scanner, whose parser reads the text afterwards; what else is wrong it says itself.
///
/// - Complexity: O(n) in the bytes; memory O(depth), plus one entry per key where duplicate keys are looked for.
struct YAMLScan {
  private var cursor: YAMLCursor
  private var nesting: YAMLNesting
  /// libyaml's `simple_key_allowed`: whether a token that starts here could be a key.
  private var keyMayStart = true
  /// The token that becomes a key if `:` follows, one per open flow collection and one for the block.
  private var candidates: [YAMLKeyCandidate?] = [nil]
  private var hasContent = false
  private var hasStartMark = false
  private var hasEnded = false

  /// - Parameters:
  ///   - text: checked by `YAMLCharacters`.
  ///   - findsDuplicateKeys: costs memory; asked only when the parser has found some, to say both lines.
  init(_ text: [UInt8], findsDuplicateKeys: Bool = false) {
    cursor = YAMLCursor(text)
    nesting = YAMLNesting(findsDuplicateKeys: findsDuplicateKeys)
  }

  /// - Throws: the first thing that is refused.
  mutating func run() throws(YAMLProblem) {
    while true {
      try skipToToken()
      if nesting.flowDepth == 0 { nesting.unroll(to: cursor.indent) }
      guard !cursor.isAtEnd else { return }
      try scanToken()
    }
  }

  private mutating func skipToToken() throws(YAMLProblem) {
    while !cursor.isAtEnd {
      switch cursor.byte {
      case UInt8(ascii: " "): cursor.advance()
      case UInt8(ascii: "\t"):
        guard nesting.flowDepth > 0 || !keyMayStart else {
          throw YAMLProblem("a tab cannot indent; use spaces", at: cursor.place)
        }
        cursor.advance()
      case UInt8(ascii: "#"): cursor.skipLine()
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        cursor.advance()
        if nesting.flowDepth == 0 { keyMayStart = true }
      default: return
      }
    }
  }

  private mutating func scanToken() throws(YAMLProblem) {
    if let mark = cursor.documentMark { return try scanDocumentMark(mark) }
    guard !hasEnded else { throw YAMLProblem("nothing may stand after the end of the document", at: cursor.place) }
    if cursor.indent == 0, cursor.byte == UInt8(ascii: "%") {
      throw YAMLProblem("directives (%) are not accepted", at: cursor.place)
    }
    hasContent = true
    if try scanIndicator() { return }
    try scanRefused()
    switch cursor.byte {
    case UInt8(ascii: "!"): try scanTag()
    case UInt8(ascii: "|") where nesting.flowDepth == 0, UInt8(ascii: ">") where nesting.flowDepth == 0:
      try scanBlockScalar()
    case UInt8(ascii: "'"), UInt8(ascii: "\""): try scanQuoted()
    default: try scanPlain()
    }
  }

  private mutating func scanDocumentMark(_ mark: UInt8) throws(YAMLProblem) {
    let isStart = mark == UInt8(ascii: "-")
    guard !isStart || !hasContent && !hasStartMark && !hasEnded else {
      throw YAMLProblem("a second document starts here; only one is accepted", at: cursor.place)
    }
    if isStart { hasStartMark = true } else { hasEnded = true }
    nesting.unrollAll()
    cursor.advance(by: 3)
    candidates = [nil]
    keyMayStart = false
  }

  /// Brackets, commas, `- `, `? ` and `: `.
  private mutating func scanIndicator() throws(YAMLProblem) -> Bool {
    let inFlow = nesting.flowDepth > 0
    switch cursor.byte {
    case UInt8(ascii: "["), UInt8(ascii: "{"): try openFlow()
    case UInt8(ascii: "]"), UInt8(ascii: "}"): closeFlow()
    case UInt8(ascii: ",") where inFlow:
      keyMayStart = true
      candidates[candidates.count - 1] = nil
      cursor.advance()
    case UInt8(ascii: "-") where cursor.isBlankAhead(1):
      if !inFlow { try nesting.enterSequence(at: cursor.indent, place: cursor.place) }
      keyMayStart = true
      candidates[candidates.count - 1] = nil
      cursor.advance()
    case UInt8(ascii: "?") where inFlow || cursor.isBlankAhead(1):
      throw YAMLProblem("'? ' keys are not accepted; a key is a plain or quoted text", at: cursor.place)
    case UInt8(ascii: ":") where inFlow || cursor.isBlankAhead(1): try scanValueMark()
    default: return false
    }
    return true
  }

  private mutating func openFlow() throws(YAMLProblem) {
    noteCandidate(isCollection: true)
    try nesting.enterFlow(isMapping: cursor.byte == UInt8(ascii: "{"), place: cursor.place)
    candidates.append(nil)
    keyMayStart = true
    cursor.advance()
  }

  private mutating func closeFlow() {
    if nesting.flowDepth > 0 {
      nesting.leaveFlow()
      candidates.removeLast()
    }
    keyMayStart = false
    cursor.advance()
  }

  private mutating func scanValueMark() throws(YAMLProblem) {
    let candidate = candidates[candidates.count - 1]
    candidates[candidates.count - 1] = nil
    if let candidate, candidate.place.line == cursor.place.line {
      guard !candidate.isCollection else {
        throw YAMLProblem("a list or mapping cannot be a key; a key is a plain or quoted text", at: candidate.place)
      }
      if !candidate.isQuoted, candidate.text.elementsEqual("<<".utf8) {
        throw YAMLProblem("merge keys (<<) are not accepted", at: candidate.place)
      }
      try nesting.enterKey(candidate)
      keyMayStart = false
    } else {
      keyMayStart = nesting.flowDepth == 0
    }
    cursor.advance()
  }

  private func scanRefused() throws(YAMLProblem) {
    switch cursor.byte {
    case UInt8(ascii: "&"):
      throw YAMLProblem("anchors (&) are not accepted; quote a text that starts with &", at: cursor.place)
    case UInt8(ascii: "*"):
      throw YAMLProblem("aliases (*) are not accepted; quote a text that starts with *", at: cursor.place)
    default: break
    }
  }

  private mutating func scanTag() throws(YAMLProblem) {
    let place = cursor.place
    var name: [UInt8] = []
    while !cursor.isAtEnd, !cursor.isBlankAhead(0), name.count < 64 {
      if nesting.flowDepth > 0, Array(",[]{}".utf8).contains(cursor.byte) { break }
      name.append(cursor.byte)
      cursor.advance()
    }
    guard name == Array("!!binary".utf8) else {
      throw YAMLProblem("tags (!) are not accepted, except !!binary; quote a text that starts with !", at: place)
    }
    keyMayStart = false
  }

  private mutating func scanBlockScalar() throws(YAMLProblem) {
    try nesting.countNode(at: cursor.place)
    candidates[candidates.count - 1] = nil
    cursor.skipBlockScalar(parentIndent: nesting.indent)
    keyMayStart = true
  }

  private mutating func scanQuoted() throws(YAMLProblem) {
    try nesting.countNode(at: cursor.place)
    let (place, start) = (cursor.place, cursor.offset + 1)
    guard cursor.skipQuoted() else { throw YAMLProblem("this quote never closes", at: place) }
    // Foundation, through which Yams decodes a scalar, drops a byte order mark at its start in silence.
    if cursor.text[start - 1] == UInt8(ascii: "\""),
      let escape = YAMLSpelling.leadingMarkEscape(in: cursor.text[start..<cursor.offset])
    {
      throw YAMLProblem("a text that starts with \(escape) must be written as !!binary", at: place)
    }
    noteCandidate(at: place, from: start, to: cursor.offset - 1, isQuoted: true)
    keyMayStart = false
  }

  private mutating func scanPlain() throws(YAMLProblem) {
    try nesting.countNode(at: cursor.place)
    let (place, start) = (cursor.place, cursor.offset)
    let end = cursor.skipPlain(indent: nesting.indent + 1, inFlow: nesting.flowDepth > 0)
    // libyaml calls this "found character that cannot start any token"; it must not stop the walk.
    guard end > start else {
      throw YAMLProblem("a value cannot start with this character; quote the text", at: place)
    }
    noteCandidate(at: place, from: start, to: end, isQuoted: false)
    keyMayStart = cursor.place.line > place.line
  }

  private mutating func noteCandidate(isCollection: Bool) {
    guard keyMayStart else { return }
    candidates[candidates.count - 1] = YAMLKeyCandidate(
      place: cursor.place, indent: cursor.indent, text: [], isQuoted: false, isCollection: isCollection)
  }

  private mutating func noteCandidate(at place: YAMLPlace, from start: Int, to end: Int, isQuoted: Bool) {
    guard keyMayStart else { return }
    candidates[candidates.count - 1] = YAMLKeyCandidate(
      place: place, indent: place.column - 1, text: cursor.text[start..<end], isQuoted: isQuoted, isCollection: false)
  }
}

/// A token that is a key if a `:` follows on its line.
struct YAMLKeyCandidate {
  var place: YAMLPlace
  /// The column from 0.
  var indent: Int
  var text: ArraySlice<UInt8>
  var isQuoted: Bool
  var isCollection: Bool
}
