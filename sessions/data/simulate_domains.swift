// Writes one of five made-up tables:
//
//     swift sessions/data/simulate_domains.swift credit_risk > sessions/data/credit_risk.csv
//
// The others are breast_cancer, driving_events, malware and market_series. No person, firm, file or price in them is real.
// Nothing is learned from any data: every number below is chosen by hand, so that a table has the shape its field knows.
//
// Same bytes on every machine: randomness is SplitMix64 (Steele, Lea, Flood 2014) with a fixed seed, and only + - * / and
// square roots, which are exact to the last bit, are used on doubles.

#if canImport(Glibc)
  import Glibc
#endif

struct Random {
  var state: UInt64

  mutating func bits() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }

  /// In [0, 1), a multiple of 2^-53.
  mutating func uniform() -> Double { Double(bits() >> 11) * 0x1p-53 }
  mutating func below(_ limit: Int) -> Int { Int(uniform() * Double(limit)) }
  mutating func happens(_ share: Double) -> Bool { uniform() < share }

  /// Nearly standard normal: the sum of twelve uniforms has variance 1.
  mutating func normal() -> Double { (0..<12).reduce(-6.0) { sum, _ in sum + uniform() } }

  /// Nearly Student's t with four degrees of freedom: heavy tails on both sides.
  mutating func heavy() -> Double {
    let square = (0..<4).reduce(0.0) { sum, _ in
      let part = normal()
      return sum + part * part
    }
    return normal() / (square / 4).squareRoot()
  }

  mutating func index(_ weights: [Double]) -> Int {
    var rest = uniform() * weights.reduce(0, +)
    for (index, weight) in weights.enumerated() {
      rest -= weight
      if rest < 0 { return index }
    }
    return weights.count - 1
  }

  mutating func one<Value>(of values: [Value], _ weights: [Double]) -> Value { values[index(weights)] }
}

/// e to the power of x for |x| < 20: the series at x / 64, squared six times.
func exponential(_ x: Double) -> Double {
  let small = x / 64
  var (sum, term) = (1.0, 1.0)
  for k in 1...12 {
    term = term * small / Double(k)
    sum += term
  }
  for _ in 0..<6 { sum *= sum }
  return sum
}

func logistic(_ x: Double) -> Double { 1 / (1 + exponential(-min(max(x, -15), 15))) }

func padded(_ number: Int, _ width: Int = 2) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

/// With so many digits after the point.
func decimal(_ value: Double, _ digits: Int) -> String {
  let scale = (0..<digits).reduce(1) { power, _ in power * 10 }
  let whole = Int((value.magnitude * Double(scale)).rounded())
  return (value < 0 && whole > 0 ? "-" : "") + "\(whole / scale).\(padded(whole % scale, digits))"
}

func bounded(_ value: Double, _ low: Double, _ high: Double) -> Double { min(max(value, low), high) }

/// A day of the proleptic Gregorian calendar, days after 1 January 2000 (a Saturday).
func date(_ day: Int) -> String {
  var (year, rest) = (2000, day)
  func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }
  while rest >= (isLeap(year) ? 366 : 365) {
    rest -= isLeap(year) ? 366 : 365
    year += 1
  }
  var month = 0
  let lengths = [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  while rest >= lengths[month] {
    rest -= lengths[month]
    month += 1
  }
  return "\(year)-\(padded(month + 1))-\(padded(rest + 1))"
}

func hexadecimal(_ count: Int, _ random: inout Random) -> String {
  (0..<count).map { _ in String(random.below(16), radix: 16) }.joined()
}

func write(_ cells: [String]) { print(cells.joined(separator: ",")) }

// MARK: - Credit risk: 5,000 consumer loans, of which about 7 % defaulted

