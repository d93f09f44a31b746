/// Doubles that are short decimals, as whole numbers: 0.23, 0.31 are 23, 31 with two decimals.
enum DecimalScale {
  private static let powers: [Double] = [1, 10, 100, 1000, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9]
  /// Below 2^53 every whole number is a double.
  private static let largest = 9e15

  /// The fewest decimals (at most 9) with which every value comes back bit for bit; nil where there are none.
  static func common(to values: [Double]) -> (decimals: Int, scaled: [Int64])? {
    var decimals = 0
    for value in values where scale(value, decimals: decimals) == nil {
      guard let more = (decimals..<powers.count).first(where: { scale(value, decimals: $0) != nil }) else { return nil }
      decimals = more
    }
    var scaled: [Int64] = []
    scaled.reserveCapacity(values.count)
    for value in values {
      // A value that fits few decimals may be too large, or round differently, with more.
      guard let whole = scale(value, decimals: decimals) else { return nil }
      scaled.append(whole)
    }
    return (decimals, scaled)
  }

  private static func scale(_ value: Double, decimals: Int) -> Int64? {
    let whole = (value * powers[decimals]).rounded()
    guard abs(whole) <= largest, let scaled = Int64(exactly: whole) else { return nil }
    // Bits, because 0 must not become -0 or the other way round.
    return (Double(scaled) / powers[decimals]).bitPattern == value.bitPattern ? scaled : nil
  }

  /// nil where no such list was written.
  static func values(_ scaled: [Int64], decimals: Int) -> [Double]? {
    guard powers.indices.contains(decimals) else { return nil }
    return scaled.map { Double($0) / powers[decimals] }
  }
}
