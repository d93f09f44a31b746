import CSpellKernels
import Testing

@testable import Tables

/// The loops that spell many cells at a time against texts that are put together one by one.
struct SpellingTests {
  private static let letters = Array("ABCDEF".utf8)

  private func tail(_ count: Int) -> rs_tail {
    rs_tail(bytes: Self.letters.prefix(count).reversed().reduce(0) { $0 << 8 | UInt64($1) }, count: UInt32(count))
  }

  private func text(_ cell: rs_text) -> String {
    withUnsafeBytes(of: cell) { String(decoding: $0.prefix(Int($0[15])), as: UTF8.self) }
  }

  /// nil where the loop refuses the block.
  private func cells(_ count: Int, _ spell: (UnsafeMutablePointer<rs_text>) -> Bool) -> [String]? {
    var cells = [rs_text](repeating: rs_text(), count: count)
    return cells.withUnsafeMutableBufferPointer { $0.baseAddress.map(spell) ?? true } ? cells.map(text) : nil
  }

  // MARK: - Whole numbers

  /// Around every power of ten, where the number of digits changes, of both signs.
  private func edges(below most: Int64) -> [Int64] {
    var (values, power) = ([Int64](), Int64(1))
    while power <= most {
      values += [power - 1, power, power + 1, power * 7 / 2].filter { $0 <= most }
      power *= 10
    }
    return values + values.map { -$0 } + [most, -most]
  }

  @Test(arguments: 0...6) func integersAreWrittenAsSwiftWritesThem(tailCount: Int) {
    let behind = String(decoding: Self.letters.prefix(tailCount), as: UTF8.self)
    let most = (0..<(14 - tailCount)).reduce(Int64(1)) { power, _ in power * 10 } - 1
    for (values, spell) in [
      (edges(below: 99_999_999), rs_spell_short_integers), (edges(below: most), rs_spell_integers),
    ] {
      // Of any count, so that the rest that fills no vector is met.
      for count in [1, 2, 7, 8, 9, 15, 16, 17, values.count] {
        let part = Array(values.shuffled(seed: count).prefix(count))
        let found = cells(count) { spell(part, count, tail(tailCount), $0) }
        #expect(found == part.map { "\($0)" + behind })
      }
    }
  }

  @Test(arguments: [100_000_000, -100_000_000, Int64.max, .min, .min + 1] as [Int64])
  func longIntegersAreRefused(_ value: Int64) {
    for place in [0, 5, 16] {
      var values = [Int64](repeating: 3, count: 17)
      values[place] = value
      #expect(cells(17) { rs_spell_short_integers(values, 17, tail(1), $0) } == nil)
      values[place] = value.magnitude == 100_000_000 ? value * 1_000_000 : value
      #expect(cells(17) { rs_spell_integers(values, 17, tail(1), $0) } == nil)
    }
  }

  // MARK: - Decimals

