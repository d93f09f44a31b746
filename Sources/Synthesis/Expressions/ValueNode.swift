import Tables

/// What kind of value an expression gives.
package enum ValueType: Equatable, Sendable {
  /// Whole numbers and decimals alike; whole numbers are exact up to 2⁵³.
  case number
  case text
  case truth
  /// A date, a time or both.
  case instant(ColumnKind)

  var words: String {
    switch self {
    case .number: "a number"
    case .text: "a text"
    case .truth: "true or false"
    case .instant(let kind): "a \(kind.rawValue)"
    }
  }
}

/// One value that is not missing.
enum Scalar: Equatable, Sendable {
  case number(Double)
  case text(ByteText)
  case truth(Bool)
  /// In storage units of its kind.
  case instant(Int64)
}

/// A computed value, checked against the columns it reads: every operand has the type that is asked of it.
indirect enum ValueNode: Equatable, Sendable {
  case column(String, ValueType)
  case constant(Scalar)
  case negative(ValueNode)
  /// Of numbers; `.join` is of texts.
  case arithmetic(ValueNode, Expression.Arithmetic, ValueNode)
  /// An instant and so many days.
  case shifted(ValueNode, days: ValueNode, ColumnKind)
  /// Two instants of one kind, in days.
  case difference(ValueNode, ValueNode, ColumnKind)
  case call(ValueFunction, [ValueNode])
  case choice([ValueBranch], otherwise: ValueNode?)
  case comparison(ValueNode, Expression.Comparison, ValueNode)
  /// Unknown where the column is missing.
  case condition(String, ColumnCondition)
  case missing(ValueNode, isNegated: Bool)
  case like(ValueNode, ValueNode)
  case not(ValueNode)
  case all([ValueNode])
  case any([ValueNode])

  var children: [ValueNode] {
    switch self {
    case .column, .constant, .condition: []
    case .negative(let inner), .missing(let inner, _), .not(let inner): [inner]
    case .arithmetic(let left, _, let right), .comparison(let left, _, let right), .like(let left, let right),
      .shifted(let left, let right, _), .difference(let left, let right, _):
      [left, right]
    case .call(_, let members), .all(let members), .any(let members): members
    case .choice(let branches, let otherwise):
      branches.flatMap { [$0.condition, $0.value] } + [otherwise].compactMap { $0 }
    }
  }

  /// The columns it reads, each once, in the order of the text.
  var columns: [String] {
    var found: [String] = []
    func visit(_ node: ValueNode) {
      switch node {
      case .column(let name, _), .condition(let name, _): if !found.contains(name) { found.append(name) }
      default: for child in node.children { visit(child) }
      }
    }
    visit(self)
    return found
  }
}

struct ValueBranch: Equatable, Sendable {
  var condition: ValueNode
  var value: ValueNode
}

/// The values of some rows.
struct ValueVector: Sendable {
  enum Values: Sendable {
    case numbers([Double])
    case texts([ByteText])
    case truths([Bool])
    case instants([Int64])
  }

  var values: Values
  /// One member per row; empty where nothing is missing. What stands where a value is missing is of no account.
  var missing: [Bool]

  init(_ values: Values, missing: [Bool] = []) { (self.values, self.missing) = (values, missing) }

  /// Numbers; what is no finite number is missing.
  init(numbers: [Double], missing: [Bool]) {
    self.init(.numbers(numbers), missing: missing)
    guard numbers.contains(where: { !$0.isFinite }) else { return }
    if self.missing.isEmpty { self.missing = Array(repeating: false, count: numbers.count) }
    for row in numbers.indices where !numbers[row].isFinite { self.missing[row] = true }
  }

  @inline(__always)
  func isMissing(_ row: Int) -> Bool { missing.isEmpty ? false : missing[row] }

  /// Truth and number are one where numbers are asked for: true is 1.
  var numbers: [Double] {
    switch values {
    case .numbers(let numbers): numbers
    case .truths(let truths): truths.map { $0 ? 1 : 0 }
    case .instants(let instants): instants.map(Double.init)
    case .texts: []
    }
  }

  var texts: [ByteText] { if case .texts(let texts) = values { texts } else { [] } }
  var truths: [Bool] { if case .truths(let truths) = values { truths } else { [] } }
  var instants: [Int64] { if case .instants(let instants) = values { instants } else { [] } }

  func scalar(_ row: Int) -> Scalar? {
    guard !isMissing(row) else { return nil }
    return switch values {
    case .numbers(let numbers): .number(numbers[row])
    case .texts(let texts): .text(texts[row])
    case .truths(let truths): .truth(truths[row])
    case .instants(let instants): .instant(instants[row])
    }
  }

  /// Missing where any of them is.
  static func union(_ marks: [[Bool]]) -> [Bool] {
    let present = marks.filter { !$0.isEmpty }
    guard var result = present.first else { return [] }
    for other in present.dropFirst() {
      for row in result.indices where other[row] { result[row] = true }
    }
    return result
  }
}
