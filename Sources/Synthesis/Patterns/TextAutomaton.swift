import Statistics

/// All texts of a regular expression, each once, in an order: an automaton that knows at every state how many texts follow.
///
/// The expression's places (Glushkov 1961, Russian Mathematical Surveys 16, 1-53) are joined to sets of places that one prefix can
/// have reached, so a text that could be read in two ways still counts once. Since repeats are counted, no path returns to a state,
/// and the number of texts behind each is the sum over its ways out.
struct TextAutomaton: Sendable {
  private struct Way: Sendable {
    let bytes: [UInt8]
    let check: CheckDigit?
    let target: Int

    var width: Int { check == nil ? bytes.count : 1 }
  }

  private struct State: Sendable {
    var isEnd = false
    var ways: [Way] = []
    /// Texts from here, at most 2⁶³; and without that limit, less exact.
    var count: UInt64 = 0
    var size = 0.0
  }

  private var states: [State] = []
  /// How many texts there are, at most 2⁶³.
  var capacity: UInt64 { states[0].count }

  static let most: UInt64 = 1 << 63
  /// More would not be worth the wait.
  private static let mostStates = 20_000

  /// - Throws: for an expression with too many states, or with a check digit where another byte may stand.
  init(_ expression: RegularExpression) throws(RegularExpression.Problem) {
    var places = TextPlaces(expression)
    places.first = places.first.sorted()
    var known: [[Int]: Int] = [:]
    var sets: [[Int]] = [[]]
    known[[]] = 0
    states = [State(isEnd: places.isNullable)]
    var next = 0
    while next < sets.count {
      let follow = next == 0 ? places.first : Set(sets[next].flatMap { places.follow[$0] }).sorted()
      for (symbol, targets) in try Self.ways(follow, places) {
        if known[targets] == nil {
          known[targets] = sets.count
          sets.append(targets)
          states.append(State(isEnd: targets.contains { places.last.contains($0) }))
          guard sets.count <= Self.mostStates else {
            throw RegularExpression.Problem(expected: "a pattern with fewer alternatives and repeats that overlap")
          }
        }
        if let target = known[targets] {
          states[next].ways.append(Way(bytes: symbol.bytes, check: symbol.check, target: target))
        }
      }
      next += 1
    }
    count()
  }

  private typealias Symbol = (bytes: [UInt8], check: CheckDigit?)

  /// The bytes that lead to the same set of places, in the order of the bytes.
  private static func ways(_ follow: [Int], _ places: TextPlaces) throws(RegularExpression.Problem) -> [(Symbol, [Int])]
  {
    let checks = follow.filter { if case .check = places.symbols[$0] { true } else { false } }
    if let first = checks.first, case .check(let check) = places.symbols[first] {
      let isAlone = follow.allSatisfy { places.symbols[$0] == .check(check) }
      guard isAlone else {
        throw RegularExpression.Problem(expected: "check digits where nothing else may stand")
      }
      return [(([], check), checks)]
    }
    var targets: [[Int]: [UInt8]] = [:]
    var used = ByteSet()
    for place in follow { if case .bytes(let set) = places.symbols[place] { used.formUnion(set) } }
    for byte in used.bytes {
      let reached = follow.filter { if case .bytes(let set) = places.symbols[$0] { set.contains(byte) } else { false } }
      targets[reached, default: []].append(byte)
    }
    return targets.sorted { $0.value[0] < $1.value[0] }.map { (($0.value, nil), $0.key) }
  }

  /// From the last states to the first: a way always leads to longer prefixes, but not to higher numbers.
  private mutating func count() {
    var isCounted = [Bool](repeating: false, count: states.count)
    var stack = [0]
    while let state = stack.last {
      let waiting = states[state].ways.map(\.target).filter { !isCounted[$0] }
      if waiting.isEmpty {
        stack.removeLast()
        count(state)
        isCounted[state] = true
      } else {
        stack += waiting
      }
    }
  }

  private mutating func count(_ state: Int) {
    var total: UInt64 = states[state].isEnd ? 1 : 0
    var size = Double(total)
    for way in states[state].ways {
      let (product, overflow) = states[way.target].count.multipliedReportingOverflow(by: UInt64(way.width))
      total += min(overflow ? Self.most : product, Self.most - total)
      size += states[way.target].size * Double(way.width)
    }
    (states[state].count, states[state].size) = (total, size)
  }

  /// The text with a number, in the order of the bytes.
  /// - Precondition: index < capacity.
  func append(textNumber index: UInt64, to bytes: inout [UInt8]) {
    let start = bytes.count
    var (state, rest) = (0, index)
    while true {
      if states[state].isEnd {
        if rest == 0 { return }
        rest -= 1
      }
      guard let step = step(from: state, &rest) else { return }
      append(step, at: start, to: &bytes)
      state = step.way.target
    }
  }

