/// Takes the missing ones out of runs of cells of text.
struct TextCells {
  let spellings: MissingSpellings
  /// By first byte, the lengths that a missing value may have.
  private let marks: [UInt64]

  var missing = MissingTally()

  init(spellings: MissingSpellings) {
    self.spellings = spellings
    marks = spellings.quickMarks
  }

  /// Keeps the cells that are values in `run`.
  mutating func read(_ run: inout FieldRun) {
    let (text, starts, lengths) = (run.text, run.starts, run.lengths)
    var (empty, others) = (0, MissingTally())
    let spellings = spellings
    marks.withUnsafeBufferPointer { marks in
      let isPlain = { (row: Int) in
        let length = Int(lengths[row])
        return length > 0 && marks[Int(text[Int(starts[row])])] >> UInt64(min(63, length)) & 1 == 0
      }
      // In most runs nothing is missing, and nothing moves.
      var first = 0
      while first < run.count, isPlain(first) { first += 1 }
      _ = run.keep(from: first) { row in
        let length = Int(lengths[row])
        if length == 0 {
          empty += 1
          return false
        }
        let place = text + Int(starts[row])
        guard marks[Int(place.pointee)] >> UInt64(min(63, length)) & 1 == 1 else { return true }
        let bytes = UnsafeBufferPointer(start: UnsafePointer(place), count: length)
        guard spellings.isMissing(amongTexts: bytes) else { return true }
        others.add(bytes)
        return false
      }
    }
    missing.addEmpty(empty)
    missing.merge(others)
  }
}
