/// The distinct values of a sample divided into atoms and continuous runs, every piece with at least k rows.
struct QuantileFunctionPieces {
  enum Piece: Equatable {
    /// One value, with the rows folded into it.
    case atom(Int, rows: Int)
    /// Neighbouring values; `rows[i]` belongs to value `range.lowerBound + i`.
    case run(Range<Int>, rows: [Int])

    var count: Int {
      switch self {
      case .atom(_, let rows): rows
      case .run(_, let rows): rows.reduce(0, +)
      }
    }
  }

  private(set) var pieces: [Piece] = []
  private let sample: QuantileFunctionSample
  private let fit: QuantileFunctionFit

  init(sample: QuantileFunctionSample, fit: QuantileFunctionFit) {
    self.sample = sample
    self.fit = fit
    collect(Self.atoms(in: sample, fit: fit))
    settleInnerRuns()
    settleEnds()
  }

  /// Which values are atoms: those of k rows where there are few such values or no others, else only those that stand out.
  static func atoms(in sample: QuantileFunctionSample, fit: QuantileFunctionFit) -> [Bool] {
    let frequent = sample.counts.map { $0 >= fit.k }
    let count = frequent.reduce(0) { $1 ? $0 + 1 : $0 }
    let isDiscrete = count == sample.counts.count && fit.maximumAtoms > 0
    if count <= (isDiscrete ? max(fit.maximumAtoms, fit.maximumDiscreteAtoms) : fit.maximumAtoms) { return frequent }
    let spikes = sample.counts.indices.map { frequent[$0] && isSpike($0, sample) }
    let spikeCounts = zip(sample.counts, spikes).filter { $1 }.map(\.0).sorted(by: >)
    guard spikeCounts.count > fit.maximumAtoms else { return spikes }
    return zip(sample.counts, spikes).map { $1 && $0 > spikeCounts[fit.maximumAtoms] }
  }

  /// Held by more than four times as many rows as the ten values around it are on average.
  private static func isSpike(_ index: Int, _ sample: QuantileFunctionSample) -> Bool {
    let range = max(0, index - 5)..<min(sample.counts.count, index + 6)
    let around = sample.counts[range].reduce(0, +) - sample.counts[index]
    return Double(sample.counts[index]) > 4 * Double(around) / Double(max(1, range.count - 1))
  }

  private mutating func collect(_ atoms: [Bool]) {
    var start = 0
    for index in atoms.indices where atoms[index] {
      appendRun(start..<index)
      pieces.append(.atom(index, rows: sample.counts[index]))
      start = index + 1
    }
    appendRun(start..<atoms.count)
  }

  private mutating func appendRun(_ range: Range<Int>) {
    if !range.isEmpty { pieces.append(.run(range, rows: Array(sample.counts[range]))) }
  }

  /// Runs of fewer than k rows between two atoms join the nearer atom, or become a cell together with an atom that does not
  /// stand out: whichever misplaces fewer rows.
  private mutating func settleInnerRuns() {
    var result: [Piece] = []
    var index = 0
    while index < pieces.count {
      let piece = pieces[index]
      index += 1
      guard case .run(let range, let rows) = piece, piece.count < fit.k, index < pieces.count, let last = result.last
      else {
        result.append(piece)
        continue
      }
      result.removeLast()
      result += settle(range, rows, between: last, and: pieces[index])
      index += 1
    }
    pieces = result
  }

  /// - Returns: what replaces left, run and right.
  private func settle(_ range: Range<Int>, _ rows: [Int], between left: Piece, and right: Piece) -> [Piece] {
    let count = rows.reduce(0, +)
    if case .run(let before, let beforeRows) = left {
      return [.run(before.lowerBound..<range.upperBound, rows: beforeRows + rows), right]
    }
    guard case .atom(let a, let aRows) = left, case .atom(let b, let bRows) = right else {
      return [left, .run(range, rows: rows), right]
    }
    let smaller = min(aRows, bRows)
    if misplaced(byMelting: smaller, with: count, a, b) < Double(count) {
      return aRows <= bRows
        ? [.run(a..<range.upperBound, rows: [aRows] + rows), right]
        : [left, .run(range.lowerBound..<(b + 1), rows: rows + [bRows])]
    }
    return fold(range, rows, a, aRows, b, bRows)
  }

