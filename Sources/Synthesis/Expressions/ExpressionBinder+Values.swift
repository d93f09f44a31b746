import StrictYAML
import Tables

/// What is learned of a fitted column and may stand in an expression.
package enum ColumnFigure: Equatable, Sendable {
  case quantile(Double)
  case mean
  case deviation
}

/// Values: every operand gets a type, and literals the one that their place asks for.
extension ExpressionBinder {
  typealias Typed = (node: ValueNode, type: ValueType)

  static func isPlain(_ operand: Operand) -> Bool {
    switch operand.form {
    case .word, .quantile: true
    case .negative, .arithmetic, .call, .choice, .condition: false
    }
  }

  /// A condition with its three values.
  mutating func condition(_ expression: Expression) throws(ExpressionProblem) -> ValueNode {
    switch expression {
    case .not(let inner): return .not(try condition(inner))
    case .all(let members): return .all(try conditions(members))
    case .any(let members): return .any(try conditions(members))
    case .missing(let operand, let isNegated): return .missing(try value(operand).node, isNegated: isNegated)
    case .like(let operand, let pattern, let isNegated):
      let own = ValueNode.like(try value(operand, as: .text), try value(pattern, as: .text))
      return isNegated ? .not(own) : own
    case .truth(let operand): return try value(operand, as: .truth)
    case .comparison(let left, let comparison, let right):
      guard Self.isPlain(left), Self.isPlain(right), existing(left) != nil || existing(right) != nil else {
        return try compared(left, comparison, right)
      }
    case .between(let operand, let low, let high, let isNegated):
      guard [operand, low, high].allSatisfy(Self.isPlain) else {
        let both = ValueNode.all([
          try compared(operand, .greaterOrEqual, low), try compared(operand, .lessOrEqual, high),
        ])
        return isNegated ? .not(both) : both
      }
    case .membership(let operand, let members, let isNegated):
      guard ([operand] + members).allSatisfy(Self.isPlain) else {
        var tests: [ValueNode] = []
        for member in members { tests.append(try compared(operand, .equal, member)) }
        return isNegated ? .not(.any(tests)) : .any(tests)
      }
    }
    return Self.value(of: try node(expression), columns)
  }

  private mutating func conditions(_ members: [Expression]) throws(ExpressionProblem) -> [ValueNode] {
    var nodes: [ValueNode] = []
    for member in members { nodes.append(try condition(member)) }
    return nodes
  }

  /// A compiled plain condition as a value.
  private static func value(of node: Predicate.Node, _ columns: [ExpressionColumn]) -> ValueNode {
    switch node {
    case .condition(let name, let condition): return .condition(name, condition)
    case .comparison(let left, let comparison, let right):
      func side(_ name: String) -> ValueNode {
        let column = columns.first { ByteText($0.name) == ByteText(name) }
        let type = column?.valueType ?? .number
        return .column(name, type == .truth ? .text : type)
      }
      return .comparison(side(left), comparison, side(right))
    case .computed(let value): return value
    case .all(let members): return .all(members.map { value(of: $0, columns) })
    case .any(let members): return .any(members.map { value(of: $0, columns) })
    }
  }

  private mutating func compared(_ left: Operand, _ comparison: Expression.Comparison, _ right: Operand)
    throws(ExpressionProblem) -> ValueNode
  {
    let isFirst = !isLiteral(left)
    let known = try value(isFirst ? left : right)
    let other = try value(isFirst ? right : left, expecting: known.type)
    let first = isFirst ? known : other
    let second = isFirst ? other : known
    guard Self.matches(first.type, second.type) else {
      throw problem("\(first.type.words) cannot be compared with \(second.type.words)", at: right.offset)
    }
    if first.type == .truth || first.type == .text, comparison != .equal, comparison != .unequal {
      throw problem("\(first.type.words) has no order; expected = or !=", at: right.offset)
    }
    return .comparison(first.node, comparison, second.node)
  }

  private static func matches(_ left: ValueType, _ right: ValueType) -> Bool {
    func plain(_ type: ValueType) -> ValueType { type == .truth ? .number : type }
    return plain(left) == plain(right)
  }

  private func isLiteral(_ operand: Operand) -> Bool {
    guard case .word = operand.form else { return false }
    return existing(operand) == nil
  }

  /// A value of one type; true and false are 1 and 0 where numbers are asked for.
  mutating func value(_ operand: Operand, as type: ValueType) throws(ExpressionProblem) -> ValueNode {
    let own = try value(operand, expecting: type)
    if own.type == type || type == .number && own.type == .truth { return own.node }
    if type == .text, own.type == .number, let spell = ValueFunction.named("text") { return .call(spell, [own.node]) }
    throw problem("expected \(type.words), found \(own.type.words)", at: operand.offset)
  }

