import Statistics
import Tables

/// A column that follows from others: by a table where k real rows say so, else by a draw that the values of the others decide.
struct DependencyStep: RowStep {
  let determinants: [Int]
  let part: Int
  let keys: ValueRows
  /// By row of the keys.
  let values: ValueList
  let names: [String]

  var reads: [Int] { determinants }
  var writes: [Int] { [part] }
  var phase: RowPhase { .determined }

  func apply(to rows: inout PlannedRows) {
    let columns = determinants.compactMap { rows.columns[$0] }
    guard columns.count == determinants.count, let own = rows.columns[part] else { return }
    let found = keys.rows(of: columns)
    let known = found.indices.filter { found[$0] >= 0 && !own.isMissing($0) }
    if let storage = values.storage(at: known.map { found[$0] }, like: own.storage) {
      rows.set(part, rows: known, to: storage)
    }
    let open = found.indices.filter { found[$0] == ValueList.unknown && !own.isMissing($0) }
    guard !open.isEmpty else { return }
    let stream = rows.stream.stream(named: names.first ?? "")
    let uniforms = open.map { row in stream.uniform(at: KeyHash.of(columns, row)) }
    if rows.parts[part].generator.isMarginal {
      rows.set(part, rows: open, to: rows.values(ofPart: part, rows: open, at: uniforms))
    } else if values.count > 0 {
      // What takes its own stream differs from row to row: one of the known values stands in.
      let places = uniforms.map { Int32(min(Double(values.count - 1), $0 * Double(values.count))) }
      if let storage = values.storage(at: places, like: own.storage) { rows.set(part, rows: open, to: storage) }
    }
  }
}

/// A number for the values of a row, the same on every machine.
enum KeyHash {
  static func of(_ columns: [Column], _ row: Int) -> UInt64 {
    columns.reduce(0x243F_6A88_85A3_08D3) { RandomStream.mix($0 ^ own($1, row)) }
  }

  private static func own(_ column: Column, _ row: Int) -> UInt64 {
    switch column.storage {
    case .integers(let values), .instants(let values): UInt64(bitPattern: values[row])
    case .decimals(let values): (values[row] + 0).bitPattern
    case .levels(let codes, let levels):
      levels.indices.contains(Int(codes[row])) ? bytes(levels[Int(codes[row])].bytes) : 1
    case .text(let texts): bytes(texts.slice(at: row))
    }
  }

  /// FNV-1a.
  private static func bytes(_ bytes: some Sequence<UInt8>) -> UInt64 {
    bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}

/// Columns that have only combinations of values which k real rows have: what does not fit behind the longest beginning that
/// some combination has is drawn by the shares of those.
struct CombinationStep: RowStep {
  let parts: [Int]
  let combinations: ValueRows
  /// By combination.
  let weights: [Double]
  let names: [String]

  var reads: [Int] { [] }
  var writes: [Int] { parts }
  var phase: RowPhase { .determined }

  /// By length of a beginning, the combinations that begin so.
  private let begun: [[[Int32]: [Int]]]

  init(parts: [Int], combinations: ValueRows, weights: [Double], names: [String]) {
    (self.parts, self.combinations, self.weights, self.names) = (parts, combinations, weights, names)
    begun = (0..<parts.count).map { length in
      Dictionary(grouping: 0..<combinations.count) { row in combinations.codes.prefix(length).map { $0[row] } }
    }
  }

  func apply(to rows: inout PlannedRows) {
    let columns = parts.compactMap { rows.columns[$0] }
    guard columns.count == parts.count, combinations.count > 0 else { return }
    let found = combinations.rows(of: columns)
    let broken = found.indices.filter { found[$0] == ValueList.unknown }
    guard !broken.isEmpty else { return }
    let own = zip(combinations.lists, columns).map { $0.codes(of: $1) }
    let chances = rows.ownUniforms(names.first ?? "", broken)
    let chosen = broken.enumerated().map { place, row in self.row(near: own.map { $0[row] }, chances[place]) }
    for (place, part) in parts.enumerated() {
      let codes = chosen.map { combinations.codes[place][$0] }
      guard let storage = combinations.lists[place].storage(at: codes, like: columns[place].storage) else { continue }
      rows.set(part, rows: broken, to: storage)
    }
  }

  private func row(near key: [Int32], _ uniform: Double) -> Int {
    for length in (0..<parts.count).reversed() {
      guard let rows = begun[length][Array(key.prefix(length))] else { continue }
      return rows[rows.map { weights[$0] }.place(at: uniform)]
    }
    return 0
  }
}

/// Distinct values in every row, by a permutation that needs no memory: the values of one column, each block of rows spread over
/// its quantiles, or combinations of the levels of several.
struct UniqueStep: RowStep {
  enum Law: Sendable {
    /// Cells of equal share: where each starts, in steps, and how many steps it holds.
    case cells(part: Int, starts: [Double], counts: [UInt64], step: Double)
    /// By column its levels.
    case product([(part: Int, levels: [ByteText])], size: UInt64)
  }

  let law: Law
  let key: RandomStream
  let names: [String]

  var reads: [Int] { [] }
  var phase: RowPhase { .determined }

  var writes: [Int] {
    switch law {
    case .cells(let part, _, _, _): [part]
    case .product(let columns, _): columns.map(\.part)
    }
  }

  var capacity: UInt64? {
    switch law {
    case .cells(_, _, let counts, _):
      (counts.min() ?? 0).multipliedReportingOverflow(by: UInt64(counts.count)).overflow
        ? .max : (counts.min() ?? 0) * UInt64(counts.count)
    case .product(_, let size): size
    }
  }

  func apply(to rows: inout PlannedRows) {
    let all = Array(0..<rows.rowCount)
    let limit = capacity ?? .max
    guard limit > 0 else { return }
    let numbers = all.map { (rows.range.lowerBound + UInt64($0)) % limit }
    switch law {
    case .cells(let part, let starts, let counts, let step):
      guard let column = rows.columns[part] else { return }
      let values = Self.values(numbers, starts, counts, step, key)
      let present = all.filter { !column.isMissing($0) }
      let storage = column.storage(of: present.map { values[$0] })
      rows.set(part, rows: present, to: NumberSteps.rounded(storage, rows.parts[part].recipe))
    case .product(let columns, let size):
      let permutation = KeyedPermutation(stream: key, size: size)
      var left = numbers.map { permutation.value(at: $0) }
      for (part, levels) in columns {
        let count = UInt64(levels.count)
        let codes = left.map { Int32($0 % count) }
        left = left.map { $0 / count }
        rows.set(part, rows: all, to: .levels(codes: codes, levels: levels))
      }
    }
  }

  private static func values(
    _ numbers: [UInt64], _ starts: [Double], _ counts: [UInt64], _ step: Double, _ key: RandomStream
  ) -> [Double] {
    let cells = UInt64(counts.count)
    let permutations = counts.indices.map {
      KeyedPermutation(stream: key.stream(named: "cell \($0)"), size: max(1, counts[$0]))
    }
    var block: (number: UInt64, order: KeyedPermutation)?
    return numbers.map { number in
      if block?.number != number / cells || block == nil {
        block = (number / cells, KeyedPermutation(stream: key.stream(named: "block \(number / cells)"), size: cells))
      }
      let cell = Int(block?.order.value(at: number % cells) ?? 0)
      return starts[cell] + Double(permutations[cell].value(at: number / cells)) * step
    }
  }
}