// * monthly_payment is the annuity of amount, rate and term: a formula that a synthesizer should find and keep.
// * income and employment_years are missing together (9 %), mostly for the self-employed.
// * default follows the debt ratio, the rate and earlier arrears; the rate follows the grade.
func creditRisk(_ random: inout Random) {
  write([
    "loan_id", "opened", "age", "employment", "employment_years", "income", "housing", "purpose", "grade", "rate",
    "amount", "term", "monthly_payment", "arrears", "default",
  ])
  for row in 0..<5_000 {
    let age = Int(bounded(39 + 12 * random.normal(), 19, 78))
    let work = random.one(
      of: ["employee", "self_employed", "civil_servant", "retired", "none"],
      age > 62 ? [2, 1, 1, 9, 1] : [12, 2.4, 2, 0.1, 1])
    let years = min(age - 17, Int(exponential(1.5 + 0.9 * random.normal())))
    let income = exponential(7.9 + 0.42 * random.normal() + (work == "self_employed" ? 0.2 : work == "none" ? -0.8 : 0))
    let isUnknown = random.happens(work == "self_employed" ? 0.4 : 0.05)
    let arrears = random.happens(0.82) ? 0 : 1 + Int(random.uniform() * random.uniform() * 6)
    let score =
      1.2 * random.normal() + Double(arrears) * 1.1 - Double(min(years, 15)) * 0.06 + (work == "none" ? 1.4 : 0)
    let grade = min(6, max(0, Int(score + 2.4)))
    let rate = bounded(0.029 + 0.021 * Double(grade) + 0.004 * random.normal(), 0.019, 0.199)
    let amount = Double(Int(bounded(exponential(8.9 + 0.7 * random.normal()), 1_000, 75_000) / 250)) * 250
    let term = random.one(of: [12, 24, 36, 48, 60, 72, 84], [2, 4, 9, 8, 8, 4, 3])
    let rounded = (rate * 10_000).rounded() / 10_000
    let growth = (0..<term).reduce(1.0) { product, _ in product / (1 + rounded / 12) }
    let payment = amount * (rounded / 12) / (1 - growth)
    let risk = -4.6 + 3.2 * min(1.5, payment / income * 2.5) + 9 * (rounded - 0.06) + 0.35 * Double(arrears)
    write([
      String(700_001 + row), date(6_575 + row * 1_461 / 5_000 + random.below(20)), String(age), work,
      isUnknown ? "" : String(years),
      isUnknown ? "" : String(Int(income / 10) * 10),
      random.one(of: ["rent", "own", "mortgage", "family"], [40, 20, 32, Double(max(1, 40 - age))]),
      random.one(
        of: ["car", "furniture", "consolidation", "renovation", "education", "medical", "wedding"],
        [28, 22, 20, 14, 6, 4, 3]),
      ["A", "B", "C", "D", "E", "F", "G"][grade], decimal(rounded, 4), String(Int(amount)), String(term),
      decimal(payment, 2),
      String(arrears), random.happens(logistic(risk)) ? "1" : "0",
    ])
  }
}

// MARK: - Breast cancer: 1,200 operated tumours

// * nodes_positive never exceeds nodes_examined; stage follows size and nodes.
// * receptors hang together: PR positive nearly only with ER, HER2 rarer; triple negative tumours are of higher grade.
// * months are censored at 120; recurrence is missing together with months for those lost to follow-up (6 %).
func breastCancer(_ random: inout Random) {
  write([
    "patient", "age", "menopause", "size_mm", "grade", "er", "pr", "her2", "nodes_examined", "nodes_positive", "stage",
    "surgery", "months", "recurrence",
  ])
  for row in 0..<1_200 {
    let age = Int(bounded(61 + 13 * random.normal(), 27, 93))
    let er = random.happens(age < 45 ? 0.66 : 0.83)
    let pr = random.happens(er ? 0.84 : 0.04)
    let her2 = random.happens(er ? 0.12 : 0.24)
    let grade = 1 + random.index(er ? [24, 52, 24] : [3, 24, 73])
    let size = Int(bounded(exponential(2.65 + 0.2 * Double(grade) + 0.55 * random.normal()), 2, 140))
    let examined = 1 + Int(random.uniform() * (random.happens(0.6) ? 5 : 26))
    let share = bounded((Double(size) - 8) / 90 + 0.12 * random.normal(), 0, 1)
    let positive =
      random.happens(min(0.92, 0.12 + Double(size) / 70)) ? min(examined, Int(share * Double(examined) + 0.9)) : 0
    let stage = positive > 9 || size > 90 ? 3 : positive > 3 || size > 50 ? 3 : positive > 0 || size > 20 ? 2 : 1
    let hazard = 0.00035 * exponential(0.55 * Double(grade) + 0.5 * Double(stage) + (er ? 0 : 0.5))
    let time = -naturalLogarithm(1 - random.uniform()) / hazard
    let followed = min(120, 12 + Int(random.uniform() * 150))
    let isLost = random.happens(0.06)
    write([
      "P\(padded(row + 1, 5))", String(age),
      age > 52 ? "post" : age > 46 ? random.one(of: ["peri", "post"], [6, 4]) : "pre", String(size),
      String(grade), er ? "pos" : "neg", pr ? "pos" : "neg", her2 ? "pos" : "neg", String(examined), String(positive),
      ["I", "II", "III"][stage - 1],
      random.happens(size > 35 ? 0.7 : 0.28) ? "mastectomy" : "conserving",
      isLost ? "" : String(min(followed, Int(time) + 1)), isLost ? "" : time < Double(followed) ? "yes" : "no",
    ])
  }
}

