import Tables

/// What makes one text out of another, line by line: `=12` takes lines over, `-3` leaves some out, `+text` adds one. Two recipes
/// that follow each other differ by a few lines.
enum LinePatch {
  /// Where more lines than these differ, they are written anew: looking for the few that are equal would take long.
  private static let mostCompared = 1000

  static func text(from old: [UInt8], to new: [UInt8]) -> String {
    let (before, after) = (lines(of: old), lines(of: new))
    let head = zip(before, after).prefix { $0 == $1 }.count
    let tail = zip(before.dropFirst(head).reversed(), after.dropFirst(head).reversed()).prefix { $0 == $1 }.count
    let (left, wanted) = (before[head..<before.count - tail], after[head..<after.count - tail])
    var patch = Patch()
    patch.keep(head)
    if left.count + wanted.count <= mostCompared {
      patch.add(changesFrom: Array(left), to: Array(wanted))
    } else {
      patch.drop(left.count)
      for line in wanted { patch.insert(line) }
    }
    patch.keep(tail)
    return patch.finished()
  }

  /// - Returns: nil where the patch is not one of this text.
  static func apply(_ patch: String, to old: [UInt8]) -> [UInt8]? {
    let before = lines(of: old)
    var place = 0
    var made: [UInt8] = []
    for line in patch.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: true) {
      let rest = line.dropFirst()
      if line.first == UInt8(ascii: "+") {
        made += Array(rest) + [UInt8(ascii: "\n")]
        continue
      }
      guard let count = Int(String(Substring(rest))), count > 0, count <= before.count - place else { return nil }
      switch line.first {
      case UInt8(ascii: "="):
        for kept in before[place..<place + count] { made += kept.bytes + [UInt8(ascii: "\n")] }
      case UInt8(ascii: "-"): break
      default: return nil
      }
      place += count
    }
    return place == before.count ? made : nil
  }

  private static func lines(of text: [UInt8]) -> [ByteText] {
    var lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { ByteText($0) }
    if lines.last == ByteText("") { lines.removeLast() }
    return lines
  }

  /// A patch being written; equal steps that follow each other are one.
  private struct Patch {
    private var text = ""
    private var kept = 0
    private var dropped = 0

    mutating func finished() -> String {
      flush()
      return text
    }

    mutating func keep(_ count: Int) {
      if dropped > 0, count > 0 { flush() }
      kept += count
    }

    mutating func drop(_ count: Int) {
      if kept > 0, count > 0 { flush() }
      dropped += count
    }

    mutating func insert(_ line: ByteText) {
      flush()
      text += "+\(line.string)\n"
    }

    mutating func add(changesFrom old: [ByteText], to new: [ByteText]) {
      let difference = new.difference(from: old)
      var inserted: [Int: ByteText] = [:]
      var removed: Set<Int> = []
      for change in difference {
        switch change {
        case .insert(let offset, let line, _): inserted[offset] = line
        case .remove(let offset, _, _): removed.insert(offset)
        }
      }
      var (from, to) = (0, 0)
      while from < old.count || to < new.count {
        if removed.contains(from) {
          drop(1)
          from += 1
        } else if let line = inserted[to] {
          insert(line)
          to += 1
        } else {
          keep(1)
          (from, to) = (from + 1, to + 1)
        }
      }
    }

    private mutating func flush() {
      if kept > 0 { text += "=\(kept)\n" }
      if dropped > 0 { text += "-\(dropped)\n" }
      (kept, dropped) = (0, 0)
    }
  }
}
