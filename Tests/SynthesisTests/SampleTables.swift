import Statistics
import Tables

@testable import Synthesis

/// Simulated columns of every kind, with planted awkwardness: missing rows, atoms, rare levels, wild extremes.
enum SampleTables {
  static func uniforms(_ count: Int, _ name: String, seed: UInt64 = 1) -> [Double] {
    let stream = RandomStream(seed: seed).stream(named: name)
    return (0..<count).map { stream.uniform(at: UInt64($0)) }
  }

  static func column(
    _ name: String, _ kind: ColumnKind, _ storage: ColumnStorage, missing: [Bool] = [], decimals: Int = 0
  ) -> Column {
    var look = Look()
    look.decimals = .upTo(decimals)
    return Column(name: name, kind: kind, storage: storage, missing: missing, look: look)
  }

  /// Whole numbers around 50, many rows each, with 1 row at 117.
  static func integers(_ count: Int) -> Column {
    var values = uniforms(count, "age").map { Int64(50 + 15 * Normal.quantile($0)) }
    if count > 20 { values[7] = 117 }
    return column("age", .integer, .integers(values))
  }

  /// Clock times as whole numbers, most of them by day.
  static func clocks(_ count: Int) -> Column {
    let minutes = uniforms(count, "clock").map { Int64(780 + 200 * Normal.quantile($0)) }.map { min(max($0, 0), 1_439) }
    return column("clock", .integer, .integers(minutes.map { $0 / 60 * 100 + $0 % 60 }))
  }

  /// Degrees around south, with one decimal.
  static func angles(_ count: Int) -> Column {
    let values = uniforms(count, "angle").map { u in
      let degrees = ((180 + 70 * Normal.quantile(u)) * 10).rounded() / 10
      return min(max(degrees, 0), 359.9)
    }
    return column("angle", .decimal, .decimals(values), decimals: 1)
  }

  /// Times of day to the second, most of them around noon.
  static func times(_ count: Int) -> Column {
    let seconds = uniforms(count, "time").map { min(max(Int64(43_200 + 9_000 * Normal.quantile($0)), 0), 86_399) }
    return column("time", .time, .instants(seconds.map { $0 * 1_000_000 }))
  }

  /// Whole numbers as laws of counts have them: few, with many of each.
  static func counts(_ name: String, _ count: Int, _ quantile: (Double) -> Int64) -> Column {
    column(name, .integer, .integers(uniforms(count, name).map(quantile)))
  }

  /// Keys of 120 rows of another table, some more often than others.
  static func keys(_ count: Int) -> Column {
    column("key", .integer, .integers(uniforms(count, "key").map { 1_000 + Int64(120 * $0 * $0) * 7 }))
  }

  /// Times that rise from row to row, a minute and a half apart on average.
  static func arrivals(_ count: Int) -> Column {
    var time: Int64 = 1_704_103_200_000_000
    let values = uniforms(count, "arrival").map { u in
      time += Int64(-90 * Normal.quantile(u / 2 + 0.0001)) * 1_000_000
      return time
    }
    return column("arrival", .datetime, .instants(values))
  }

  /// Job titles: some that many have, others put together of a few words, some of words of their own.
  static func titles(_ count: Int) -> Column {
    let (first, second, third) = (uniforms(count, "title 1"), uniforms(count, "title 2"), uniforms(count, "title 3"))
    let ranks = ["senior", "junior", "assistant", "lead", "regional", "night", "chief", "deputy", "trainee", "interim"]
    let fields = ["sales", "office", "warehouse", "accounts", "software", "school", "field", "plant", "store", "data"]
    let jobs = ["manager", "engineer", "clerk", "nurse", "analyst", "teacher"]
    let texts = (0..<count).map { row in
      if first[row] < 0.3 { return ["teacher", "driver", "nurse"][Int(second[row] * 3)] }
      let job = jobs[Int(first[row] * 1_000) % 6]
      let own = third[row] < 0.1 ? "x\(row)q" : fields[Int(third[row] * 10)]
      return "\(ranks[Int(second[row] * 10)]) \(own) \(job)"
    }
    return column("title", .text, .text(PackedText(texts.map { ByteText($0) })))
  }

  /// Columns that only some generators suit.
  static func more(_ count: Int) -> [Column] {
    [
      titles(count),
      clocks(count), angles(count), times(count), keys(count), arrivals(count),
      counts("coin", count) { $0 < 0.3 ? 1 : 0 }, counts("rank", count) { Int64(1 / (0.02 + 0.98 * $0)) },
      counts("events", count) { max(0, Int64(4 + 2 * Normal.quantile($0))) },
    ]
  }