  mutating func value(_ operand: Operand, expecting type: ValueType? = nil) throws(ExpressionProblem) -> Typed {
    switch operand.form {
    case .word(let word, let quoting):
      if let column = existing(operand) {
        let own = column.valueType
        return type == .text && own == .truth ? (.column(column.name, .text), .text) : (.column(column.name, own), own)
      }
      return try literal(word, quoting, type, operand)
    case .quantile: throw problem("q(p) stands to the right of a column; write quantile(column, p)", at: operand.offset)
    case .negative(let inner): return (.negative(try value(inner, as: .number)), .number)
    case .arithmetic(let left, .join, let right):
      return (.arithmetic(try value(left, as: .text), .join, try value(right, as: .text)), .text)
    case .arithmetic(let left, let sign, let right): return try arithmetic(left, sign, right)
    case .call(let name, let arguments):
      guard let function = ValueFunction.named(name) else {
        throw problem("no function is called '\(name.prefix(40))'", at: operand.offset)
      }
      return try call(function, arguments, type, at: operand.offset)
    case .choice(let branches, let otherwise): return try choice(branches, otherwise, type, at: operand.offset)
    case .condition(let expression): return (try condition(expression), .truth)
    }
  }

  private func literal(_ word: String, _ quoting: Expression.Quoting, _ type: ValueType?, _ operand: Operand)
    throws(ExpressionProblem) -> Typed
  {
    if quoting == .name { throw unknownColumn(operand) }
    if case .instant(let kind)? = type {
      guard let instant = ExpressionColumn(anyNamed: "", kind: kind).instant(word) else {
        throw problem("'\(word.prefix(60))' is not a \(kind.rawValue) such as 2024-01-31", at: operand.offset)
      }
      return (.constant(.instant(instant)), .instant(kind))
    }
    if type == .truth, let truth = ExpressionColumn.meaning(of: word) { return (.constant(.truth(truth)), .truth) }
    if type != .text, quoting != .literal, let number = ExpressionNumber.decimal(word) {
      return (.constant(.number(number)), .number)
    }
    if quoting != .bare || type == .text { return (.constant(.text(ByteText(word))), .text) }
    if word.lowercased() == "true" || word.lowercased() == "false" {
      return (.constant(.truth(word.lowercased() == "true")), .truth)
    }
    if let days = ExpressionColumn(anyNamed: "", kind: .date).instant(word) {
      return (.constant(.instant(days)), .instant(.date))
    }
    var unknown = unknownColumn(operand)
    if word.contains(where: { "+-*/%^".contains($0) }) { unknown.reason += "; operators stand between blanks" }
    throw unknown
  }

  private mutating func arithmetic(_ left: Operand, _ sign: Expression.Arithmetic, _ right: Operand)
    throws(ExpressionProblem) -> Typed
  {
    let first = try value(left)
    let second: Typed
    if case .instant = first.type, sign == .subtract, isLiteral(right), case .word(let word, _) = right.form,
      ExpressionNumber.decimal(word) == nil
    {
      second = try value(right, expecting: first.type)
    } else {
      second = try value(right)
    }
    switch (first.type, sign, second.type) {
    case (.number, _, .number), (.truth, _, .number), (.number, _, .truth), (.truth, _, .truth):
      return (.arithmetic(first.node, sign, second.node), .number)
    case (.instant(let kind), .add, .number): return (.shifted(first.node, days: second.node, kind), first.type)
    case (.number, .add, .instant(let kind)): return (.shifted(second.node, days: first.node, kind), second.type)
    case (.instant(let kind), .subtract, .number):
      return (.shifted(first.node, days: .negative(second.node), kind), first.type)
    case (.instant(let kind), .subtract, .instant(let other)) where kind == other:
      return (.difference(first.node, second.node, kind), .number)
    default:
      let reason = "'\(sign.rawValue)' does not go with \(first.type.words) and \(second.type.words)"
      throw problem(reason, at: right.offset)
    }
  }

  // MARK: - Calls

  private mutating func call(
    _ function: ValueFunction, _ arguments: [Operand], _ type: ValueType?, at offset: Int
  ) throws(ExpressionProblem) -> Typed {
    switch function.body {
    case .number: return (.call(function, [try value(arguments[0], as: .number)]), .number)
    case .numbers:
      var own: [ValueNode] = []
      for argument in arguments { own.append(try value(argument, as: .number)) }
      return (.call(function, own), .number)
    case .dayPart: return (.call(function, [try instant(arguments[0], [.date, .datetime])]), .number)
    case .timePart: return (.call(function, [try instant(arguments[0], [.time, .datetime])]), .number)
    case .scalars(let types, let result, _):
      var own: [ValueNode] = []
      for (place, argument) in arguments.enumerated() {
        own.append(try value(argument, as: types[min(place, types.count - 1)]))
      }
      return (.call(function, own), result)
    case .special(let special): return try call(function, special, arguments, type, at: offset)
    }
  }

  private mutating func instant(_ operand: Operand, _ kinds: [ColumnKind]) throws(ExpressionProblem) -> ValueNode {
    let own = try value(operand)
    if case .instant(let kind) = own.type, kinds.contains(kind) { return own.node }
    let expected = kinds.map(\.rawValue).joined(separator: " or ")
    throw problem("expected a \(expected), found \(own.type.words)", at: operand.offset)
  }

