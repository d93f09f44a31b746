import Tables

/// The rare events of a recipe, compiled for the columns it draws.
struct StratumRules: Sendable {
  /// In the order of the events.
  let predicates: [Predicate]
  let conditions: [String]

  /// - Parameter columns: as the recipe's generators store them; the rows do not matter.
  /// - Throws: `.expression` for a condition that does not suit the columns.
  init(_ events: [RareEventRecipe], columns: [Column]) throws(SynthesisError) {
    var predicates: [Predicate] = []
    for event in events {
      do throws(ExpressionProblem) {
        let expression = try Expression(parsing: event.when)
        predicates.append(
          try Predicate(expression, text: event.when, columns: columns, thresholds: event.thresholds))
      } catch { throw SynthesisError(.expression(error)) }
    }
    self.predicates = predicates
    conditions = events.map(\.when)
  }

  var strataCount: Int { predicates.count + 1 }

  /// Columns that some event reads.
  var columns: Set<String> { Set(predicates.flatMap(\.columns)) }

  /// The stratum of each row by its values.
  func codes(over columns: [Column], rowCount: Int) -> [Int32] {
    RareEventFit.codes(of: predicates, over: columns, rowCount: rowCount)
  }

  /// What each row of a stratum must have in a column: its own event, and none of the earlier ones. nil: anything.
  func allowed(_ column: String, stratum: Int) -> ColumnCondition? {
    let earlier = stratum == 0 ? predicates : Array(predicates.prefix(stratum - 1))
    var conditions = earlier.compactMap { $0.allowedOtherwise(column) }
    if stratum > 0, let own = predicates[stratum - 1].allowed(column) { conditions.append(own) }
    guard let first = conditions.first else { return nil }
    return conditions.dropFirst().reduce(first) { $0.intersection($1) }
  }
}

extension StratumRules {
  /// A model that was fitted to strata knows them by number alone: drawn for other events, its rows would be those of others.
  ///
  /// A recipe without events is fine: every stratum then has its natural share.
  /// - Parameter shares: the model's, stratum 0 first; empty where it knows no strata.
  /// - Throws: `.rareTargets` where they are not the shares of these events, one by one.
  static func check(_ events: [RareEventRecipe], against shares: [Double]) throws(SynthesisError) {
    guard !events.isEmpty, !shares.isEmpty else { return }
    guard shares.count == events.count + 1 else {
      let reason = "are \(events.count), but the joint model was fitted to \(shares.count - 1); fit the table again"
      throw SynthesisError(.rareTargets(reason: reason))
    }
    for (event, share) in zip(events, shares.dropFirst())
    where share != 0 && (share - event.share).magnitude > 1e-6 * event.share {
      let reason =
        "is not the one that the joint model was fitted to: a share of \(RareTarget.percent(event.share)) of the real rows "
        + "in the list of events, \(RareTarget.percent(share)) in the model; fit the table again"
      throw SynthesisError(.rareEvent(when: event.when, reason: reason))
    }
  }
}

extension Predicate {
  /// What every row has that does *not* satisfy the predicate; nil where it may have anything.
  func allowedOtherwise(_ column: String) -> ColumnCondition? { Self.allowed(column, Self.complement(of: root)) }

  /// True of every row that does not satisfy `node`, and where two columns are compared perhaps of more.
  private static func complement(of node: Node) -> Node {
    switch node {
    case .condition(let name, let condition):
      .condition(name, ColumnCondition(condition.values.complement, allowsMissing: !condition.allowsMissing))
    case .comparison, .computed: .all([])
    case .all(let members): .any(members.map(complement))
    case .any(let members): .all(members.map(complement))
    }
  }
}