  /// Rows moved when an atom of `rows` rows is spread over the run beside it.
  private func misplaced(byMelting rows: Int, with count: Int, _ a: Int, _ b: Int) -> Double {
    guard let grid = fit.grid else { return .infinity }
    let points = max(1, grid.index(of: sample.values[b]) - grid.index(of: sample.values[a]))
    return (Double(rows) - Double(rows + count) / points).magnitude
  }

  private func fold(_ range: Range<Int>, _ rows: [Int], _ a: Int, _ aRows: Int, _ b: Int, _ bRows: Int) -> [Piece] {
    let middle = sample.values[a] / 2 + sample.values[b] / 2
    let below = zip(range, rows).reduce(0) { sample.values[$1.0] <= middle ? $0 + $1.1 : $0 }
    return [.atom(a, rows: aRows + below), .atom(b, rows: bRows + rows.reduce(0, +) - below)]
  }

  /// A short run beyond the last atom takes the rows it lacks from that atom, so that the range keeps its reach, or joins it.
  private mutating func settleEnds() {
    guard pieces.count > 1 else { return }
    if case .run(let range, let rows) = pieces[0], pieces[0].count < fit.k {
      pieces.replaceSubrange(0...1, with: settleEnd(range, rows, beside: pieces[1], isUpper: false))
    }
    let last = pieces.count - 1
    if last > 0, case .run(let range, let rows) = pieces[last], pieces[last].count < fit.k {
      pieces.replaceSubrange((last - 1)...last, with: settleEnd(range, rows, beside: pieces[last - 1], isUpper: true))
    }
  }

  private func settleEnd(_ range: Range<Int>, _ rows: [Int], beside piece: Piece, isUpper: Bool) -> [Piece] {
    let count = rows.reduce(0, +)
    switch piece {
    case .run(let other, let otherRows):
      return isUpper
        ? [.run(other.lowerBound..<range.upperBound, rows: otherRows + rows)]
        : [.run(range.lowerBound..<other.upperBound, rows: rows + otherRows)]
    case .atom(let index, let atomRows):
      let lacking = fit.k - count
      guard count * 2 > fit.k, atomRows - lacking >= fit.k else { return [.atom(index, rows: atomRows + count)] }
      let kept = Piece.atom(index, rows: atomRows - lacking)
      var rows = rows
      rows[isUpper ? 0 : rows.count - 1] += lacking
      return isUpper ? [kept, .run(range, rows: rows)] : [.run(range, rows: rows), kept]
    }
  }
}

extension QuantileFunctionPieces {
  struct Part: Equatable {
    var range: Range<Int>
    var rows: Int
  }

  /// Cuts a run into parts of at least k rows: about total / targetCells, fewer towards the ends of the column.
  static func split(
    _ range: Range<Int>, rows: [Int], total: Int, before sample: QuantileFunctionSample, fit: QuantileFunctionFit
  ) -> [Part] {
    var parts: [Part] = []
    var rank = sample.counts[..<range.lowerBound].reduce(0, +)
    var part = Part(range: range.lowerBound..<range.lowerBound, rows: 0)
    let widest = max(fit.k, total / (total > 131_072 ? 2 * fit.targetCells : fit.targetCells))
    for (index, count) in zip(range, rows) {
      part = Part(range: part.range.lowerBound..<(index + 1), rows: part.rows + count)
      let fromEnd = min(rank, total - rank - part.rows)
      guard part.rows >= min(max(fromEnd / 6, fit.k), widest) else { continue }
      parts.append(part)
      rank += part.rows
      part = Part(range: (index + 1)..<(index + 1), rows: 0)
    }
    if part.rows > 0 { mergeRest(part, into: &parts, k: fit.k) }
    return parts
  }

  private static func mergeRest(_ rest: Part, into parts: inout [Part], k: Int) {
    guard rest.rows < k, let last = parts.last else { return parts.append(rest) }
    parts[parts.count - 1] = Part(range: last.range.lowerBound..<rest.range.upperBound, rows: last.rows + rest.rows)
  }
}