/// By halving: the number is brought between 1 and 2, then the series of the inverse hyperbolic tangent.
func naturalLogarithm(_ x: Double) -> Double {
  var (value, halvings) = (x, 0.0)
  while value < 1 { (value, halvings) = (value * 2, halvings - 1) }
  while value >= 2 { (value, halvings) = (value / 2, halvings + 1) }
  let ratio = (value - 1) / (value + 1)
  var (sum, power) = (0.0, ratio)
  for k in 0..<20 {
    sum += power / Double(2 * k + 1)
    power *= ratio * ratio
  }
  return 2 * sum + halvings * 0.693_147_180_559_945_3
}

// MARK: - Driving events: 8,000 stretches of road, in 0.9 % of them a near crash

// * hard braking has a heavy upper tail; a near crash brakes harder, closer and in worse weather.
// * latitude and longitude are missing together (5 %, tunnels and towns); speed_limit takes a few values only.
// * rain makes roads wet, and fast stretches are motorways.
func drivingEvents(_ random: inout Random) {
  write([
    "trip", "started", "road", "speed_limit", "speed", "headway_s", "brake_g", "steer_deg_s", "weather", "surface",
    "light", "latitude", "longitude", "phone", "near_crash",
  ])
  for row in 0..<8_000 {
    let isNear = row * 7_919 % 8_000 < 72
    let road = random.index(isNear ? [5, 3, 1] : [42, 36, 22])
    let limit = [[30, 50], [70, 80, 100], [100, 120, 130]][road][random.below(road == 0 ? 2 : 3)]
    let rains = random.happens(isNear ? 0.38 : 0.17)
    let minute = Int(
      bounded(random.happens(0.45) ? 490 + 70 * random.normal() : 1_010 + 170 * random.normal(), 0, 1_439))
    let isDark = minute < 400 || minute > 1_170
    let speed = bounded(Double(limit) * (0.86 + 0.11 * random.normal()) - (rains ? 4 : 0), 3, 190)
    let heavy = random.heavy().magnitude
    let brake = bounded(isNear ? 0.48 + 0.11 * heavy : 0.08 + 0.05 * heavy, 0.01, 1.2)
    let isHidden = random.happens(road == 0 ? 0.1 : 0.02)
    let minutes = (row * 13) % 364 * 1_440 + minute
    write([
      "T\(padded(1 + row / 9, 4))", "\(date(9_131 + minutes / 1_440))T\(padded(minute / 60)):\(padded(minute % 60))",
      ["urban", "rural", "motorway"][road],
      String(limit), decimal(speed, 1),
      decimal(bounded(exponential((isNear ? -0.4 : 0.75) + 0.5 * random.normal()), 0.2, 12), 2),
      decimal(brake, 3), decimal((isNear ? 16 : 4) * random.heavy(), 1),
      rains ? "rain" : random.one(of: ["dry", "fog", "snow"], [93, 4, 3]),
      rains || random.happens(0.06) ? "wet" : "dry", isDark ? "dark" : "day",
      isHidden ? "" : decimal(48 + 0.4 * random.normal(), 4), isHidden ? "" : decimal(11 + 0.6 * random.normal(), 4),
      random.happens(isNear ? 0.31 : 0.07) ? "1" : "0", isNear ? "1" : "0",
    ])
  }
}

// MARK: - Malware: 6,000 files, 9 % malicious in six families, the rarest of them 12 files

