import Statistics

/// Finds columns that follow from one, two or three others, each combination of values alike wherever it occurs.
struct CascadeDependency: Sendable {
  /// Indices of the columns it follows from.
  let determinants: [Int]
  let target: Int
  /// The part of its only determinant, a date or time, that it follows from; nil: the values themselves.
  var part: MomentCells?

  /// Among so many columns, those most tied to the target, pairs and triples are sought.
  private static let partnersOfPairs = 12
  private static let partnersOfTriples = 6

  /// For each column that follows from others the smallest set of these, without circles.
  /// - Parameter candidates: by target.
  static func chosen(of candidates: [[CascadeDependency]]) -> [CascadeDependency] {
    var chosen: [CascadeDependency] = []
    for target in candidates.indices {
      let free = candidates[target].first { dependency in
        dependency.determinants.allSatisfy { !follows($0, from: target, chosen) }
      }
      if let free { chosen.append(free) }
    }
    return chosen
  }

  private static func follows(_ column: Int, from other: Int, _ chosen: [CascadeDependency]) -> Bool {
    if column == other { return true }
    guard let own = chosen.first(where: { $0.target == column }) else { return false }
    return own.determinants.contains { follows($0, from: other, chosen) }
  }

  /// Every single determinant, fewest cells first; or, where there is none, the first pair or triple.
  /// - Parameters:
  ///   - cells: of each column; nil where it cannot determine another.
  ///   - moments: of each column; nil where it holds no dates or times.
  ///   - links: how strongly columns are tied, symmetric.
  static func candidates(
    for target: Int, _ columns: [CascadeColumn], _ cells: [CascadeCells?], _ moments: [CascadeMomentColumn?],
    links: [[Double]], k: Int
  ) -> [CascadeDependency] {
    guard columns[target].counts.count > 1 else { return [] }
    let others = columns.indices.filter { $0 != target && cells[$0] != nil }
    let votes = CascadeVotes()
    func holds(_ determinants: [Int]) -> Bool {
      CascadeDetermination(determinants.compactMap { cells[$0] }, columns[target], k: k, votes: votes) != nil
    }
    let singles = others.filter { (cells[$0]?.count ?? 0) >= columns[target].counts.count && holds([$0]) }
    guard singles.isEmpty else {
      return singles.sorted { ((cells[$0]?.count ?? 0), $0) < ((cells[$1]?.count ?? 0), $1) }
        .map { CascadeDependency(determinants: [$0], target: target) }
    }
    let parts = ofParts(target, columns, moments, k: k, votes: votes)
    guard parts.isEmpty else { return parts }
    let near = others.sorted { (links[target][$0], $1) > (links[target][$1], $0) }
    let pairs = subsets(of: Array(near.prefix(partnersOfPairs)), size: 2)
    let triples = subsets(of: Array(near.prefix(partnersOfTriples)), size: 3)
    let first = (pairs + triples).first(where: holds)
    return first.map { [CascadeDependency(determinants: $0.sorted(), target: target)] } ?? []
  }

  /// The parts of dates and times that decide a column, of which that are fewest come first.
  private static func ofParts(
    _ target: Int, _ columns: [CascadeColumn], _ moments: [CascadeMomentColumn?], k: Int, votes: CascadeVotes
  ) -> [CascadeDependency] {
    guard moments[target] == nil, columns[target].counts.count <= MomentCells.mostValues else { return [] }
    return moments.indices.flatMap { index -> [CascadeDependency] in
      guard let moment = moments[index] else { return [] }
      return moment.parts.filter { part in
        moment.seemsToDecide(columns[target], part)
          && CascadeDetermination([moment.cells(part)], columns[target], k: k, votes: votes) != nil
      }
      .sorted { $0.count < $1.count }.prefix(1)
      .map { CascadeDependency(determinants: [index], target: target, part: $0) }
    }
  }

  private static func subsets(of list: [Int], size: Int) -> [[Int]] {
    guard size > 0 else { return [[]] }
    return list.indices.flatMap { place in
      subsets(of: Array(list[(place + 1)...]), size: size - 1).map { [list[place]] + $0 }
    }
  }

  /// The table to draw from, and the rows that it does not decide.
  /// - Parameter place: where the cells of a column, or of a part of it, stand.
  func lookup(
    _ columns: [CascadeColumn], _ cells: [CascadeCells?], _ moments: [CascadeMomentColumn?], k: Int,
    place: (Int, MomentCells?) -> Int
  ) -> (lookup: CascadeLookup, openRows: [Int32])? {
    let own = determinants.compactMap { index in part.map { moments[index]?.cells($0) } ?? cells[index] }
    guard own.count == determinants.count,
      let found = CascadeDetermination(own, columns[target], k: k, votes: CascadeVotes())
    else { return nil }
    let groups = Set(found.groupOfKey.filter { $0 >= 0 }).sorted()
    var indexOfGroup: [Int32: Int32] = [:]
    for (index, group) in groups.enumerated() { indexOfGroup[group] = Int32(index) }
    let lookup = CascadeLookup(
      determinants: determinants.map { place($0, part) }, cellCounts: own.map(\.count),
      table: found.groupOfKey.map { indexOfGroup[$0] ?? CascadeLookup.undecided },
      uniforms: groups.map { columns[target].centers[Int($0)] }, exceptionShare: found.exceptionShare)
    return (lookup, found.openRows)
  }
}
