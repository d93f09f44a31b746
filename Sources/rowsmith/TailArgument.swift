import Synthesis

/// A tail as typed: `amount:upper:x2`. A column's name may itself hold colons.
struct TailArgument: Equatable {
  let column: String
  let side: ColumnTails.Side
  let tail: ColumnTail

  static let expected = ArgumentMistake(
    description: "expected column:upper:tail or column:lower:tail, where the tail is \(ColumnTail.expected)")

  static func tail(in text: String) throws -> TailArgument {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count >= 3, let side = ColumnTails.Side(rawValue: String(parts[parts.count - 2])),
      let tail = ColumnTail(spelling: String(parts[parts.count - 1]))
    else { throw expected }
    return TailArgument(column: parts.dropLast(2).joined(separator: ":"), side: side, tail: tail)
  }
}
