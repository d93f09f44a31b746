import Tables

/// Evaluates a value for all rows of some columns, node by node.
///
/// Missing propagates: a value computed from a missing one is missing, and so is one that is no finite number (a division by
/// zero, the logarithm of 0). Conditions are three-valued as in SQL: false `and` unknown is false, true `or` unknown is true, all
/// else with unknown is unknown. Only `is missing`, `coalesce`, `if` and `case` give a value where an operand is missing.
struct ValueEvaluation {
  let rowCount: Int
  let column: (String) -> Column?

  func vector(_ node: ValueNode) -> ValueVector {
    switch node {
    case .column(let name, let type): return columnVector(name, type)
    case .constant(let scalar): return repeated(scalar)
    case .negative(let inner):
      let own = vector(inner)
      return ValueVector(.numbers(own.numbers.map { -$0 }), missing: own.missing)
    case .arithmetic(let left, .join, let right): return joined([left, right])
    case .arithmetic(let left, let sign, let right):
      let (a, b) = (vector(left), vector(right))
      return ValueVector(
        numbers: Self.arithmetic(a.numbers, sign, b.numbers), missing: ValueVector.union([a.missing, b.missing]))
    case .shifted(let instant, let days, let kind): return shifted(vector(instant), vector(days), kind)
    case .difference(let left, let right, let kind): return difference(vector(left), vector(right), kind)
    case .call(let function, let arguments): return call(function, arguments)
    case .choice(let branches, let otherwise): return choice(branches, otherwise)
    case .comparison(let left, let comparison, let right): return compared(vector(left), comparison, vector(right))
    case .condition(let name, let condition):
      guard let column = column(name) else { return unknown }
      return ValueVector(.truths(condition.mask(over: column)), missing: column.missing)
    case .missing(let inner, let isNegated):
      let own = vector(inner).missing
      return ValueVector(.truths((0..<rowCount).map { (own.isEmpty ? false : own[$0]) != isNegated }))
    case .like(let text, let pattern): return like(vector(text), pattern)
    case .not(let inner):
      let own = vector(inner)
      return ValueVector(.truths(own.truths.map { !$0 }), missing: own.missing)
    case .all(let members): return joined(members, deciding: false)
    case .any(let members): return joined(members, deciding: true)
    }
  }

  /// Whether the condition is true, which it is not where it is unknown.
  func mask(_ node: ValueNode) -> [Bool] {
    let own = vector(node)
    var truths = own.truths
    for row in truths.indices where own.isMissing(row) { truths[row] = false }
    return truths
  }

  var unknown: ValueVector {
    ValueVector(.truths(Array(repeating: false, count: rowCount)), missing: Array(repeating: true, count: rowCount))
  }

  private func repeated(_ scalar: Scalar) -> ValueVector {
    switch scalar {
    case .number(let number): ValueVector(.numbers(Array(repeating: number, count: rowCount)))
    case .text(let text): ValueVector(.texts(Array(repeating: text, count: rowCount)))
    case .truth(let truth): ValueVector(.truths(Array(repeating: truth, count: rowCount)))
    case .instant(let instant): ValueVector(.instants(Array(repeating: instant, count: rowCount)))
    }
  }

  private func columnVector(_ name: String, _ type: ValueType) -> ValueVector {
    guard let column = column(name) else { return absent(type) }
    switch (column.storage, type) {
    case (.integers(let values), .number):
      return ValueVector(.numbers(values.map(Double.init)), missing: column.missing)
    case (.decimals(let values), .number): return ValueVector(numbers: values, missing: column.missing)
    case (.instants(let values), .instant): return ValueVector(.instants(values), missing: column.missing)
    case (.levels(let codes, let levels), .truth):
      let meanings = levels.map { ExpressionColumn.meaning(of: $0.string) }
      let truths = codes.map { levels.indices.contains(Int($0)) ? meanings[Int($0)] ?? false : false }
      return ValueVector(.truths(truths), missing: column.missing)
    case (.levels(let codes, let levels), .text):
      return ValueVector(
        .texts(codes.map { levels.indices.contains(Int($0)) ? levels[Int($0)] : "" }), missing: column.missing)
    case (.text(let packed), .text):
      return ValueVector(.texts((0..<packed.count).map { packed[$0] }), missing: column.missing)
    default: return absent(type)
    }
  }

