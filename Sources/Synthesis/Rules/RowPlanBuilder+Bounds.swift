import Statistics
import StrictYAML
import Tables

/// A rule of order or range with what a recipe keeps of it.
struct BoundRule {
  let rule: Rule
  let recipe: RuleRecipe
}

/// Rules that bound a column: by another one, by numbers, by its group.
extension RowPlanBuilder {
  private struct Edge {
    let lesser: Int
    let greater: Int
    let distance: Double
    let law: GapLaw?
    let when: Predicate?
    let text: String
  }

  private struct Room {
    var lower = -Double.infinity
    var upper = Double.infinity
    var texts: [String] = []
    var isEmpty: Bool { lower > upper }
  }

  mutating func addBounds(_ rules: [BoundRule]) throws(SynthesisError) {
    var (edges, rooms, ranges): ([Edge], [Int: Room], [Int: [(BoundsStep.GroupRange, String)]]) = ([], [:], [:])
    for own in rules {
      do throws(ExpressionProblem) {
        switch own.rule {
        case .order: if let edge = try edge(own) { edges.append(edge) }
        case .limit(let column, let expression, let when): try addLimit(column, expression, when, own.recipe, &rooms)
        case .range(let column, let group):
          let place = try part(column, own.recipe)
          guard settled[place] == nil else {
            implied.append(own.recipe.text)
            continue
          }
          if let range = try groupRange(column, group, own.recipe) {
            ranges[place, default: []].append((range, own.recipe.text))
          }
        default: break
        }
      } catch { throw SynthesisError(.rule(error)) }
      if let clash { throw clash }
    }
    propagate(edges, &rooms, &ranges)
    if let clash { throw clash }
    addSteps(edges, rooms, ranges)
  }

  // MARK: - Reading

  private mutating func edge(_ own: BoundRule) throws(ExpressionProblem) -> Edge? {
    guard case .order(let lesser, let isStrict, let greater, let when) = own.rule else { return nil }
    let (low, high) = (try part(lesser, own.recipe), try part(greater, own.recipe))
    let (first, second) = (column(low), column(high))
    guard first.isComparable(with: second), first.hasOrder else {
      throw ExpressionProblem(
        text: own.recipe.text, offset: 0,
        reason:
          "'\(lesser)' is \(first.kind.rawValue) and '\(greater)' \(second.kind.rawValue); expected numbers, dates or times"
      )
    }
    let steps = [step(low), step(high)].filter { $0 > 0 }
    let condition = try when.map { condition throws(ExpressionProblem) in try predicate(condition, own.recipe.text) }
    let law = try? GapLaw(own.recipe.parameters)
    return Edge(
      lesser: low, greater: high, distance: isStrict ? steps.min() ?? 1e-9 : 0, law: law, when: condition,
      text: own.recipe.text)
  }

  private func column(_ part: Int) -> ExpressionColumn {
    let recipe = parts[part].recipe
    return columns.first { ByteText($0.name) == ByteText(recipe.name) }
      ?? ExpressionColumn(anyNamed: recipe.name, kind: recipe.kind)
  }

  /// Between the numbers that a column can show, in storage units; 0 where there is no least one.
  func step(_ part: Int) -> Double {
    let recipe = parts[part].recipe
    switch column(part).domain {
    case .integers: return 1
    case .instants: return Double(NumberSteps.instants(recipe.kind, recipe.look))
    case .decimals, .levels, .texts: return NumberSteps(recipe.look).least
    }
  }

  private mutating func addLimit(
    _ column: String, _ expression: Expression, _ when: Expression?, _ own: RuleRecipe, _ rooms: inout [Int: Room]
  ) throws(ExpressionProblem) {
    let place = try part(column, own)
    let allowed = try predicate(expression, own.text)
    guard allowed.isOfValues, let condition = allowed.allowed(column) else {
      throw ExpressionProblem(
        text: own.text, offset: 0,
        reason: "a limit names values or ranges of values, so that rows can be drawn within it")
    }
    let condition1 = try when.map { condition throws(ExpressionProblem) in try predicate(condition, own.text) }
    guard settled[place] == nil, parts[place].generator.isMarginal else {
      implied.append(own.text)
      return
    }
    guard let set = parts[place].limits(of: condition, among: parts).first?.set else { return }
    guard !set.isEmpty else {
      return refuse([own.text], "cannot be kept: the recipe draws no such value of '\(column)'")
    }
    steps.append(
      LimitStep(
        part: place, set: set, allowed: allowed, when: condition1, names: [own.text],
        reads: (condition1?.columns ?? []).compactMap { names[$0] }))
    guard condition1 == nil, let hull = condition.hull else { return }
    rooms[place, default: Room()].lower = max(rooms[place]?.lower ?? -.infinity, hull.lowerBound)
    rooms[place, default: Room()].upper = min(rooms[place]?.upper ?? .infinity, hull.upperBound)
    rooms[place]?.texts.append(own.text)
  }

  private mutating func groupRange(_ column: String, _ group: String, _ own: RuleRecipe) throws(ExpressionProblem)
    -> BoundsStep.GroupRange?
  {
    let source = try part(group, own)
    do throws(SynthesisError) {
      let groups = try ValueList(own.parameters, "groups")
      let reader = ParameterReader(own.parameters, column: "")
      let lower = try reader.numbers("lower", count: groups.count)
      let upper = try reader.numbers("upper", count: groups.count)
      guard zip(lower, upper).allSatisfy({ $0 <= $1 }) else {
        refuse([own.text], "holds a range whose end is below its start")
        return nil
      }
      return BoundsStep.GroupRange(part: source, groups: groups, lower: lower, upper: upper)
    } catch {
      refuse([own.text], "holds no ranges (\(error.description)); add it where the real table is open")
      return nil
    }
  }

