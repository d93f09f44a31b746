import StrictYAML
import Testing

/// Random texts of YAML's own marks: whatever the guard lets through holds no anchor, alias or tag in the parser's eyes, and
/// nothing traps. The conversion refuses what the scan overlooked with the same words, so the test tells them apart by the
/// longer sentence of the scan.
@Suite struct YAMLGuardTests {
  private static let pieces = [
    "a", "b", "x y", ": ", ":", "- ", "-", "\n", "\n  ", "\n    ", "\n ", "&x ", "*x ", "!t ", "!!binary ", "'", "\"",
    "\\", "|", "|2\n", ">\n",
    "[", "]", "{", "}", ", ", ",", "#", " #", "? ", "?", "<<: ", "---\n", "...\n", "%", "\t", "&", "*", "!", "é", "0",
    "\r\n", " ", "''", "|-\n",
  ]

  @Test(arguments: 0..<40)
  func theScanSeesEveryAnchorAliasAndTag(seed: Int) {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1
    func next(_ limit: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state % UInt64(limit))
    }
    for _ in 0..<250 {
      let text = (0..<1 + next(14)).map { _ in Self.pieces[next(Self.pieces.count)] }.joined()
      do throws(YAMLProblem) {
        _ = try YAMLParser.parse(Array(text.utf8))
      } catch {
        let overlooked = [
          "anchors (&) are not accepted", "aliases (*) are not accepted", "tags (!) are not accepted, except !!binary",
          "found undefined alias", "this is nested too deep",
        ]
        // A !!binary before a list or mapping is the conversion's to refuse.
        let isBinary = text.contains("!!binary")
        #expect(!overlooked.contains(error.message) || isBinary, "\(error) in \(text.debugDescription)")
      }
    }
  }
}
