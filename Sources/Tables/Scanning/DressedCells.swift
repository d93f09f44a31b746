/// Reads runs of cells as numbers with marks around them or as lengths of time: takes these off and reads what is left.
struct DressedCells {
  let wrap: NumberWrap
  var numbers: NumberCells
  /// Values that are not written again as they were read.
  private(set) var irregular = 0

  private var plain: [UInt8] = []
  private var starts: [UInt32] = []
  private var lengths: [UInt32] = []

  init(_ wrap: NumberWrap, _ numbers: NumberCells) { (self.wrap, self.numbers) = (wrap, numbers) }

  mutating func read(_ run: FieldRun, firstRow: Int) -> NumberCells.Outcome {
    plain.removeAll(keepingCapacity: true)
    starts.removeAll(keepingCapacity: true)
    lengths.removeAll(keepingCapacity: true)
    for row in 0..<run.count {
      let start = plain.count
      switch wrap.append(run[row], to: &plain, spellings: numbers.spellings) {
      case .failed: return .failed(row: row)
      case .value(isRegular: false): irregular += 1
      case .value, .missing: break
      }
      starts.append(UInt32(truncatingIfNeeded: start))
      lengths.append(UInt32(truncatingIfNeeded: plain.count - start))
    }
    // Loops may load bytes behind the last number.
    plain.append(contentsOf: repeatElement(0, count: Segment.slack))
    return readPlain(run.count, firstRow)
  }

  private mutating func readPlain(_ count: Int, _ firstRow: Int) -> NumberCells.Outcome {
    plain.withUnsafeMutableBufferPointer { plain in
      starts.withUnsafeMutableBufferPointer { starts in
        lengths.withUnsafeMutableBufferPointer { lengths in
          guard let text = plain.baseAddress, let starts = starts.baseAddress, let lengths = lengths.baseAddress else {
            return .integers(count: 0)
          }
          return numbers.read(
            FieldRun(text: text, starts: starts, lengths: lengths, count: count), firstRow: firstRow)
        }
      }
    }
  }
}
