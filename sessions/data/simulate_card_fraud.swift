// Writes card_fraud.csv: 20,000 made-up card payments of 2025, of which 1.2 % (240) are fraud.
//
//     swift sessions/data/simulate_card_fraud.swift > sessions/data/card_fraud.csv
//
// No payment, person or address in it is real. Nothing is learned from any data: every number below is chosen by hand.
//
// Same bytes on every machine: randomness is SplitMix64 (Steele, Lea, Flood 2014) with a fixed seed, and only + - * / are
// used on doubles (a normal draw is a sum of twelve uniforms; the exponential function is the one below), so no mathematical
// library decides about a last digit. Amounts are rounded to cents.
//
// Names: the most common given names and family names of the 1990 census name files of the U.S. Census Bureau (public
// domain). E-mail addresses are at example.com, example.org and example.net, which RFC 2606 reserves for examples.
//
// What a synthesizer should find:
// * ts: few payments at night, more before weekends and in December; fraud comes at night.
// * amount: log-normal, with a mean for each merchant type; fraud is 2.5 times as high.
// * channel depends on the merchant type; fraud is mostly online.
// * country: the customer's home in 94 %; in 45 % for fraud.
// * device_age_days: many new devices, 4 % missing; fraud uses new devices.
// * merchant_type: missing in 0.2 %.

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
  mutating func normal() -> Double {
    var sum = -6.0
    for _ in 0..<12 { sum += uniform() }
    return sum
  }

  mutating func index(weights: [Double]) -> Int {
    var rest = uniform() * weights.reduce(0, +)
    for (index, weight) in weights.enumerated() {
      rest -= weight
      if rest < 0 { return index }
    }
    return weights.count - 1
  }
}

/// e to the power of x for |x| < 20: the series at x / 64, squared six times.
func exponential(_ x: Double) -> Double {
  let small = x / 64
  var sum = 1.0
  var term = 1.0
  for k in 1...12 {
    term = term * small / Double(k)
    sum += term
  }
  for _ in 0..<6 { sum *= sum }
  return sum
}

func padded(_ number: Int, _ width: Int = 2) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

let givenNames = [
  "James", "John", "Robert", "Michael", "William", "David", "Richard", "Charles", "Joseph", "Thomas", "Christopher",
  "Daniel", "Paul", "Mark", "Donald", "George", "Kenneth", "Steven", "Edward", "Brian", "Ronald", "Anthony", "Kevin",
  "Jason", "Matthew", "Mary", "Patricia", "Linda", "Barbara", "Elizabeth", "Jennifer", "Maria", "Susan", "Margaret",
  "Dorothy", "Lisa", "Nancy", "Karen", "Betty", "Helen", "Sandra", "Donna", "Carol", "Ruth", "Sharon", "Michelle",
  "Laura",
  "Sarah", "Kimberly", "Deborah",
]
let familyNames = [
  "Smith", "Johnson", "Williams", "Jones", "Brown", "Davis", "Miller", "Wilson", "Moore", "Taylor", "Anderson",
  "Thomas",
  "Jackson", "White", "Harris", "Martin", "Thompson", "Garcia", "Martinez", "Robinson", "Clark", "Rodriguez", "Lewis",
  "Lee",
  "Walker", "Hall", "Allen", "Young", "Hernandez", "King", "Wright", "Lopez", "Hill", "Scott", "Green", "Adams",
  "Baker",
  "Gonzalez", "Nelson", "Carter", "Mitchell", "Perez", "Roberts", "Turner", "Phillips", "Campbell", "Parker", "Evans",
  "Edwards", "Collins",
]
let countries = ["US", "GB", "DE", "FR", "ES", "IT", "NL", "PL", "BR", "IN", "NG", "RO"]
let homeWeights = [46.0, 14, 10, 8, 6, 5, 4, 3, 2, 1, 0.6, 0.4]
let fraudCountryWeights = [14.0, 8, 5, 5, 4, 4, 4, 6, 14, 10, 14, 12]

struct Merchant {
  var name: String
  var weight: Double
  var fraudWeight: Double
  /// Of the logarithm of the amount in units of money.
  var mean: Double
  var deviation: Double
  /// Shares of pos, contactless, online, phone, atm.
  var channels: [Double]
}

let channelNames = ["pos", "contactless", "online", "phone", "atm"]
let fraudChannels = [0.10, 0.04, 0.70, 0.10, 0.06]
let merchants = [
  Merchant(
    name: "grocery", weight: 26, fraudWeight: 5, mean: 3.4, deviation: 0.7, channels: [0.40, 0.50, 0.09, 0.01, 0]),
  Merchant(
    name: "online_retail", weight: 18, fraudWeight: 30, mean: 3.8, deviation: 0.9, channels: [0, 0, 0.97, 0.03, 0]),
  Merchant(
    name: "restaurant", weight: 16, fraudWeight: 4, mean: 3.2, deviation: 0.6, channels: [0.45, 0.45, 0.09, 0.01, 0]),
  Merchant(name: "fuel", weight: 12, fraudWeight: 8, mean: 3.7, deviation: 0.4, channels: [0.70, 0.30, 0, 0, 0]),
  Merchant(
    name: "electronics", weight: 7, fraudWeight: 22, mean: 5.0, deviation: 0.9, channels: [0.35, 0.10, 0.53, 0.02, 0]),
  Merchant(
    name: "utilities", weight: 7, fraudWeight: 1, mean: 4.4, deviation: 0.5, channels: [0.02, 0, 0.88, 0.10, 0]),
  Merchant(
    name: "travel", weight: 6, fraudWeight: 14, mean: 5.6, deviation: 1.0, channels: [0.10, 0.02, 0.78, 0.10, 0]),
  Merchant(name: "pharmacy", weight: 5, fraudWeight: 2, mean: 3.0, deviation: 0.7, channels: [0.45, 0.45, 0.10, 0, 0]),
  Merchant(
    name: "gambling", weight: 3, fraudWeight: 14, mean: 4.1, deviation: 1.1, channels: [0.05, 0, 0.80, 0.05, 0.10]),
]

