import Tables

/// The lists of all stages laid end to end in two long ones, `integers` and `numbers`, so that a recipe stores them in its
/// fitted part: nobody edits the nodes of a tree by hand.
///
/// For each stage and each name below, in order: the number of members (-1 where the stage has none) in `integers`, then the
/// members in the list of their type. Single values are lists of one.
enum CascadePacking {
  /// Counts the lists that were added: a recipe says which it was written with.
  static let layout = 4
  private static let integerNames = [
    "feature", "threshold", "left", "right", "sets", "start", "knot", "rows", "term_kind", "term_first", "term_second",
    "logarithmic", "number_decimals", "residual_decimals",
  ]
  private static let numberNames = [
    "edges", "atom_center", "atom_width", "block_width", "number_lower", "number_upper", "number_share", "number_step",
    "number_missing", "residual_lower", "residual_upper", "residual_share", "residual_step", "residual_missing",
    "intercept", "fallback", "term_weight",
  ]
  private static let singleNames: Set = [
    "logarithmic", "number_decimals", "residual_decimals", "number_step", "number_missing", "residual_step",
    "residual_missing", "intercept", "fallback", "block_width", "lookup_exceptions",
    "sum_missing", "moment_kind", "moment_decimals", "moment_step", "moment_missing",
  ]

  private static let integerNamesByLayout = [
    1: [], 2: ["root", "lookup_from", "lookup_cells", "lookup"],
    3: ["moment_kind", "moment_decimals", "moment_part", "moment_slot", "moment_first", "moment_last"],
    4: [],
  ]
  private static let numberNamesByLayout = [
    1: [], 2: ["cell_edges", "lookup_place", "lookup_exceptions", "residual_edges", "event_law"],
    3: [
      "number_lower_law", "number_upper_law", "sum_lower", "sum_upper", "sum_share", "sum_missing", "sum_lower_law",
      "sum_upper_law", "moment_lower", "moment_upper", "moment_share", "moment_step", "moment_missing",
    ],
    4: ["term_lower", "term_upper"],
  ]

  private static func names(of layout: Int) -> (integers: [String], numbers: [String]) {
    (1...layout).reduce(into: (integerNames, numberNames)) { names, layout in
      names.0 += integerNamesByLayout[layout] ?? []
      names.1 += numberNamesByLayout[layout] ?? []
    }
  }

  static func packed(_ stages: [Parameters]) -> (integers: [Int64], numbers: [Double]) {
    var integers: [Int64] = []
    var numbers: [Double] = []
    let names = names(of: layout)
    for stage in stages {
      for name in names.integers {
        let list = self.integers(stage[name])
        integers.append(Int64(list?.count ?? -1))
        integers += list ?? []
      }
      for name in names.numbers {
        let list = self.numbers(stage[name])
        integers.append(Int64(list?.count ?? -1))
        numbers += list ?? []
      }
    }
    return (integers, numbers)
  }

  /// - Returns: nil where the lists do not hold exactly `count` stages.
  static func unpacked(integers: [Int64], numbers: [Double], count: Int, layout: Int) -> [Parameters]? {
    let names = names(of: layout)
    var integers = integers[...]
    var numbers = numbers[...]
    var stages: [Parameters] = []
    for _ in 0..<count {
      var entries: [(String, ParameterValue)] = []
      for name in names.integers {
        guard let length = length(&integers) else { return nil }
        guard let length else { continue }
        guard length <= integers.count else { return nil }
        entries.append((name, value(name, integers: Array(integers.prefix(length)))))
        integers = integers.dropFirst(length)
      }
      for name in names.numbers {
        guard let length = length(&integers) else { return nil }
        guard let length else { continue }
        guard length <= numbers.count else { return nil }
        entries.append((name, value(name, numbers: Array(numbers.prefix(length)))))
        numbers = numbers.dropFirst(length)
      }
      stages.append(Parameters(entries))
    }
    return integers.isEmpty && numbers.isEmpty ? stages : nil
  }

  /// The next length; the inner nil stands for a list that is not there, the outer one for damage.
  private static func length(_ integers: inout ArraySlice<Int64>) -> Int?? {
    guard let first = integers.popFirst(), let length = Int(exactly: first), length >= -1 else { return .none }
    return .some(length == -1 ? nil : length)
  }

  private static func integers(_ value: ParameterValue?) -> [Int64]? {
    switch value {
    case .integers(let list)?: list
    case .integer(let value)?: [value]
    case .flag(let flag)?: [flag ? 1 : 0]
    default: nil
    }
  }

  private static func numbers(_ value: ParameterValue?) -> [Double]? {
    switch value {
    case .numbers(let list)?: list
    case .number(let value)?: [value]
    default: nil
    }
  }

  private static func value(_ name: String, integers: [Int64]) -> ParameterValue {
    guard singleNames.contains(name), let only = integers.first, integers.count == 1 else { return .integers(integers) }
    return name == "logarithmic" ? .flag(only == 1) : .integer(only)
  }

  private static func value(_ name: String, numbers: [Double]) -> ParameterValue {
    guard singleNames.contains(name), let only = numbers.first, numbers.count == 1 else { return .numbers(numbers) }
    return .number(only)
  }
}