  /// A column that is not there, or was read as another kind since: nothing of it is known.
  private func absent(_ type: ValueType) -> ValueVector {
    let missing = Array(repeating: true, count: rowCount)
    let neutral: Scalar =
      switch type {
      case .number: .number(0)
      case .text: .text("")
      case .truth: .truth(false)
      case .instant: .instant(0)
      }
    var vector = repeated(neutral)
    vector.missing = missing
    return vector
  }

  // MARK: - Numbers

  static func arithmetic(_ left: [Double], _ sign: Expression.Arithmetic, _ right: [Double]) -> [Double] {
    switch sign {
    case .add: zipped(left, right) { $0 + $1 }
    case .subtract: zipped(left, right) { $0 - $1 }
    case .multiply: zipped(left, right) { $0 * $1 }
    case .divide: zipped(left, right) { $0 / $1 }
    case .remainder: zipped(left, right) { $0 - $1 * ($0 / $1).rounded(.down) }
    case .power: zipped(left, right, ValueFunction.power)
    case .join: left
    }
  }

  @inline(__always)
  static func zipped<First, Second, Result>(
    _ left: [First], _ right: [Second], _ body: (First, Second) -> Result
  ) -> [Result] {
    let count = min(left.count, right.count)
    return [Result](unsafeUninitializedCapacity: count) { target, initialized in
      left.withUnsafeBufferPointer { left in
        right.withUnsafeBufferPointer { right in
          for row in 0..<count { target.initializeElement(at: row, to: body(left[row], right[row])) }
        }
      }
      initialized = count
    }
  }

  // MARK: - Instants

  static func unitsPerDay(_ kind: ColumnKind) -> Double { kind == .date ? 1 : 86_400_000_000 }

  private func shifted(_ instant: ValueVector, _ days: ValueVector, _ kind: ColumnKind) -> ValueVector {
    let units = Self.unitsPerDay(kind)
    var missing = ValueVector.union([instant.missing, days.missing])
    var moved = instant.instants
    let steps = days.numbers
    for row in moved.indices {
      let (sum, overflow) = moved[row].addingReportingOverflow(Int64(clampingFinite: (steps[row] * units).rounded()))
      moved[row] = sum
      guard overflow else { continue }
      if missing.isEmpty { missing = Array(repeating: false, count: rowCount) }
      missing[row] = true
    }
    return ValueVector(.instants(moved), missing: missing)
  }

  private func difference(_ left: ValueVector, _ right: ValueVector, _ kind: ColumnKind) -> ValueVector {
    let units = Self.unitsPerDay(kind)
    let days = Self.zipped(left.instants, right.instants) { a, b in
      let (difference, overflow) = a.subtractingReportingOverflow(b)
      return overflow ? Double.nan : Double(difference) / units
    }
    return ValueVector(numbers: days, missing: ValueVector.union([left.missing, right.missing]))
  }

  // MARK: - Texts

  private func joined(_ nodes: [ValueNode]) -> ValueVector {
    let parts = nodes.map(vector)
    let texts = (0..<rowCount).map { row in ByteText(parts.flatMap { $0.texts[row].bytes }) }
    return ValueVector(.texts(texts), missing: ValueVector.union(parts.map(\.missing)))
  }

  private func like(_ own: ValueVector, _ pattern: ValueNode) -> ValueVector {
    if case .constant(.text(let text)) = pattern {
      let matcher = LikePattern(text)
      return ValueVector(.truths(own.texts.map(matcher.matches)), missing: own.missing)
    }
    let patterns = vector(pattern)
    return ValueVector(
      .truths(zip(own.texts, patterns.texts).map { LikePattern($1).matches($0) }),
      missing: ValueVector.union([own.missing, patterns.missing]))
  }

  // MARK: - Conditions

  private func compared(_ left: ValueVector, _ comparison: Expression.Comparison, _ right: ValueVector) -> ValueVector {
    let missing = ValueVector.union([left.missing, right.missing])
    let truths: [Bool]
    switch (left.values, right.values) {
    case (.texts(let a), .texts(let b)): truths = Self.compared(a, comparison, b)
    case (.instants(let a), .instants(let b)): truths = Self.compared(a, comparison, b)
    default: truths = Self.compared(left.numbers, comparison, right.numbers)
    }
    return ValueVector(.truths(truths), missing: missing)
  }