  private mutating func call(
    _ function: ValueFunction, _ special: ValueFunction.Special, _ arguments: [Operand], _ type: ValueType?,
    at offset: Int
  ) throws(ExpressionProblem) -> Typed {
    switch special {
    case .least, .greatest, .coalesce:
      let (nodes, own) = try alike(arguments, type)
      return (.call(function, nodes), own)
    case .condition:
      let test = try value(arguments[0], as: .truth)
      let (nodes, own) = try alike(Array(arguments.dropFirst()), type)
      return (.call(function, [test] + nodes), own)
    case .date: return (.call(function, [try instant(arguments[0], [.datetime])]), .instant(.date))
    case .time: return (.call(function, [try instant(arguments[0], [.datetime])]), .instant(.time))
    case .mean: return try figure(.mean, arguments[0])
    case .deviation: return try figure(.deviation, arguments[0])
    case .quantile:
      guard case .word(let word, _) = arguments[1].form, let share = ExpressionNumber.decimal(word), share > 0,
        share < 1
      else {
        throw problem("quantile needs a share between 0 and 1, such as quantile(price, 0.9)", at: arguments[1].offset)
      }
      return try figure(.quantile(share), arguments[0])
    }
  }

  private mutating func figure(_ figure: ColumnFigure, _ operand: Operand) throws(ExpressionProblem) -> Typed {
    let column = try column(operand)
    let number = try threshold(column, figure, at: operand.offset)
    if case .instant = column.valueType {
      guard figure != .deviation else {
        throw problem("expected a column of numbers, found \(column.valueType.words)", at: operand.offset)
      }
      return (.constant(.instant(Int64(clampingFinite: number))), column.valueType)
    }
    return (.constant(.number(number)), .number)
  }

  /// Values of one type, which the first that has one of its own decides.
  private mutating func alike(_ operands: [Operand], _ expected: ValueType?) throws(ExpressionProblem) -> (
    [ValueNode], ValueType
  ) {
    var type = expected
    if type == nil, let first = operands.first(where: { !isLiteral($0) }) { type = try value(first).type }
    var nodes: [ValueNode] = []
    for operand in operands {
      let own = try value(operand, expecting: type)
      guard own.type == type ?? own.type else {
        let wanted = type?.words ?? ""
        throw problem("expected \(wanted) like the others, found \(own.type.words)", at: operand.offset)
      }
      type = own.type
      nodes.append(own.node)
    }
    return (nodes, type ?? .number)
  }

  private mutating func choice(
    _ branches: [Expression.Branch], _ otherwise: Operand?, _ type: ValueType?, at offset: Int
  ) throws(ExpressionProblem) -> Typed {
    let (nodes, own) = try alike(branches.map(\.value) + [otherwise].compactMap { $0 }, type)
    var bound: [ValueBranch] = []
    for (branch, node) in zip(branches, nodes) {
      bound.append(ValueBranch(condition: try condition(branch.condition), value: node))
    }
    return (.choice(bound, otherwise: otherwise == nil ? nil : nodes[nodes.count - 1]), own)
  }
}

extension ExpressionColumn {
  /// As what its values count in computations.
  var valueType: ValueType {
    switch domain {
    case .integers, .decimals: return .number
    case .instants: return .instant(kind)
    case .texts: return .text
    case .levels(let levels):
      guard kind == .boolean else { return .text }
      return (levels ?? []).allSatisfy { Self.meaning(of: $0.string) != nil } ? .truth : .text
    }
  }

  /// A column of which nothing but the kind is known.
  init(anyNamed name: String, kind: ColumnKind) {
    let domain: Domain =
      switch kind {
      case .integer: .integers
      case .decimal: .decimals
      case .date, .time, .datetime: .instants
      case .boolean, .categorical: .levels(nil)
      case .text, .identifier: .texts
      }
    (self.name, self.kind, self.look, self.domain) = (name, kind, Look(), domain)
  }
}

extension ValueNode {
  /// What it gives.
  var type: ValueType {
    switch self {
    case .column(_, let type): return type
    case .constant(.number), .negative, .difference: return .number
    case .constant(.text): return .text
    case .constant(.truth), .comparison, .condition, .missing, .like, .not, .all, .any: return .truth
    // The kind of an instant that stands alone is that of its place; nothing asks for it.
    case .constant(.instant): return .instant(.date)
    case .arithmetic(_, let sign, _): return sign == .join ? .text : .number
    case .shifted(_, _, let kind): return .instant(kind)
    case .choice(let branches, _): return branches.first?.value.type ?? .number
    case .call(let function, let arguments):
      switch function.body {
      case .number, .numbers, .dayPart, .timePart: return .number
      case .scalars(_, let result, _): return result
      case .special(.date): return .instant(.date)
      case .special(.time): return .instant(.time)
      case .special(.condition): return arguments.count > 1 ? arguments[1].type : .number
      case .special: return arguments.first?.type ?? .number
      }
    }
  }
}
