import Tables

/// Some distinct values of a column, as a recipe keeps them: what combinations and dependencies are made of.
struct ValueList: Equatable, Sendable {
  enum Values: Equatable, Sendable {
    /// Whole numbers, and instants in storage units.
    case integers([Int64])
    case numbers([Double])
    case texts([ByteText])
  }

  let values: Values
  private let codeOfBits: [UInt64: Int32]
  private let codeOfText: [ByteText: Int32]

  /// What stands for a value that is none of them, and for a missing one.
  static let (unknown, missing): (Int32, Int32) = (-1, -2)

  init(_ values: Values) {
    self.values = values
    var (bits, texts): ([UInt64: Int32], [ByteText: Int32]) = ([:], [:])
    switch values {
    case .integers(let list): for (code, value) in list.enumerated() { bits[UInt64(bitPattern: value)] = Int32(code) }
    case .numbers(let list): for (code, value) in list.enumerated() { bits[(value + 0).bitPattern] = Int32(code) }
    case .texts(let list): for (code, text) in list.enumerated() { texts[text] = Int32(code) }
    }
    (codeOfBits, codeOfText) = (bits, texts)
  }

  static func == (left: ValueList, right: ValueList) -> Bool { left.values == right.values }

  /// The distinct values of a column, of at most `most`; nil where there are more.
  init?(of column: Column, most: Int) {
    switch column.storage {
    case .integers(let values), .instants(let values):
      guard let list = Self.distinct(values, column, most) else { return nil }
      self.init(.integers(list.sorted()))
    case .decimals(let values):
      guard let list = Self.distinct(values.map { $0 + 0 }, column, most) else { return nil }
      self.init(.numbers(list.sorted()))
    case .levels(let codes, let levels):
      guard let list = Self.distinct(codes, column, most) else { return nil }
      self.init(.texts(list.filter { levels.indices.contains(Int($0)) }.map { levels[Int($0)] }.sorted()))
    case .text(let texts):
      var found: Set<ByteText> = []
      for row in 0..<texts.count where !column.isMissing(row) {
        found.insert(texts[row])
        guard found.count <= most else { return nil }
      }
      self.init(.texts(found.sorted()))
    }
  }

  private static func distinct<Value: Hashable>(_ values: [Value], _ column: Column, _ most: Int) -> [Value]? {
    var found: Set<Value> = []
    for row in values.indices where !column.isMissing(row) {
      found.insert(values[row])
      guard found.count <= most else { return nil }
    }
    return Array(found)
  }

  var count: Int {
    switch values {
    case .integers(let list): list.count
    case .numbers(let list): list.count
    case .texts(let list): list.count
    }
  }

  /// For each row the place of its value.
  func codes(of column: Column) -> [Int32] {
    var codes: [Int32]
    switch column.storage {
    case .integers(let values), .instants(let values):
      codes = values.map { codeOfBits[UInt64(bitPattern: $0)] ?? Self.unknown }
    case .decimals(let values): codes = values.map { codeOfBits[($0 + 0).bitPattern] ?? Self.unknown }
    case .levels(let own, let levels):
      let known = levels.map { codeOfText[$0] ?? Self.unknown }
      codes = own.map { known.indices.contains(Int($0)) ? known[Int($0)] : Self.unknown }
    case .text(let texts): codes = (0..<texts.count).map { codeOfText[texts[$0]] ?? Self.unknown }
    }
    if !column.missing.isEmpty { for row in codes.indices where column.missing[row] { codes[row] = Self.missing } }
    return codes
  }

  /// The values at some places, as a column stores them.
  /// - Parameter storage: what the column stores; nil is returned where it stores other values.
  func storage(at codes: [Int32], like storage: ColumnStorage) -> ColumnStorage? {
    switch (values, storage) {
    case (.integers(let list), .integers): .integers(codes.map { list[Int($0)] })
    case (.integers(let list), .instants): .instants(codes.map { list[Int($0)] })
    case (.integers(let list), .decimals): .decimals(codes.map { Double(list[Int($0)]) })
    case (.numbers(let list), .decimals): .decimals(codes.map { list[Int($0)] })
    case (.texts(let list), .levels): .levels(codes: codes, levels: list)
    case (.texts(let list), .text): .text(PackedText(codes.map { list[Int($0)] }))
    default: nil
    }
  }

