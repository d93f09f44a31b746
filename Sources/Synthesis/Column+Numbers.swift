import Tables

extension Column {
  /// The values that are not missing as numbers, in storage units; nil for texts and levels.
  var presentNumbers: [Double]? {
    switch storage {
    case .integers(let values), .instants(let values): present(values).map(Double.init)
    case .decimals(let values): present(values)
    case .levels, .text: nil
    }
  }

  /// The values that are not missing as whole numbers; nil for other columns.
  var presentIntegers: [Int64]? {
    switch storage {
    case .integers(let values), .instants(let values): present(values)
    case .decimals, .levels, .text: nil
    }
  }

  /// The values that are not missing as texts; nil for other columns.
  var presentTexts: [ArraySlice<UInt8>]? {
    switch storage {
    case .text(let texts):
      return (0..<texts.count).compactMap { isMissing($0) ? nil : texts.slice(at: $0) }
    case .levels(let codes, let levels):
      let slices = levels.map { $0.bytes[...] }
      return codes.compactMap { slices.indices.contains(Int($0)) ? slices[Int($0)] : nil }
    case .integers, .decimals, .instants: return nil
    }
  }

  /// Whether `presentTexts` gives a list.
  var hasTexts: Bool {
    switch storage {
    case .text, .levels: true
    case .integers, .decimals, .instants: false
    }
  }

  /// Up to `limit` of the texts that are not missing, evenly spread over the rows; empty for other columns.
  func sampledTexts(_ limit: Int) -> [ArraySlice<UInt8>] {
    let step = max(1, count / max(1, limit))
    return stride(from: 0, to: count, by: step).compactMap { row in
      guard !isMissing(row) else { return nil }
      switch storage {
      case .text(let texts): return texts.slice(at: row)
      case .levels(let codes, let levels): return codes[row] < 0 ? nil : levels[Int(codes[row])].bytes[...]
      case .integers, .decimals, .instants: return nil
      }
    }
  }

  private func present<Value>(_ values: [Value]) -> [Value] {
    missing.isEmpty ? values : zip(values, missing).compactMap { $1 ? nil : $0 }
  }
}

extension Int64 {
  /// The nearest whole number there is; 0 for what is not a number.
  @inline(__always)
  init(clamping value: Double) {
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