  // MARK: - Room

  private func isFixed(_ part: Int) -> Bool { settled[part] != nil || !parts[part].generator.isMarginal }

  /// What is above a column bounds it, too: it must leave room for them.
  private mutating func propagate(
    _ edges: [Edge], _ rooms: inout [Int: Room], _ ranges: inout [Int: [(BoundsStep.GroupRange, String)]]
  ) {
    let free = edges.filter { !isFixed($0.lesser) && !isFixed($0.greater) && $0.when == nil }
    for _ in 0...free.count {
      for edge in free {
        let (low, high) = (rooms[edge.lesser] ?? Room(), rooms[edge.greater] ?? Room())
        if high.upper - edge.distance < low.upper {
          rooms[edge.lesser] = Room(
            lower: low.lower, upper: high.upper - edge.distance, texts: low.texts + high.texts + [edge.text])
        }
        if low.lower + edge.distance > high.lower {
          rooms[edge.greater] = Room(
            lower: low.lower + edge.distance, upper: rooms[edge.greater]?.upper ?? .infinity,
            texts: high.texts + low.texts + [edge.text])
        }
      }
    }
    if let empty = rooms.sorted(by: { $0.key < $1.key }).first(where: { $0.value.isEmpty }) {
      var texts: [String] = []
      for text in empty.value.texts where !texts.contains(text) { texts.append(text) }
      refuse(texts, "clash: they leave no value for '\(parts[empty.key].recipe.name)'")
    }
    // Ranges of groups leave room likewise, one column after another.
    for _ in free {
      for edge in free {
        for (range, text) in ranges[edge.greater] ?? [] {
          guard ranges[edge.lesser]?.contains(where: { $0.1 == text }) != true else { continue }
          let own = BoundsStep.GroupRange(
            part: range.part, groups: range.groups, lower: range.lower.map { _ in -Double.infinity },
            upper: range.upper.map { $0 - edge.distance })
          ranges[edge.lesser, default: []].append((own, text))
        }
      }
    }
  }

  // MARK: - Steps

  private mutating func addSteps(
    _ edges: [Edge], _ rooms: [Int: Room], _ ranges: [Int: [(BoundsStep.GroupRange, String)]]
  ) {
    var (below, above): ([Int: [Edge]], [Int: [Edge]]) = ([:], [:])
    for edge in edges {
      switch (isFixed(edge.lesser), isFixed(edge.greater)) {
      case (true, true): implied.append(edge.text)
      case (_, false) where !needs(edge.lesser, edge.greater): below[edge.greater, default: []].append(edge)
      case (false, _) where !needs(edge.greater, edge.lesser): above[edge.lesser, default: []].append(edge)
      default: implied.append(edge.text)
      }
    }
    let bound = Set(below.keys).union(above.keys).union(ranges.keys).union(edges.flatMap { [$0.lesser, $0.greater] })
    for part in bound.sorted() where !isFixed(part) {
      let own = rooms[part] ?? Room()
      let (lower, upper) = (below[part] ?? [], above[part] ?? [])
      let around = ranges[part] ?? []
      guard !lower.isEmpty || !upper.isEmpty || !around.isEmpty || !own.texts.isEmpty else { continue }
      let conditions = (lower + upper).flatMap { $0.when?.columns ?? [] }.compactMap { names[$0] }
      steps.append(
        BoundsStep(
          part: part, below: lower.map { neighbour($0.lesser, $0) }, above: upper.map { neighbour($0.greater, $0) },
          ranges: around.map(\.0), room: own.lower...own.upper, step: step(part),
          names: (lower + upper).map(\.text) + around.map(\.1) + own.texts,
          reads: lower.map(\.lesser) + upper.map(\.greater) + around.map(\.0.part) + conditions))
    }
  }

  private func neighbour(_ part: Int, _ edge: Edge) -> BoundsStep.Neighbour {
    BoundsStep.Neighbour(part: part, distance: edge.distance, law: edge.law, when: edge.when)
  }

  /// Whether a column that a rule or formula settles is computed from another one.
  private func needs(_ part: Int, _ other: Int) -> Bool {
    var (seen, open): (Set<Int>, [Int]) = ([], [part])
    while let next = open.popLast() {
      guard seen.insert(next).inserted else { continue }
      for step in steps where step.writes.contains(next) && step.phase == .determined {
        if step.reads.contains(other) { return true }
        open += step.reads
      }
    }
    return false
  }
}

extension Predicate {
  /// Whether it is nothing but conditions on values.
  var isOfValues: Bool { Self.isOfValues(root) }

  private static func isOfValues(_ node: Node) -> Bool {
    switch node {
    case .condition: true
    case .comparison, .computed: false
    case .all(let members), .any(let members): members.allSatisfy(isOfValues)
    }
  }
}

extension ColumnCondition {
  /// From the least to the greatest value allowed; nil for texts and levels.
  var hull: ClosedRange<Double>? {
    switch values {
    case .integers(let ranges):
      guard let first = ranges.ranges.first, let last = ranges.ranges.last else { return nil }
      return
        (first.lowerBound == .min ? -.infinity : Double(first.lowerBound))...(last.upperBound == .max
        ? .infinity : Double(last.upperBound))
    case .decimals(let ranges):
      guard let first = ranges.ranges.first, let last = ranges.ranges.last else { return nil }
      return first.lowerBound...last.upperBound
    case .texts: return nil
    }
  }
}