  /// Only the values at some places, in this order.
  func taking(_ places: [Int]) -> ValueList {
    switch values {
    case .integers(let list): ValueList(.integers(places.map { list[$0] }))
    case .numbers(let list): ValueList(.numbers(places.map { list[$0] }))
    case .texts(let list): ValueList(.texts(places.map { list[$0] }))
    }
  }

  // MARK: - Recipe

  var parameter: ParameterValue {
    switch values {
    case .integers(let list): .integers(list)
    case .numbers(let list): .numbers(list)
    case .texts(let list): .texts(list)
    }
  }

  /// - Parameter count: how many there must be; nil: any.
  /// - Throws: `.badParameter`.
  init(_ parameters: Parameters, _ name: String, count: Int? = nil) throws(SynthesisError) {
    switch parameters[name] {
    case .integers(let list)?: self.init(.integers(list))
    case .numbers(let list)?: self.init(.numbers(list))
    case .texts(let list)?: self.init(.texts(list))
    case let other:
      throw SynthesisError(.badParameter(name: name, found: other?.spelling ?? "nothing", expected: "a list of values"))
    }
    guard let count, self.count != count else { return }
    throw SynthesisError(.badParameter(name: name, found: "a list of \(self.count)", expected: "\(count) values"))
  }
}

/// Values of some columns that belong together, as rows of parallel lists.
struct ValueRows: Equatable, Sendable {
  /// By column the distinct values, and by row their places.
  let lists: [ValueList]
  let codes: [[Int32]]
  private let rowOfKey: [[Int32]: Int32]

  init(lists: [ValueList], codes: [[Int32]]) {
    (self.lists, self.codes) = (lists, codes)
    var rows: [[Int32]: Int32] = [:]
    for row in (codes.first ?? []).indices {
      let key = codes.map { $0[row] }
      if rows[key] == nil { rows[key] = Int32(row) }
    }
    rowOfKey = rows
  }

  static func == (left: ValueRows, right: ValueRows) -> Bool { left.lists == right.lists && left.codes == right.codes }

  var count: Int { codes.first?.count ?? 0 }

  func row(of key: [Int32]) -> Int32? { rowOfKey[key] }

  /// For each row of some columns the row here that they have; `ValueList.unknown` or `.missing` for others.
  func rows(of columns: [Column]) -> [Int32] {
    let own = zip(lists, columns).map { $0.codes(of: $1) }
    guard let first = own.first else { return [] }
    var key = [Int32](repeating: 0, count: own.count)
    return first.indices.map { row in
      for place in own.indices { key[place] = own[place][row] }
      if key.contains(ValueList.missing) { return ValueList.missing }
      return rowOfKey[key] ?? ValueList.unknown
    }
  }

  // MARK: - Recipe

  func append(to parameters: inout Parameters, prefix: String) {
    for place in lists.indices {
      parameters["\(prefix)_\(place + 1)"] = lists[place].parameter
      parameters["\(prefix)_\(place + 1)_rows"] = .integers(codes[place].map(Int64.init))
    }
  }

  init(_ parameters: Parameters, prefix: String, columns: Int) throws(SynthesisError) {
    var (lists, codes): ([ValueList], [[Int32]]) = ([], [])
    for place in 1...max(1, columns) {
      let list = try ValueList(parameters, "\(prefix)_\(place)")
      let name = "\(prefix)_\(place)_rows"
      guard case .integers(let rows)? = parameters[name], rows.allSatisfy({ 0..<Int64(list.count) ~= $0 }),
        codes.allSatisfy({ $0.count == rows.count })
      else {
        throw SynthesisError(
          .badParameter(
            name: name, found: parameters[name]?.spelling ?? "nothing",
            expected: "places in \(prefix)_\(place), as many for each column"))
      }
      lists.append(list)
      codes.append(rows.map(Int32.init))
    }
    self.init(lists: lists, codes: codes)
  }
}
