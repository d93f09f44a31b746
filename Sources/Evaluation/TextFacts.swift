import Tables

/// What is shown of texts and identifiers, whose values are not compared.
struct TextFacts: Equatable, Sendable {
  var distinct = 0
  /// Characters (code points) of the shortest and the longest value.
  var shortest: Int?
  var longest: Int?

  init() {}

  /// - Parameter distinct: where it is known already.
  init(_ column: Column, distinct: Int? = nil) {
    self.distinct = distinct ?? Profiler.profile(column).distinct
    var bytes: [UInt8] = []
    for row in 0..<column.count where !column.isMissing(row) {
      bytes.removeAll(keepingCapacity: true)
      column.appendText(ofRow: row, to: &bytes)
      let length = bytes.reduce(0) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 }
      shortest = min(shortest ?? length, length)
      longest = max(longest ?? length, length)
    }
  }
}
