import Tables

extension ValueEvaluation {
  func call(_ function: ValueFunction, _ arguments: [ValueNode]) -> ValueVector {
    let own = arguments.map(vector)
    switch function.body {
    case .number(let body): return ValueVector(numbers: own[0].numbers.map(body), missing: own[0].missing)
    case .numbers(let usual, let body):
      let first = own[0].numbers
      guard own.count > 1 else {
        let second = usual ?? 0
        return ValueVector(numbers: first.map { body($0, second) }, missing: own[0].missing)
      }
      return ValueVector(
        numbers: Self.zipped(first, own[1].numbers, body), missing: ValueVector.union(own.map(\.missing)))
    case .dayPart(let body):
      let isMoment = arguments[0].type == .instant(.datetime)
      let parts = own[0].instants.map { Double(body(Self.day(of: $0, isMoment: isMoment))) }
      return ValueVector(.numbers(parts), missing: own[0].missing)
    case .timePart(let body):
      return ValueVector(.numbers(own[0].instants.map { Double(body(Self.time(of: $0))) }), missing: own[0].missing)
    case .scalars(_, let result, let body): return rowByRow(own, result, body)
    case .special(let special): return call(special, own)
    }
  }

  private static let day: Int64 = 86_400_000_000

  static func day(of instant: Int64, isMoment: Bool) -> Int {
    isMoment ? Gregorian.floorDivide(Int(instant), Int(day)) : Int(instant)
  }

  /// Microseconds since midnight.
  static func time(of instant: Int64) -> Int64 {
    let rest = instant % day
    return rest < 0 ? rest + day : rest
  }

  private func rowByRow(_ own: [ValueVector], _ type: ValueType, _ body: ([Scalar]) -> Scalar?) -> ValueVector {
    var results: [Scalar?] = []
    results.reserveCapacity(rowCount)
    var values: [Scalar] = []
    for row in 0..<rowCount {
      values.removeAll(keepingCapacity: true)
      for vector in own { if let scalar = vector.scalar(row) { values.append(scalar) } }
      results.append(values.count == own.count ? body(values) : nil)
    }
    let missing = results.contains { $0 == nil } ? results.map { $0 == nil } : []
    switch type {
    case .number:
      return ValueVector(
        numbers: results.map { if case .number(let value)? = $0 { value } else { 0 } }, missing: missing)
    case .text:
      return ValueVector(.texts(results.map { if case .text(let value)? = $0 { value } else { "" } }), missing: missing)
    case .truth:
      return ValueVector(
        .truths(results.map { if case .truth(let value)? = $0 { value } else { false } }), missing: missing)
    case .instant:
      return ValueVector(
        .instants(results.map { if case .instant(let value)? = $0 { value } else { 0 } }), missing: missing)
    }
  }

  private func call(_ special: ValueFunction.Special, _ own: [ValueVector]) -> ValueVector {
    switch special {
    case .least: return extreme(own) { $0 < $1 }
    case .greatest: return extreme(own) { $0 > $1 }
    case .coalesce:
      return Self.picked(
        own, (0..<rowCount).map { row in own.firstIndex { !$0.isMissing(row) } ?? own.count })
    case .condition:
      let truths = own[0].truths
      let chosen = (0..<rowCount).map { truths[$0] && !own[0].isMissing($0) ? 0 : 1 }
      return Self.picked(Array(own.dropFirst()), chosen)
    case .date:
      return ValueVector(
        .instants(own[0].instants.map { Int64(Self.day(of: $0, isMoment: true)) }), missing: own[0].missing)
    case .time: return ValueVector(.instants(own[0].instants.map(Self.time)), missing: own[0].missing)
    case .mean, .deviation, .quantile: return own[0]
    }
  }

  /// - Parameter leads: whether a value comes before another one.
  private func extreme(_ own: [ValueVector], _ leads: (ExtremeKey, ExtremeKey) -> Bool) -> ValueVector {
    let missing = ValueVector.union(own.map(\.missing))
    let chosen = (0..<rowCount).map { row -> Int in
      var best = 0
      for place in own.indices.dropFirst() where leads(own[place].key(row), own[best].key(row)) { best = place }
      return best
    }
    var result = Self.picked(own, chosen)
    result.missing = missing
    return result
  }
}

/// What extremes are sought by.
private enum ExtremeKey: Comparable {
  case number(Double)
  case instant(Int64)
  case text(ByteText)
}

extension ValueVector {
  fileprivate func key(_ row: Int) -> ExtremeKey {
    switch values {
    case .numbers(let numbers): .number(numbers[row])
    case .instants(let instants): .instant(instants[row])
    case .texts(let texts): .text(texts[row])
    case .truths(let truths): .number(truths[row] ? 1 : 0)
    }
  }
}
