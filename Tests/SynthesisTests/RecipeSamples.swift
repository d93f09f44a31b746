import Statistics
import Tables

@testable import Synthesis

/// Draws in order from a counter-based stream, for tests that make things up.
struct SampleStream {
  private let stream: RandomStream
  private var counter: UInt64 = 0
  init(seed: Int) { stream = RandomStream(seed: UInt64(seed)) }

  mutating func bits() -> UInt64 {
    counter += 1
    return stream.bits(at: counter)
  }
  mutating func below(_ limit: Int) -> Int { Int(bits() % UInt64(limit)) }
  mutating func flag() -> Bool { below(2) == 0 }
  mutating func pick<Value>(_ values: [Value]) -> Value { values[below(values.count)] }

  /// Words that every careless format gets wrong, and mixtures of awkward characters.
  mutating func text() -> String {
    let words = [
      "no", "yes", "true", "null", "~", "1.0", "012", "12:30", "1e5", ".nan", "2024-01-01", " lead", "trail ", "- x",
      "#x",
      "a # b", "a: b", "a:", "& x", "*y", "!z", "%d", "@", "`", "'", "\"", "\\", "", "a\nb", "a\r\nb\n", "\t", "\u{0}",
      "\u{1b}[2J",
      "caf\u{e9}", "cafe\u{301}", "👩‍👩‍👧‍👦", "\u{202e}x", "\u{85}", "\u{2028}", "\u{feff}", "\u{ffff}", "日本語", "[a, b]",
      "{a: 1}", "<<", "=", "|",
      ">", "---", "...", "? x", ", ", "plain text", "R&D", "2 * 3", "x!y", "0x1F", "+1", "-", "1_000", "packed",
    ]
    guard below(3) == 0 else { return pick(words) }
    return (0..<below(5)).reduce("") { text, _ in text + pick(words) }
  }

  mutating func number() -> Double {
    switch below(4) {
    case 0: return Double(below(2000) - 1000) / 100
    case 1: return pick([0, -0.0, Double.leastNonzeroMagnitude, 1.7976931348623157e308, -1e16, 1e-5, 0.1, 1 / 3.0])
    default:
      let value = Double(bitPattern: bits())
      return value.isFinite ? value : 1
    }
  }

  mutating func integer() -> Int64 { flag() ? Int64(below(100)) : Int64(bitPattern: bits()) }

  mutating func parameter() -> ParameterValue {
    let count = pick([0, 1, 3, 40, 200, 201, 500])
    switch below(7) {
    case 0: return .flag(flag())
    case 1: return .integer(integer())
    case 2: return .number(number())
    case 3: return .text(ByteText(text()))
    case 4: return .integers((0..<count).map { _ in integer() })
    case 5:
      let isDecimal = flag()
      return .numbers((0..<count).map { _ in isDecimal ? Double(below(100_000)) / 100 : number() })
    default: return .texts((0..<count).map { _ in flag() ? ByteText(text()) : ByteText([0xFF, UInt8(below(256))]) })
    }
  }

  mutating func parameters() -> Parameters {
    Parameters((0..<below(6)).map { ("\(pick(["knots", "levels", "shares", "no", "1"]))_\($0)", parameter()) })
  }

  private mutating func dress() -> NumberDress? {
    var dress = NumberDress()
    dress.groupMark = pick(["", ",", ".", "'", "\u{202F}"])
    dress.grouping = pick(NumberDress.Grouping.allCases)
    (dress.prefix, dress.suffix) = (pick(["", "$", "€ "]), pick(["", "%", " zł"]))
    dress.negative = pick(NumberDress.Negative.allCases)
    return dress == NumberDress() ? nil : dress
  }

  mutating func look() -> Look {
    var look = Look()
    look.decimals = pick([.fixed(2), .upTo(0), .upTo(3), .shortest])
    look.minimumDecimals = below(3)
    look.decimalMark = pick([UInt8(ascii: "."), UInt8(ascii: ",")])
    look.zeroPaddedWidth = flag() ? nil : 1 + below(20)
    look.datePattern = flag() ? nil : DatePattern("yyyy-MM-dd'T'HH:mm:ss'Z'")
    look.dress = flag() ? dress() : nil
    look.duration = flag() ? pick(DurationLook.allCases) : nil
    look.quoting = flag() ? .always : .whenNeeded
    look.missingSpelling = flag() ? "" : ByteText(text())
    return look
  }

  mutating func recipe() -> Recipe {
    let columns = (0..<1 + below(6)).map { index in
      ColumnRecipe(
        name: text() + "\(index)", kind: pick(ColumnKind.allCases), look: look(),
        missingShare: flag() ? 0 : Double(below(1001)) / 1000, generator: "g\(index)", parameters: parameters(),
        tails: ColumnTails(lower: tail(), upper: tail()), isDropped: below(4) == 0,
        personalData: flag() ? nil : pick(PersonalDataKind.allCases))
    }
    let source = SourceFacts(
      name: text(), rows: below(1 << 40), columns: columns.count, delimiter: pick(Array(",;\t| \u{1}'".utf8)))
    return Recipe(
      source: source, seed: bits(), privacy: PrivacySettings(k: 1 + below(50)),
      model: ModelRecipe(name: "independent", parameters: parameters()), columns: columns,
      rare: rareEvents(of: columns), hasWeightColumn: flag())
  }

  private mutating func tail() -> ColumnTail {
    switch below(8) {
    case 0: .none
    case 1: .pareto(threshold: number(), shape: Double(below(3001) - 1000) / 1000, scale: 1e-3 + Double(below(9999)))
    case 2: .bounded(number())
    case 3: .stretched(0.5 + Double(below(100)) / 10)
    default: .auto
    }
  }

  private mutating func rareEvents(of columns: [ColumnRecipe]) -> [RareEventRecipe] {
    columns.prefix(below(4)).map { column in
      let target = pick([
        RareTarget.share(trillionths: 1 + bits() % RareTarget.whole), .rows(bits() % 5000 + 1),
        .factor(tenThousandths: bits() % 1_000_000 + 1),
      ])
      return RareEventRecipe(
        when: "\(Expression.column(column.name)) is \(flag() ? "" : "not ")missing", target: target,
        support: 1 + below(1 << 40), share: Double(1 + below(1000)) / 1000, thresholds: flag() ? [] : [-1.5, 2e300])
    }
  }
}