  private typealias Step = (way: Way, choice: Int)

  private func step(from state: Int, _ rest: inout UInt64) -> Step? {
    for way in states[state].ways {
      let each = max(1, states[way.target].count)
      let choice = rest / each
      if choice < UInt64(way.width) {
        rest %= each
        return (way, Int(choice))
      }
      // Below the rest, so it is no overflow.
      rest -= each * UInt64(way.width)
    }
    return nil
  }

  /// A text of which all are equally likely.
  /// - Parameter counter: the first of as many counters as a text has places.
  func append(randomText stream: RandomStream, at counter: UInt64, to bytes: inout [UInt8]) {
    let start = bytes.count
    var (state, counter) = (0, counter)
    while let step = step(from: state, at: stream.uniform(at: counter)) {
      append(step, at: start, to: &bytes)
      state = step.way.target
      counter &+= 1
    }
  }

  private func step(from state: Int, at uniform: Double) -> Step? {
    var place = uniform * states[state].size - (states[state].isEnd ? 1 : 0)
    guard place >= 0 else { return nil }
    var last: Step?
    for way in states[state].ways {
      let each = states[way.target].size
      let all = each * Double(way.width)
      last = (way, way.width - 1)
      if place < all { return (way, min(way.width - 1, Int(place / each))) }
      place -= all
    }
    return last
  }

  private func append(_ step: Step, at start: Int, to bytes: inout [UInt8]) {
    if let check = step.way.check {
      bytes += check.digits(of: bytes[start...])
    } else {
      bytes.append(step.way.bytes[step.choice])
    }
  }

  /// Whether a text is one of them.
  func contains(_ text: ArraySlice<UInt8>) -> Bool {
    var (state, place) = (0, text.startIndex)
    while place < text.endIndex {
      let byte = text[place]
      guard let way = states[state].ways.first(where: { $0.check != nil || $0.bytes.contains(byte) }) else {
        return false
      }
      if let check = way.check {
        let digits = check.digits(of: text[text.startIndex..<place])
        guard text[place...].starts(with: digits) else { return false }
        place += digits.count
      } else {
        place += 1
      }
      state = way.target
    }
    return states[state].isEnd
  }
}

/// The places of an expression with all repeats written out: which may be first, last, and one behind the other.
private struct TextPlaces {
  enum Symbol: Equatable {
    case bytes(ByteSet)
    case check(CheckDigit)
  }

  var symbols: [Symbol] = []
  var follow: [Set<Int>] = []
  var first: [Int] = []
  var last: Set<Int> = []
  var isNullable = false

  init(_ expression: RegularExpression) {
    let part = add(expression)
    (first, last, isNullable) = (Array(part.first), part.last, part.isNullable)
  }

  private struct Part {
    var first: Set<Int> = []
    var last: Set<Int> = []
    var isNullable = true
  }

  private mutating func add(_ expression: RegularExpression) -> Part {
    switch expression {
    case .empty: return Part()
    case .bytes(let set): return place(.bytes(set))
    case .check(let check): return place(.check(check))
    case .sequence(let parts): return parts.reduce(Part()) { joined($0, add($1)) }
    case .alternatives(let parts):
      return parts.map { add($0) }.reduce(Part(isNullable: false)) {
        Part(
          first: $0.first.union($1.first), last: $0.last.union($1.last), isNullable: $0.isNullable || $1.isNullable)
      }
    case .repeated(let part, let least, let most): return repeated(part, least, most)
    }
  }

  private mutating func place(_ symbol: Symbol) -> Part {
    symbols.append(symbol)
    follow.append([])
    return Part(first: [symbols.count - 1], last: [symbols.count - 1], isNullable: false)
  }

  private mutating func joined(_ left: Part, _ right: Part) -> Part {
    for place in left.last { follow[place].formUnion(right.first) }
    return Part(
      first: left.isNullable ? left.first.union(right.first) : left.first,
      last: right.isNullable ? left.last.union(right.last) : right.last,
      isNullable: left.isNullable && right.isNullable)
  }

  /// What may be left out is left out from the end: (x(x(x)?)?)?.
  private mutating func repeated(_ expression: RegularExpression, _ least: Int, _ most: Int) -> Part {
    var tail = Part()
    for _ in 0..<(most - least) {
      let part = add(expression)
      tail = joined(part, tail)
      tail.isNullable = true
    }
    var whole = Part()
    for _ in 0..<least { whole = joined(whole, add(expression)) }
    return joined(whole, tail)
  }
}
