import Glibc

/// The search for the law with the largest likelihood, in coordinates in which every place is allowed.
struct FamilySearch {
  let family: ParametricFamily
  let sample: FamilySample
  private let unit: Double

  init(_ family: ParametricFamily, _ sample: FamilySample) {
    self.family = family
    self.sample = sample
    unit = sample.deviation
  }

  typealias Found = (law: ParametricLaw, logLikelihood: Double)

  func best() -> Found? {
    if let own = family.ownFit { return own(sample).compactMap(found).max { $0.logLikelihood < $1.logLikelihood } }
    let free = family.parameters.indices.filter { family.parameters[$0].domain != .fixed }
    let ends = family.starts(sample).compactMap { search(from: $0, free: free) }
    guard let best = ends.max(by: { $0.logLikelihood < $1.logLikelihood }) else { return nil }
    return rounded(best, free: free)
  }

  private func found(_ parameters: [Double]) -> Found? {
    guard let law = ParametricLaw(family, parameters) else { return nil }
    let value = law.logLikelihood(sample)
    return value.isFinite ? (law, value) : nil
  }

  /// Places further out than this are no better for a law than its limit.
  private static let farthest = 20.0

  private func search(from start: [Double], free: [Int]) -> Found? {
    guard start.allSatisfy(\.isFinite), let first = found(start) else { return nil }
    guard !free.isEmpty else { return first }
    var simplex = SimplexSearch()
    let evaluate: ([Double]) -> Double = { place in
      guard place.allSatisfy({ abs($0) <= Self.farthest }) else { return -.infinity }
      return found(moved(start, free, by: place))?.logLikelihood ?? -.infinity
    }
    var end = simplex.maximum(from: free.map { _ in 0 }, of: evaluate)
    if free.count > 2 {
      // A simplex may lie down flat before it is there.
      simplex.size = 0.1
      end = simplex.maximum(from: end.place, of: evaluate)
    }
    return found(moved(start, free, by: end.place))
  }

  private func moved(_ start: [Double], _ free: [Int], by place: [Double]) -> [Double] {
    var parameters = start
    for (index, shift) in zip(free, place) { parameters[index] = moved(start[index], index, by: shift) }
    return parameters
  }

  func moved(_ value: Double, _ index: Int, by shift: Double) -> Double {
    switch family.parameters[index].domain {
    case .value: value + shift * unit
    case .real: value + shift
    case .positive, .count: value * exp(shift)
    case .share: 1 / (1 + (1 / value - 1) * exp(-shift))
    case .fixed, .shares, .values, .positives: value
    }
  }

  /// Counts are whole numbers: each in turn the better of its neighbours, the rest fitted anew.
  private func rounded(_ best: Found, free: [Int]) -> Found? {
    var (best, free): (Found, [Int]) = (best, free)
    for index in free where family.parameters[index].domain == .count {
      free.removeAll { $0 == index }
      let value = best.law.parameters[index]
      let ends = [value.rounded(.down), value.rounded(.up)].compactMap { whole in
        var parameters = best.law.parameters
        parameters[index] = whole
        return search(from: parameters, free: free)
      }
      guard let better = ends.max(by: { $0.logLikelihood < $1.logLikelihood }) else { return nil }
      best = better
    }
    return best
  }

  /// The likelihood with a share of extra zeros beside the rows of the sample, which holds none.
  func inflated(from start: [Double], zeros: Double, rows: Double) -> (
    law: ParametricLaw, logLikelihood: Double, share: Double
  )? {
    let free = family.parameters.indices.filter { family.parameters[$0].domain != .fixed }
    func share(_ place: [Double]) -> Double { 1 / (1 + exp(-place[place.count - 1])) }
    let end = SimplexSearch(rounds: 600).maximum(from: free.map { _ in 0 } + [-2]) { place in
      guard place.allSatisfy({ abs($0) <= Self.farthest }), let found = found(moved(start, free, by: place)) else {
        return -.infinity
      }
      let share = share(place)
      let zero = share + (1 - share) * exp(found.law.logDensity(0))
      return found.logLikelihood + (rows - zeros) * log1p(-share) + (zeros > 0 ? zeros * log(zero) : 0)
    }
    guard let found = found(moved(start, free, by: end.place)), let law = rounded(found, free: free)?.law else {
      return nil
    }
    return (law, end.value, share(end.place))
  }
}
