extension CascadeOrder {
  /// The order with some columns before all others.
  static func withLeading(_ leading: [Int], _ order: [Int]) -> [Int] {
    leading.isEmpty ? order : leading + order.filter { !leading.contains($0) }
  }
}

extension CascadeDependency {
  /// Whether what decides the target still comes before it where some columns come first.
  func suits(_ leading: [Int]) -> Bool {
    guard let place = leading.firstIndex(of: target) else { return true }
    return determinants.allSatisfy { leading[..<place].contains($0) }
  }
}
