import Testing

@testable import Statistics

/// Each sketch against the slow, exact answer; parts merged against the whole.
@Suite struct SketchTests {
  private func random(_ state: inout UInt64) -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }

  private func numbers(_ count: Int, _ law: Int, seed: UInt64) -> [Double] {
    var state = seed
    return (0..<count).map { index in
      let unit = (Double(random(&state) >> 11) + 0.5) * 0x1p-53
      switch law {
      case 0: return unit
      case 1: return 1 / unit
      case 2: return Double(index)
      case 3: return Double(count - index) * 1e200
      default: return Double(Int(unit * 7))
      }
    }
  }

  // MARK: - Quantiles

  /// The largest distance between a sketched quantile's ranks and the one asked for.
  private func largestError(_ sketch: QuantileSketch, _ values: [Double]) -> Double {
    let sorted = values.sorted()
    let asked = SketchedQuantiles(sketch)
    return stride(from: 0.0, through: 1, by: 0.01).map { probability in
      let value = asked.quantile(probability)
      let low = Double(sorted.firstIndex { $0 >= value } ?? sorted.count) / Double(sorted.count)
      let high = Double(sorted.lastIndex { $0 <= value }.map { $0 + 1 } ?? 0) / Double(sorted.count)
      return max(0, low - probability, probability - high)
    }.max() ?? 0
  }

  /// 101 quantiles at once stay within twice the error that 99 of 100 single ones keep; the seeds are fixed.
  @Test(arguments: 0..<5) func quantilesStayWithinTheStatedError(law: Int) {
    for thinning in [0, 3] {
      let values = numbers(200_000, law, seed: UInt64(law) + 17)
      var (whole, parts) = (QuantileSketch(width: 512, seed: 1), QuantileSketch(width: 512, seed: 1))
      values.withUnsafeBufferPointer { values in
        whole.add(values, thinning: thinning)
        for start in stride(from: 0, to: values.count, by: 7001) {
          var part = QuantileSketch(width: 512, seed: UInt64(start))
          part.add(UnsafeBufferPointer(rebasing: values[start..<min(values.count, start + 7001)]), thinning: thinning)
          parts.merge(part)
        }
      }
      for sketch in [whole, parts] {
        #expect(sketch.count == values.count)
        #expect(sketch.minimum == values.min() && sketch.maximum == values.max())
        #expect(sketch.weighted().reduce(0) { $0 + $1.weight } == values.count)
        #expect(largestError(sketch, values) <= 2 * sketch.rankError, "law \(law)")
        #expect(sketch.rankError < 0.02)
      }
    }
  }

  @Test func fewNumbersAreExact() {
    let values = numbers(400, 0, seed: 5)
    var sketch = QuantileSketch(width: 512, seed: 1)
    values.withUnsafeBufferPointer { sketch.add($0) }
    let (asked, sorted) = (SketchedQuantiles(sketch), values.sorted())
    #expect(sketch.rankError == 0)
    for probability in [0, 0.01, 0.25, 0.5, 0.77, 1] {
      let position = probability * 399
      let index = min(398, Int(position))
      let expected = sorted[index] + (sorted[index + 1] - sorted[index]) * (position - Double(index))
      #expect(abs(asked.quantile(probability) - expected) < 1e-12)
    }
    #expect(asked.shareBelow(sorted[100]) == 0.25)
  }

  @Test func manyEqualNumbersCountAsManyAdded() {
    var (many, one) = (QuantileSketch(width: 64, seed: 1), QuantileSketch(width: 64, seed: 1))
    for value in 0..<50 { many.add(Double(value), times: 1000 + value) }
    #expect(many.count == 51_225 && many.weighted().reduce(0) { $0 + $1.weight } == 51_225)
    one.add(3, times: 5)
    #expect(SketchedQuantiles(one).quantile(0.5) == 3)
  }

  // MARK: - Different values

  /// Four standard errors: one in 16,000 by chance, and the hashes are fixed.
  @Test(arguments: [10, 1000, 1024, 1025, 5000, 50_000, 1_000_000]) func distinctValues(count: Int) {
    var counter = DistinctCounter(precision: 12)
    var state: UInt64 = 99
    let hashes = (0..<count).map { _ in random(&state) }
    hashes.withUnsafeBufferPointer { counter.add($0) }
    #expect(counter.isExact == (count <= DistinctCounter.exactLimit))
    #expect(abs(Double(counter.count - count)) <= 4 * counter.standardError * Double(count))
    // Order, repetition and parts change nothing.
    var parts = DistinctCounter(precision: 12)
    for start in stride(from: count, to: 0, by: -max(1, count / 7)) {
      var part = DistinctCounter(precision: 12)
      for hash in hashes[max(0, start - count / 6 - 1)..<start].reversed() { part.add(hash) }
      parts.merge(part)
    }
    #expect(parts == counter && parts.count == counter.count)
  }

  // MARK: - Texts

  private func texts(_ count: Int, kinds: Int, seed: UInt64) -> [[UInt8]] {
    var state = seed
    return (0..<count).map { _ in
      let unit = (Double(random(&state) >> 11) + 0.5) * 0x1p-53
      // Few are common, many are rare.
      return Array("text number \(Int(Double(kinds) * unit * unit * unit))".utf8)
    }
  }

  private func counted(_ texts: [[UInt8]]) -> [[UInt8]: Int] {
    texts.reduce(into: [:]) { $0[$1, default: 0] += 1 }
  }

  @Test func fewTextsAreCountedExactly() {
    let texts = texts(5000, kinds: 60, seed: 3)
    var hitters = HeavyHitters(limit: 64)
    for text in texts { hitters.add(text) }
    let exact = counted(texts)
    #expect(hitters.isExact && hitters.error == 0 && hitters.distinct == exact.count)
    #expect(hitters.items.allSatisfy { exact[$0.bytes] == $0.count } && hitters.items.count == exact.count)
    #expect(zip(hitters.items, hitters.items.dropFirst()).allSatisfy { $0.count >= $1.count })
  }

  @Test func countsOfManyTextsAreTooLowByTheStatedErrorAtMost() {
    let texts = texts(60_000, kinds: 9000, seed: 4)
    let exact = counted(texts)
    var (whole, parts) = (HeavyHitters(limit: 256), HeavyHitters(limit: 256))
    for text in texts { whole.add(text) }
    for start in stride(from: 0, to: texts.count, by: 5000) {
      var part = HeavyHitters(limit: 256)
      for text in texts[start..<start + 5000] { part.add(text) }
      part.dropSingles()
      parts.merge(part)
    }
    for hitters in [whole, parts] {
      #expect(!hitters.isExact && hitters.total == texts.count)
      // Each lowering by one takes at least half of `limit` away: at most total / (limit / 2) of them, and parts add theirs.
      #expect(hitters.error <= 2 * texts.count / 128)
      for item in hitters.items {
        #expect((0...hitters.error).contains((exact[item.bytes] ?? -1) - item.count))
      }
      let kept = Set(hitters.items.map(\.bytes))
      for (text, count) in exact where count > hitters.error { #expect(kept.contains(text)) }
      #expect(abs(Double(hitters.distinct - exact.count)) <= 4 * hitters.distinctError * Double(exact.count))
    }
  }

  @Test func textsAreComparedAsBytes() {
    var hitters = HeavyHitters(limit: 16)
    let texts: [[UInt8]] = [[], [0], [0, 0], Array("café".utf8), Array("cafe\u{301}".utf8), Array("eightltr".utf8)]
    for text in texts { hitters.add(text) }
    #expect(Set(hitters.items.map(\.bytes)) == Set(texts))
  }

  /// Short texts in runs, as many as the counts hold and more.
  @Test(arguments: [40, 250, 3000]) func runsOfShortTextsAreCounted(kinds: Int) {
    let texts = texts(5000, kinds: kinds, seed: 5).map { Array($0.dropFirst("text number ".utf8.count)) }
    let bytes = texts.flatMap { $0 } + [UInt8](repeating: 0x39, count: 8)
    let lengths = texts.map { UInt32($0.count) }
    let starts = lengths.reduce(into: [UInt32(0)]) { $0.append($0[$0.count - 1] + $1) }
    var (run, single) = (HeavyHitters(limit: 256), HeavyHitters(limit: 256))
    for first in stride(from: 0, to: texts.count, by: 777) {
      let count = min(777, texts.count - first)
      starts.withUnsafeBufferPointer { starts in
        lengths.withUnsafeBufferPointer { lengths in
          guard let starts = starts.baseAddress, let lengths = lengths.baseAddress else { return }
          run.add(base: bytes, starts: starts + first, lengths: lengths + first, count: count)
        }
      }
    }
    for text in texts { single.add(text) }
    #expect(run.total == texts.count && run.isExact == single.isExact && run.error == single.error)
    #expect(run.items == single.items && run.distinct == single.distinct)
  }

  // MARK: - Moments and counts

  @Test(arguments: 0..<5) func momentsEqualTwoPasses(law: Int) {
    let values = numbers(10_007, law, seed: 8)
    var moments = RunningMoments()
    values.withUnsafeBufferPointer { values in
      for start in stride(from: 0, to: values.count, by: 997) {
        moments.add(UnsafeBufferPointer(rebasing: values[start..<min(values.count, start + 997)]))
      }
    }
    let scale = values.map { abs($0) }.max() ?? 1
    let mean = values.reduce(0) { $0 + $1 / scale } / Double(values.count)
    let squares = values.reduce(0) { $0 + ($1 / scale - mean) * ($1 / scale - mean) }
    let deviation = (squares / Double(values.count - 1)).squareRoot()
    #expect(moments.count == values.count && moments.minimum == values.min() && moments.maximum == values.max())
    // Rounding of ten thousand additions.
    #expect(abs(moments.mean / scale - mean) <= 1e-12)
    #expect(abs(moments.standardDeviation / scale - deviation) <= 1e-12)
  }

  @Test func integersOfASmallRangeAreCounted() {
    var state: UInt64 = 6
    // Every other stretch of equal values.
    let values = (0..<20_000).map { index -> Int64 in
      let stretch = Int64(index / 100)
      return stretch % 2 == 0 ? stretch : Int64(random(&state) % 3000) - 1500
    }
    var (whole, parts) = (IntegerCounts(), IntegerCounts())
    values.withUnsafeBufferPointer { values in
      let isAdded = whole.addAll(values)
      #expect(isAdded)
      for start in stride(from: 0, to: values.count, by: 333) {
        var part = IntegerCounts()
        let isPart = part.addAll(UnsafeBufferPointer(rebasing: values[start..<min(values.count, start + 333)]))
        let isMerged = parts.merge(part)
        #expect(isPart && isMerged)
      }
    }
    let exact = values.reduce(into: [Int64: Int]()) { $0[$1, default: 0] += 1 }
    #expect(whole == parts && whole.count == values.count && whole.distinct == exact.count)
    #expect(whole.values.allSatisfy { exact[$0.value] == $0.count })
  }

  /// Instants of whole hours, then of whole minutes, in blocks and in parts of all sizes.
  @Test func integersOfALatticeAreCounted() {
    var state: UInt64 = 16
    let hour: Int64 = 3_600_000_000
    for trial in 0..<40 {
      let origin = Int64(bitPattern: random(&state)) >> Int64(2 + trial % 40)
      let steps = trial % 3 == 0 ? [hour] : [hour, hour / 60, hour * 24]
      let values = (0..<3000).map { index -> Int64 in
        // Some 40 days, which is less than 2^16 minutes.
        let step = steps[index / 600 % steps.count]
        let places = Int64(bitPattern: random(&state) >> 1) % (40 * 24 * hour / step)
        return origin &+ step &* (trial % 2 == 0 ? places : places / 2 - places % 7)
      }
      let size = 1 + Int(random(&state) % 900)
      var (whole, parts) = (IntegerCounts(), IntegerCounts())
      values.withUnsafeBufferPointer { values in
        for start in stride(from: 0, to: values.count, by: size) {
          let block = UnsafeBufferPointer(rebasing: values[start..<min(values.count, start + size)])
          var part = IntegerCounts()
          let areAdded = [whole.addAll(block), part.addAll(block)]
          #expect(areAdded == [true, true])
          let isMerged = parts.merge(part)
          #expect(isMerged)
        }
      }
      let exact = values.reduce(into: [Int64: Int]()) { $0[$1, default: 0] += 1 }
      #expect(whole == parts && whole.count == values.count && whole.distinct == exact.count)
      #expect(whole.values.allSatisfy { exact[$0.value] == $0.count })
    }
  }

  @Test func numbersOffTheLatticeChangeNothing() {
    var counts = IntegerCounts()
    func add(_ values: [Int64]) -> Bool { values.withUnsafeBufferPointer { counts.addAll($0) } }
    #expect(add([0, 1_000_000_000, 7_000_000_000]))
    let before = counts
    #expect(!add([5, 1_000_000_000]) && !add([.max]) && !add([.min, .max]) && counts == before && counts.count == 3)
    var other = IntegerCounts()
    let isAdded = [Int64(3), 5_000_000_003].withUnsafeBufferPointer { other.addAll($0) }
    #expect(isAdded && !counts.merge(other) && counts == before)
    #expect(add([1_000_000_000, 500_000_000]) && counts.values.map(\.count) == [1, 1, 2, 1])
  }

  @Test func integersTooFarApartAreRefused() {
    var counts = IntegerCounts()
    func add(_ values: [Int64]) -> Bool { values.withUnsafeBufferPointer { counts.addAll($0) } }
    #expect(!add([.min, .max]) && !add([0, 1, 1 << 16]) && add([.max, .max - 5]) && !add([0]) && !add([.min]))
    #expect(counts.count == 2 && counts.distinct == 2)
    var low = IntegerCounts()
    let isAdded = [Int64.min, Int64.min + 3].withUnsafeBufferPointer { low.addAll($0) }
    #expect(isAdded && low.values.map(\.value) == [.min, .min + 3] && !counts.merge(low))
  }
}

extension IntegerCounts {
  fileprivate mutating func addAll(_ values: UnsafeBufferPointer<Int64>) -> Bool {
    guard let least = values.min(), let most = values.max() else { return true }
    return add(values, in: least...most)
  }
}
