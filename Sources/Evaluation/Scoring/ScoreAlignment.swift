import StrictYAML
import Tables

/// Reads tables in the terms of the real one: columns by name, values by the real kind, levels under common codes.
struct ScoreAlignment {
  let columns: [ScoredColumn]
  /// Per column of levels, the code of each text met so far; codes below `realLevels` are in the real table.
  private var codes: [[ByteText: Int32]]

  init(columns: [ScoredColumn]) {
    self.columns = columns
    codes = Array(repeating: [:], count: columns.count)
  }

  /// How many different texts each column has in the tables read so far.
  var levelCounts: [Int] { codes.map(\.count) }

  /// - Throws: `EvaluationError`: `.missingColumns`, `.otherKind`.
  mutating func align(_ table: Table) throws(EvaluationError) -> ScoredTable {
    let places = Dictionary(table.columns.enumerated().map { ($1.name, $0) }) { first, _ in first }
    let lacking = columns.map(\.name).filter { places[$0] == nil }
    if let first = lacking.first {
      let nearest = NearestName.of(first, among: table.columns.map(\.name))
      throw EvaluationError(.missingColumns(lacking, nearest: nearest), table: table.name)
    }
    var values: [ScoredValues] = []
    for (index, column) in columns.enumerated() {
      let own = table.columns[places[column.name] ?? 0]
      do { try values.append(align(own, as: column, index)) } catch {
        throw EvaluationError(error.kind, table: table.name)
      }
    }
    return ScoredTable(rows: table.rowCount, columns: values)
  }

  private mutating func align(
    _ own: Column, as column: ScoredColumn, _ index: Int
  ) throws(EvaluationError) -> ScoredValues {
    switch column.role {
    case .ignored: return ScoredValues(.ignored, missing: own.missing)
    case .level: return levels(of: own, index)
    case .number, .smallInteger: return try numbers(of: own, as: column)
    }
  }

  private func numbers(of own: Column, as column: ScoredColumn) throws(EvaluationError) -> ScoredValues {
    let isPlain = [.integer, .decimal, .identifier].contains(column.kind)
    switch own.storage {
    case .integers(let values) where isPlain:
      return ScoredValues(.numbers(values.map(Double.init)), missing: own.missing)
    case .decimals(let values) where isPlain: return Self.finite(values, own.missing)
    case .instants(let values) where own.kind == column.kind:
      return ScoredValues(.numbers(values.map(Double.init)), missing: own.missing)
    default: break
    }
    // A column of whole numbers may hold decimals elsewhere.
    let kind = column.kind == .integer || column.kind == .identifier ? .decimal : column.kind
    let (converted, failures) = own.converted(to: kind)
    guard let converted, converted.kind == kind, own.kind != kind else {
      throw EvaluationError(.otherKind(column: column.name, expected: column.kind.rawValue, examples: failures))
    }
    return try numbers(of: converted, as: column)
  }

  /// Numbers that are not finite count as missing.
  private static func finite(_ values: [Double], _ missing: [Bool]) -> ScoredValues {
    guard !values.allSatisfy(\.isFinite) else { return ScoredValues(.numbers(values), missing: missing) }
    let marks = values.indices.map { !values[$0].isFinite || (!missing.isEmpty && missing[$0]) }
    return ScoredValues(.numbers(values.map { $0.isFinite ? $0 : 0 }), missing: marks)
  }

  private mutating func levels(of own: Column, _ index: Int) -> ScoredValues {
    let result: [Int32]
    switch own.storage {
    case .levels(let codes, let levels):
      // Levels that no row has get no code.
      var used = [Bool](repeating: false, count: levels.count)
      for code in codes where levels.indices.contains(Int(code)) { used[Int(code)] = true }
      let common = levels.indices.map { used[$0] ? code(of: levels[$0], index) : -1 }
      result = codes.map { common.indices.contains(Int($0)) ? common[Int($0)] : -1 }
    case .text(let texts):
      result = (0..<own.count).map { own.isMissing($0) ? -1 : code(of: texts[$0], index) }
    case .integers, .decimals, .instants:
      var bytes: [UInt8] = []
      result = (0..<own.count).map { row in
        guard !own.isMissing(row) else { return -1 }
        bytes.removeAll(keepingCapacity: true)
        own.appendText(ofRow: row, to: &bytes)
        return code(of: ByteText(bytes), index)
      }
    }
    return ScoredValues(.levels(result), missing: result.map { $0 < 0 })
  }

  private mutating func code(of text: ByteText, _ index: Int) -> Int32 {
    if let code = codes[index][text] { return code }
    let code = Int32(truncatingIfNeeded: codes[index].count)
    codes[index][text] = code
    return code
  }
}
