import Tables

/// Missing values are the lowest share of u, handled here once for every generator.
enum MissingAtom {
  /// - Returns: the uniforms stretched over what is not missing, and the marks (empty where nothing is missing).
  static func split(_ uniforms: ArraySlice<Double>, share: Double) -> (uniforms: ArraySlice<Double>, missing: [Bool]) {
    guard share > 0 else { return (uniforms, []) }
    let scale = 1 / (1 - share)
    var marked = 0
    let missing: [Bool] = uniforms.mapped { missing, uniforms in
      for row in 0..<uniforms.count {
        let isMissing = uniforms[row] < share
        missing.initializeElement(at: row, to: isMissing)
        marked &+= isMissing ? 1 : 0
      }
    }
    let stretched: [Double] = uniforms.mapped { stretched, uniforms in
      for row in 0..<uniforms.count {
        stretched[row] = min(max((uniforms[row] - share) * scale, 0x1p-53), 1 - 0x1p-53)
      }
    }
    return (stretched[...], marked > 0 ? missing : [])
  }

  /// A column in which every missing row holds the neutral value of its storage.
  static func column(_ recipe: ColumnRecipe, _ storage: ColumnStorage, missing: [Bool]) -> Column {
    let cleaned = missing.isEmpty ? storage : neutral(storage, missing)
    return Column(name: recipe.name, kind: recipe.kind, storage: cleaned, missing: missing, look: recipe.look)
  }

  static func column(_ recipe: ColumnRecipe, allMissing count: Int) -> Column {
    let storage: ColumnStorage
    switch recipe.kind {
    case .integer: storage = .integers(Array(repeating: 0, count: count))
    case .decimal: storage = .decimals(Array(repeating: 0, count: count))
    case .boolean, .categorical: storage = .levels(codes: Array(repeating: -1, count: count), levels: [])
    case .date, .time, .datetime: storage = .instants(Array(repeating: 0, count: count))
    case .text, .identifier: storage = .text(PackedText(repeatElement(ByteText(""), count: count)))
    }
    let missing = Array(repeating: true, count: count)
    return Column(name: recipe.name, kind: recipe.kind, storage: storage, missing: missing, look: recipe.look)
  }

  private static func neutral(_ storage: ColumnStorage, _ missing: [Bool]) -> ColumnStorage {
    switch storage {
    case .integers(let values): .integers(neutral(values, missing, 0))
    case .instants(let values): .instants(neutral(values, missing, 0))
    case .decimals(let values): .decimals(neutral(values, missing, 0))
    case .levels(let codes, let levels): .levels(codes: neutral(codes, missing, -1), levels: levels)
    case .text(let texts): .text(neutral(texts, missing))
    }
  }

  private static func neutral<Value>(_ values: [Value], _ missing: [Bool], _ neutral: Value) -> [Value] {
    [Value](unsafeUninitializedCapacity: values.count) { target, initialized in
      missing.withUnsafeBufferPointer { missing in
        values.withUnsafeBufferPointer { values in
          for row in 0..<values.count { target.initializeElement(at: row, to: missing[row] ? neutral : values[row]) }
        }
      }
      initialized = values.count
    }
  }

  private static func neutral(_ texts: PackedText, _ missing: [Bool]) -> PackedText {
    var result = PackedText()
    result.reserve(texts: texts.count, bytes: texts.bytes.count)
    for (row, isMissing) in missing.enumerated() {
      result.append(isMissing ? [] : texts.slice(at: row))
    }
    return result
  }
}