  private func written(_ value: Double, _ look: Look) -> String {
    var bytes: [UInt8] = []
    Digits.append(value, by: look, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// With numbers at halves, which go to the even digit, zeros that are negative, and those that are rounded to zero.
  @Test(arguments: 1...6) func decimalsAreThoseOfTheLook(decimals: Int) {
    var seeds = Seeds(decimals)
    let scale = Double(Digits.power(decimals))
    let halves = (0..<60).map { (Double($0) + 0.5) / scale }
    let around: [Double] = halves.flatMap { half -> [Double] in [half.nextDown, half, half.nextUp] }
    let near: [Double] = around + [0, 1e-9, 99_999_998.4 / scale, 9.999_999 / scale]
    let random: [Double] = (0..<400).map { _ in
      (Double(seeds.next(below: 99_999_998)) / (seeds.next(below: 4) == 0 ? 997 : 1)).rounded(.down) / scale
    }
    let values: [Double] = near + random + (near + random).map { -$0 }
    for minimum in 0...decimals {
      var look = Look()
      look.decimals = minimum == decimals ? .fixed(decimals) : .upTo(decimals)
      (look.minimumDecimals, look.decimalMark) = (minimum, minimum % 2 == 0 ? 0x2E : 0x2C)
      let form = rs_decimal_look(
        scale: scale, decimals: UInt32(decimals), minimum: UInt32(minimum), mark: look.decimalMark)
      for tailCount in 0...min(5, 7 - decimals) {
        let behind = String(decoding: Self.letters.prefix(tailCount), as: UTF8.self)
        let found = cells(values.count) { rs_spell_decimals(values, values.count, form, tail(tailCount), $0) }
        #expect(found == values.map { written($0, look) + behind })
      }
    }
  }

  @Test(arguments: [1e6, -1e6, 999_999.99, .infinity, -.infinity, .nan, 1e300])
  func longDecimalsAreRefused(_ value: Double) {
    let form = rs_decimal_look(scale: 100, decimals: 2, minimum: 2, mark: 0x2E)
    for place in [0, 5, 16] {
      var values = [Double](repeating: 3, count: 17)
      values[place] = value
      #expect(cells(17) { rs_spell_decimals(values, 17, form, tail(1), $0) } == nil)
    }
  }

  // MARK: - Instants

  private func spelled(_ values: [Int64], _ formatter: DateFormatter, after: [UInt8]) -> [String]? {
    guard let form = InstantForm(formatter, after: after) else { return nil }
    let count = values.count
    var cells = [rs_text](repeating: rs_text(), count: count * form.pieces.count)
    cells.withUnsafeMutableBufferPointer { cells in
      if let first = cells.baseAddress { _ = form.spell(values, 0..<count, into: first, stride: count) }
    }
    return (0..<count).map { row in form.pieces.indices.map { text(cells[$0 * count + row]) }.joined() }
  }

  private func written(_ value: Int64, _ formatter: DateFormatter) -> String {
    var bytes: [UInt8] = []
    formatter.append(value, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// All days of 220 years and every 61st of the others, and days that no pattern holds.
  @Test func daysAreThoseOfTheCalendar() throws {
    let days = Array(-29_300..<51_200) + Array(stride(from: Int64(-719_162), through: 2_932_896, by: 61))
    let far: [Int64] = [-719_163, -719_162, -719_161, 2_932_895, 2_932_896, 2_932_897, .min, .max]
    let formatter = try #require(DateFormatter(DatePattern("yyyy-MM-dd")))
    #expect(spelled(days + far, formatter, after: [0x2C]) == (days + far).map { written($0, formatter) + "," })
  }

  @Test(arguments: [
    "yyyy-MM-dd'T'HH:mm:ss", "dd/MM/yy HH:mm", "HH:mm:ss", "yyyyMMddHHmmss",
    "'a long text that is no part of it 'yyyy-MM-dd' and one behind it, longer than 15 bytes'",
  ])
  func timesAreThoseOfTheClock(_ pattern: String) throws {
    let formatter = try #require(DateFormatter(DatePattern(pattern)))
    let (second, day): (Int64, Int64) = (1_000_000, 86_400_000_000)
    var values: [Int64] = [.min, .max, 0, -62_135_596_800 * second, 253_402_300_800 * second]
    for number: Int64 in [-2_000_000, -719_163, -25_567, -1, 0, 1, 11_016, 19_782, 60_000, 2_932_897, 100_000_000] {
      values += [0, 1, second, 59 * second, 60 * second, 3_599 * second, 3_600 * second, 12 * 3_600 * second]
        .flatMap { [number * day + $0 - 1, number * day + $0] }
    }
    var seeds = Seeds(7)
    values += (0..<5_000).map { _ in Int64(seeds.next(below: 1 << 60)) >> Int64(seeds.next(below: 20)) }
    #expect(spelled(values, formatter, after: [0x0A]) == values.map { written($0, formatter) + "\n" })
  }

  @Test(arguments: ["d.M.yyyy", "MMM dd, yyyy", "yyyy-MM-dd HH:mm:ss.SSS", "h:mm a", "YYYY-'W'ww-e", "HH:mmXXX"])
  func unusualPatternsAreLeftToTheSlowWay(_ pattern: String) throws {
    #expect(InstantForm(try #require(DateFormatter(DatePattern(pattern))), after: []) == nil)
  }

  // MARK: - Rows

  /// Short and long cells of all ways beside each other, in blocks whose values change from one way to another.
  @Test(arguments: 0..<100) func rowsOfAllWays(seed: Int) {
    var seeds = Seeds(seed)
    let rows = 1 + seeds.next(below: 400)
    let levels: [ByteText] = ["", "short", "a level of more than sixteen bytes", "another, with a mark"]
    var columns: [Column] = []
    for index in 0..<(1 + seeds.next(below: 12)) {
      let missing = seeds.next(below: 2) == 0 ? [] : (0..<rows).map { _ in seeds.next(below: 5) == 0 }
      func present<Value>(_ none: Value, _ make: (Int) -> Value) -> [Value] {
        (0..<rows).map { missing.isEmpty || !missing[$0] ? make($0) : none }
      }
      var look = Look()
      look.missingSpelling = ["", "NA", "a longer word for none"][seeds.next(below: 3)]
      let kind = [ColumnKind.integer, .decimal, .categorical, .date, .text][seeds.next(below: 5)]
      let size = 1 << seeds.next(below: 40)
      // Now and then a single wide value.
      let wide = seeds.next(below: 3) == 0 ? seeds.next(below: rows) : -1
      let storage: ColumnStorage
      switch kind {
      case .integer: storage = .integers(present(0) { $0 == wide ? .min : Int64(seeds.next(below: size)) - 100 })
      case .decimal:
        look.decimals = [.fixed(2), .upTo(3), .fixed(0)][seeds.next(below: 3)]
        storage = .decimals(present(0) { $0 == wide ? 1e22 : Double(seeds.next(below: size)) / 1000 - 5 })
      case .categorical:
        let some = Array(levels.prefix(1 + seeds.next(below: 4)))
        storage = .levels(codes: present(-1) { _ in Int32(seeds.next(below: some.count)) }, levels: some)
      case .date:
        look.datePattern = DatePattern(["yyyy-MM-dd", "d.M.yy"][seeds.next(below: 2)])
        storage = .instants(present(0) { _ in Int64(seeds.next(below: 40_000)) })
      default: storage = .text(PackedText(present("") { _ in levels[seeds.next(below: 4)] }))
      }
      columns.append(
        Column(
          name: "the name of column \(index)", kind: kind, storage: storage, missing: missing, look: look))
    }
    let table = Table(name: "t", columns: columns, rowCount: rows)
    var (lines, objects) = ([UInt8](), [UInt8]())
    TSVFormat().appendRows(of: table, to: &lines)
    JSONLinesFormat().appendRows(of: table, to: &objects)
    #expect(String(decoding: lines, as: UTF8.self) == (0..<rows).map { line(table, $0) }.joined())
    #expect(String(decoding: objects, as: UTF8.self) == (0..<rows).map { object(table, $0) }.joined())
  }

  private func cell(_ column: Column, _ row: Int) -> String {
    switch column.storage {
    case .integers(let values): return "\(values[row])"
    case .decimals(let values): return written(values[row], column.look)
    case .levels(let codes, let levels): return levels[Int(codes[row])].string
    case .instants(let values):
      return column.look.datePattern.flatMap(DateFormatter.init).map { written(values[row], $0) } ?? ""
    case .text(let texts): return texts[row].string
    }
  }

  private func line(_ table: Table, _ row: Int) -> String {
    table.columns.map { column in
      let text = column.isMissing(row) ? column.look.missingSpelling.string : cell(column, row)
      let isEmpty = text.isEmpty && (table.columns.count == 1 || !column.isMissing(row) && column.kind == .text)
      return isEmpty ? "\"\"" : text
    }.joined(separator: "\t") + "\n"
  }

  private func object(_ table: Table, _ row: Int) -> String {
    let members = table.columns.map { column in
      let isNumber = column.kind == .integer || column.kind == .decimal
      let text = column.isMissing(row) ? "null" : isNumber ? cell(column, row) : "\"\(cell(column, row))\""
      return "\"\(column.name)\":\(text)"
    }
    return "{" + members.joined(separator: ",") + "}\n"
  }
}

extension Array {
  fileprivate func shuffled(seed: Int) -> [Element] {
    var (seeds, result) = (Seeds(seed), self)
    for place in indices.dropFirst() { result.swapAt(place, seeds.next(below: place + 1)) }
    return result
  }
}