  /// Skewed amounts with two decimals, an atom at 0, 5 % missing, 1 wild row.
  static func amounts(_ count: Int) -> Column {
    var values = uniforms(count, "amount").map { u in
      u < 0.2 ? 0 : ((1000 * (1.5 * Normal.quantile(u)).exponential).rounded() / 100)
    }
    var missing = uniforms(count, "gap").map { $0 < 0.05 }
    if count > 20 {
      values[3] = 98_765_432.19
      missing[3] = false
    }
    for row in values.indices where missing[row] { values[row] = 0 }
    return column("amount", .decimal, .decimals(values), missing: missing, decimals: 2)
  }

  /// Four common levels and three that 1, 2 and 10 rows hold.
  static func levels(_ count: Int) -> Column {
    let levels: [ByteText] = ["red", "green", "blue", "caf\u{e9}", "Zzyqx", "KVORTEX", "WUXOBI"]
    var codes = uniforms(count, "colour").map { Int32($0 * $0 * 4) }
    if count > 20 {
      codes[0] = 4
      for row in 1...2 { codes[row] = 5 }
      for row in 3...12 { codes[row] = 6 }
    }
    return column("colour", .categorical, .levels(codes: codes, levels: levels))
  }

  static func booleans(_ count: Int) -> Column {
    let codes = uniforms(count, "flag").map { Int32($0 < 0.3 ? 1 : 0) }
    return column("flag", .boolean, .levels(codes: codes, levels: ["no", "yes"]))
  }

  static func dates(_ count: Int) -> Column {
    var days = uniforms(count, "day").map { Int64($0 * 7000) + 3000 }
    if count > 20 { days[5] = -27_813 }
    return column("day", .date, .instants(days))
  }

  static func datetimes(_ count: Int) -> Column {
    let values = uniforms(count, "at").map { Int64($0 * 3e7) * 1_000_000 + 1_483_228_800_000_000 }
    return column("at", .datetime, .instants(values))
  }

  /// Texts of one shape, all different: 17-000000 and up.
  static func codes(_ count: Int) -> Column {
    let texts = (0..<count).map { row in
      let digits = String(1_000_000 + row * 7 % 1_000_000).dropFirst()
      return ByteText("17-\(digits)")
    }
    return column("code", .text, .text(PackedText(texts)))
  }

  static func rowNumbers(_ count: Int) -> Column {
    column("row", .integer, .integers((0..<count).map { Int64($0) + 1 }))
  }

  static func notes(_ count: Int) -> Column {
    let texts = uniforms(count, "note").enumerated().map { row, u in
      ByteText("note \(String(repeating: "x", count: Int(u * 200))) by \(row)")
    }
    return column("note", .text, .text(PackedText(texts)))
  }

  static func constant(_ count: Int) -> Column {
    column("same", .integer, .integers(Array(repeating: 7, count: count)))
  }

  static func allMissing(_ count: Int) -> Column {
    column(
      "none", .decimal, .decimals(Array(repeating: 0, count: count)), missing: Array(repeating: true, count: count))
  }

  static func columns(_ count: Int) -> [Column] {
    [
      integers(count), amounts(count), levels(count), booleans(count), dates(count), datetimes(count), codes(count),
      rowNumbers(count), notes(count), constant(count), allMissing(count),
    ]
  }

  static func mixed(_ count: Int) -> Table { Table(name: "mixed.csv", columns: columns(count)) }

  static func profile(_ table: Table) -> Profile {
    Profiler.profile(table) ?? Profile(rows: 0, columns: [])
  }

  static func fit(_ table: Table, _ change: (inout FitOptions) throws -> Void = { _ in }) throws -> Recipe {
    var options = FitOptions()
    try change(&options)
    guard let recipe = try RecipeFitter.fit(table, profile: profile(table), options: options) else {
      throw SynthesisError(.nothingToFit(reason: "cancelled"))
    }
    return recipe
  }
}

extension Double {
  /// e to the power of this number, by halving and a short series.
  var exponential: Double {
    var term = 1.0
    var sum = 1.0
    for index in 1..<20 {
      term *= self / 64 / Double(index)
      sum += term
    }
    return (0..<6).reduce(sum) { power, _ in power * power }
  }
}