// * counts are zero-inflated (exports, overlays); entropy of a packed file is near 8.
// * sections, size and imports depend on the family; signatures are rare among malicious files.
func malware(_ random: inout Random) {
  write([
    "sha_prefix", "size_kb", "sections", "entropy", "packed", "imports", "exports", "strings", "signed", "compiler",
    "overlay_kb", "network_calls", "registry_calls", "family", "malicious",
  ])
  let families = ["trojan", "ransomware", "worm", "miner", "spyware", "rootkit"]
  let parts = [210, 120, 90, 68, 40, 12]
  for row in 0..<6_000 {
    var (family, rest) = (-1, (row * 2_417) % 6_000)
    for (index, part) in parts.enumerated() where family < 0 {
      if rest < part { family = index }
      rest -= part
    }
    let isBad = family >= 0
    let isPacked = random.happens(isBad ? [0.6, 0.85, 0.4, 0.7, 0.5, 0.9][family] : 0.05)
    let size = exponential(
      (isBad ? [5.2, 6.1, 4.3, 7.4, 5.6, 3.6][family] : 6.6) + (isBad ? 0.7 : 1.4) * random.normal())
    let imports = Int(exponential((isPacked ? 1.6 : 4.2) + 0.7 * random.normal()))
    let exports = random.happens(isBad ? 0.93 : 0.6) ? 0 : Int(exponential(3 + random.normal()))
    let overlay = random.happens(isBad ? 0.55 : 0.8) ? 0 : Int(exponential(4 + 1.3 * random.normal()))
    let calls = exponential((isBad ? [1.5, 0.8, 3.1, 2.4, 2.7, 0.4][family] : 0.6) + 0.7 * random.normal())
    write([
      hexadecimal(12, &random),
      String(max(2, Int(size))), String(max(1, Int(5 + 1.4 * random.normal() + (isPacked ? -2 : 1)))),
      decimal(
        isPacked ? bounded(7.7 + 0.16 * random.normal(), 6.9, 8) : bounded(6.1 + 0.5 * random.normal(), 2, 7.6), 3),
      isPacked ? "1" : "0",
      String(imports), String(exports),
      String(max(4, Int(size * (isPacked ? 0.3 : 1.6) * exponential(0.4 * random.normal())))),
      random.happens(isBad ? 0.04 : 0.46) ? "1" : "0",
      random.one(
        of: ["msvc", "gcc", "delphi", "go", "dotnet", "unknown"],
        isPacked ? [3, 1, 3, 1, 2, 9] : [40, 12, 6, 6, 20, 5]),
      String(overlay), random.happens(isBad ? 0.2 : 0.55) ? "0" : String(Int(calls)),
      String(Int(exponential((isBad ? 2.1 : 1.1) + 0.9 * random.normal()))),
      isBad ? families[family] : "", isBad ? "1" : "0",
    ])
  }
}

// MARK: - Market series: five made-up shares on 1,000 trading days

// * daily returns have heavy tails and quiet and wild times; a crash of a few days every year or so.
// * low is the smallest and high the largest of the four prices; volume grows with the size of the move.
func marketSeries(_ random: inout Random) {
  write(["day", "ticker", "sector", "open", "high", "low", "close", "return_pct", "volume", "halted"])
  let shares = [
    ("ALFA", "energy"), ("BRAV", "finance"), ("CHAR", "technology"), ("DELT", "technology"), ("ECHO", "retail"),
  ]
  var (prices, wildness) = ([48.0, 112, 231, 17, 65], 1.0)
  var day = 7_670
  for _ in 0..<1_000 {
    repeat { day += 1 } while day % 7 < 2
    wildness = bounded(
      0.06 + 0.9 * wildness + 0.14 * random.normal().magnitude + (random.happens(0.004) ? 3 : 0), 0.4, 6)
    let market = 0.006 * wildness * random.heavy()
    for (index, share) in shares.enumerated() {
      let open = prices[index] * (1 + 0.003 * wildness * random.normal())
      let move = 0.0003 + market * [0.9, 1.2, 1.4, 1.6, 0.7][index] + 0.008 * wildness * random.heavy()
      let close = max(0.5, open * (1 + bounded(move, -0.35, 0.35)))
      let high = max(open, close) * (1 + 0.004 * wildness * random.normal().magnitude)
      let low = min(open, close) * (1 - 0.004 * wildness * random.normal().magnitude)
      let volume = exponential(11.5 + 0.4 * random.normal()) * (1 + 30 * (close / open - 1).magnitude)
      write([
        date(day), share.0, share.1, decimal(open, 2), decimal(high, 2), decimal(low, 2), decimal(close, 2),
        decimal((close / prices[index] - 1) * 100, 3), String(Int(volume / 100) * 100),
        (close / open - 1).magnitude > 0.1 ? "1" : "0",
      ])
      prices[index] = close
    }
  }
}

let tables: [(name: String, seed: UInt64, write: (inout Random) -> Void)] = [
  ("credit_risk", 31, creditRisk), ("breast_cancer", 37, breastCancer), ("driving_events", 41, drivingEvents),
  ("malware", 43, malware), ("market_series", 47, marketSeries),
]
if let table = tables.first(where: { CommandLine.arguments.dropFirst().first == $0.name }) {
  var random = Random(state: table.seed)
  table.write(&random)
} else {
  print("usage: swift simulate_domains.swift \(tables.map(\.name).joined(separator: " | "))")
}