  private static func compared<Value: Comparable>(
    _ left: [Value], _ comparison: Expression.Comparison, _ right: [Value]
  ) -> [Bool] {
    switch comparison {
    case .equal: zipped(left, right) { $0 == $1 }
    case .unequal: zipped(left, right) { $0 != $1 }
    case .less: zipped(left, right) { $0 < $1 }
    case .lessOrEqual: zipped(left, right) { $0 <= $1 }
    case .greater: zipped(left, right) { $0 > $1 }
    case .greaterOrEqual: zipped(left, right) { $0 >= $1 }
    }
  }

  /// - Parameter deciding: the truth of one member that decides whatever the others are.
  private func joined(_ members: [ValueNode], deciding: Bool) -> ValueVector {
    let own = members.map(vector)
    var truths = Array(repeating: !deciding, count: rowCount)
    var missing = ValueVector.union(own.map(\.missing))
    for member in own {
      let values = member.truths
      for row in truths.indices where values[row] == deciding && !member.isMissing(row) { truths[row] = deciding }
    }
    if !missing.isEmpty { for row in truths.indices where truths[row] == deciding { missing[row] = false } }
    return ValueVector(.truths(truths), missing: missing)
  }

  private func choice(_ branches: [ValueBranch], _ otherwise: ValueNode?) -> ValueVector {
    var chosen = [Int](repeating: branches.count, count: rowCount)
    for (place, branch) in branches.enumerated().reversed() {
      let holds = mask(branch.condition)
      for row in chosen.indices where holds[row] { chosen[row] = place }
    }
    let values = branches.map { vector($0.value) } + [otherwise].compactMap { $0.map(vector) }
    return Self.picked(values, chosen)
  }

  /// For each row the value of one of the vectors; missing where the place is beyond them.
  static func picked(_ vectors: [ValueVector], _ place: [Int]) -> ValueVector {
    guard let first = vectors.first else { return ValueVector(.numbers([])) }
    let missing = place.indices.map { row in
      place[row] >= vectors.count || vectors[place[row]].isMissing(row)
    }
    func pick<Value>(_ lists: [[Value]]) -> [Value] {
      place.indices.map { row in lists[min(place[row], lists.count - 1)][row] }
    }
    let marks = missing.contains(true) ? missing : []
    return switch first.values {
    case .numbers: ValueVector(.numbers(pick(vectors.map(\.numbers))), missing: marks)
    case .texts: ValueVector(.texts(pick(vectors.map(\.texts))), missing: marks)
    case .truths: ValueVector(.truths(pick(vectors.map(\.truths))), missing: marks)
    case .instants: ValueVector(.instants(pick(vectors.map(\.instants))), missing: marks)
    }
  }
}

extension Int64 {
  /// The whole number of a double, held within the range; 0 of what is no number.
  init(clampingFinite value: Double) {
    if value.isNaN {
      self = 0
    } else if value >= 0x1p63 {
      self = .max
    } else if value <= -0x1p63 {
      self = .min
    } else {
      self = Int64(value)
    }
  }
}

/// A text pattern of SQL's `like`: `%` is anything, `_` one character; matched byte by byte, case counts.
struct LikePattern: Equatable, Sendable {
  private let bytes: [UInt8]

  init(_ text: ByteText) { bytes = text.bytes }

  func matches(_ text: ByteText) -> Bool {
    let text = text.bytes
    var (place, mark) = (0, 0)
    // Where to go on after the last `%`, which may stand for one character more.
    var retry: (place: Int, mark: Int)?
    while place < text.count {
      if mark < bytes.count, bytes[mark] == UInt8(ascii: "%") {
        mark += 1
        retry = (place, mark)
      } else if mark < bytes.count, bytes[mark] == UInt8(ascii: "_") {
        place = Self.next(text, place)
        mark += 1
      } else if mark < bytes.count, bytes[mark] == text[place] {
        place += 1
        mark += 1
      } else if let last = retry {
        retry = (Self.next(text, last.place), last.mark)
        (place, mark) = (Self.next(text, last.place), last.mark)
      } else {
        return false
      }
    }
    while mark < bytes.count, bytes[mark] == UInt8(ascii: "%") { mark += 1 }
    return mark == bytes.count
  }

  /// Behind the character at a place.
  private static func next(_ text: [UInt8], _ place: Int) -> Int {
    var next = place + 1
    while next < text.count, text[next] & 0xC0 == 0x80 { next += 1 }
    return next
  }
}