struct Customer {
  var name: String
  var email: String
  var country: String
}

func customers(_ count: Int, _ random: inout Random) -> [Customer] {
  (0..<count).map { number in
    let given = givenNames[random.below(givenNames.count)]
    let family = familyNames[random.below(familyNames.count)]
    let domain = ["example.com", "example.org", "example.net"][random.index(weights: [6, 3, 1])]
    let local = [
      "\(given).\(family)\(number % 97)", "\(given.prefix(1))\(family)\(number)", "\(given)_\(family)\(number % 31)",
    ][random.index(weights: [5, 3, 2])]
    return Customer(
      name: "\(given) \(family)", email: "\(local.lowercased())@\(domain)",
      country: countries[random.index(weights: homeWeights)])
  }
}

// 2025-01-01 was a Wednesday; weights from Monday on.
let weekdayWeights = [0.9, 0.9, 0.95, 1.05, 1.3, 1.25, 0.8]
let monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
let monthWeights = [0.92, 0.93, 0.97, 0.98, 1.0, 1.0, 1.02, 1.0, 0.98, 1.0, 1.12, 1.4]
let hourWeights: [Double] = [
  8, 4, 3, 2, 2, 4, 10, 24, 40, 46, 50, 58, 70, 62, 52, 52, 60, 76, 84, 72, 52, 36, 24, 14,
]
let fraudHourWeights: [Double] = [
  60, 66, 70, 66, 56, 40, 26, 20, 20, 22, 24, 26, 26, 26, 26, 26, 28, 30, 32, 34, 36, 40, 46, 54,
]
let dayWeights: [Double] = (0..<365).map { day in
  var (month, rest) = (0, day)
  while rest >= monthLengths[month] {
    rest -= monthLengths[month]
    month += 1
  }
  return weekdayWeights[(day + 2) % 7] * monthWeights[month]
}

struct Payment {
  var second: Int
  var customer: Customer
  var country: String
  var merchant: String
  var cents: Int
  var channel: String
  var deviceAge: Int?
  var isFraud: Bool
}

func payment(isFraud: Bool, among customers: [Customer], _ random: inout Random) -> Payment {
  let day = random.index(weights: dayWeights)
  let hour = random.index(weights: isFraud ? fraudHourWeights : hourWeights)
  let customer = customers[random.below(customers.count)]
  let staysHome = random.happens(isFraud ? 0.45 : 0.94)
  let abroad = countries[random.index(weights: isFraud ? fraudCountryWeights : homeWeights)]
  let merchant = merchants[random.index(weights: merchants.map { isFraud ? $0.fraudWeight : $0.weight })]
  let logarithm = merchant.mean + merchant.deviation * random.normal() + (isFraud ? 0.916 : 0)
  let channels = isFraud ? fraudChannels : merchant.channels
  let share = random.uniform()
  let age = random.happens(isFraud ? 0.72 : 0.18) ? Int(share * share * 8) : Int(share * share * share * 1_500)
  return Payment(
    second: day * 86_400 + hour * 3_600 + random.below(3_600), customer: customer,
    country: staysHome ? customer.country : abroad, merchant: random.happens(0.002) ? "" : merchant.name,
    cents: max(50, Int(exponential(logarithm) * 100 + 0.5)),
    channel: channelNames[random.index(weights: channels)],
    deviceAge: random.happens(0.04) ? nil : age, isFraud: isFraud)
}

func instant(_ second: Int) -> String {
  var (month, day) = (0, second / 86_400)
  while day >= monthLengths[month] {
    day -= monthLengths[month]
    month += 1
  }
  let time = [second / 3_600 % 24, second / 60 % 60, second % 60].map { padded($0) }.joined(separator: ":")
  return "2025-\(padded(month + 1))-\(padded(day + 1)) \(time)"
}

var random = Random(state: 2_025)
let people = customers(3_000, &random)
var payments = (0..<20_000).map { payment(isFraud: $0 < 240, among: people, &random) }
payments.sort { ($0.second, $0.cents, $0.customer.email) < ($1.second, $1.cents, $1.customer.email) }

print("txn_id,ts,customer_name,email,country,merchant_type,amount,channel,device_age_days,is_fraud")
for (index, payment) in payments.enumerated() {
  let amount = "\(payment.cents / 100).\(padded(payment.cents % 100))"
  let fields = [
    String(100_001 + index), instant(payment.second), payment.customer.name, payment.customer.email, payment.country,
    payment.merchant, amount, payment.channel, payment.deviceAge.map(String.init) ?? "", payment.isFraud ? "1" : "0",
  ]
  print(fields.joined(separator: ","))
}
