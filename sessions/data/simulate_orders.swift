// Writes a made-up table of orders and the rounds of vans that deliver them:
//
//     swift sessions/data/simulate_orders.swift > sessions/data/orders.csv
//
// Twelve rules hold in it but for a few mistakes of typing, as in a table that people filled in: about one row in two hundred
// breaks each, but for the ranges of weights. No person or firm in it is real, and nothing is learned from any data.
//
// Same bytes on every machine: randomness is SplitMix64 (Steele, Lea, Flood 2014) with a fixed seed, money is counted in cents.

struct Random {
  var state: UInt64

  mutating func bits() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }

  mutating func uniform() -> Double { Double(bits() >> 11) * 0x1p-53 }
  mutating func below(_ limit: Int) -> Int { Int(uniform() * Double(limit)) }
  mutating func happens(_ share: Double) -> Bool { uniform() < share }

  mutating func one<Value>(of values: [Value], _ weights: [Double]) -> Value {
    var rest = uniform() * weights.reduce(0, +)
    for (value, weight) in zip(values, weights) {
      rest -= weight
      if rest < 0 { return value }
    }
    return values[values.count - 1]
  }
}

func padded(_ number: Int, _ width: Int = 2) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

func money(_ cents: Int) -> String { "\(cents < 0 ? "-" : "")\(abs(cents) / 100).\(padded(abs(cents) % 100))" }

/// A day of 2024 by its number from 0, and on into 2025.
func day(_ number: Int) -> String {
  let lengths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 28, 31, 30]
  var (left, month) = (number, 0)
  while left >= lengths[month] {
    left -= lengths[month]
    month += 1
  }
  return "\(2024 + month / 12)-\(padded(month % 12 + 1))-\(padded(left + 1))"
}

let countries = ["Austria", "Belgium", "Denmark", "France", "Poland", "Sweden", "United Kingdom"]
let currencies = ["EUR", "EUR", "DKK", "EUR", "PLN", "SEK", "GBP"]
let shelves = [("north", ["N1", "N2", "N3"]), ("south", ["S1", "S2"]), ("harbour", ["H1", "H2", "H3", "H4"])]
/// Grams that a parcel of a size may weigh.
let weights = ["small": 200...2_000, "medium": 1_500...9_000, "large": 6_000...31_500]
let vans = ["A", "B", "C", "D", "E"]

var random = Random(state: 11)
let mistakes = 0.006

print(
  "order,country,currency,ordered,shipped,tier,quantity,price,discount,net,tax,total,cash,card,transfer,warehouse,shelf,"
    + "size,weight,van,odometer,returned,reason")

var numbers: [Int] = []
for row in 0..<6_000 {
  let country = random.one(of: Array(countries.indices), [2, 3, 1, 6, 2, 2, 4])
  let currency = random.happens(mistakes) ? currencies[random.below(7)] : currencies[country]
  let ordered = min(364, row * 365 / 6_000 + random.below(3))
  var shipped = ordered + 1 + random.one(of: [0, 1, 2, 3, 5, 8], [30, 25, 15, 10, 6, 2]) + (country == 6 ? 2 : 0)
  if random.happens(mistakes) { shipped = max(0, ordered - random.below(5)) }
  let tier = random.one(of: ["basic", "plus", "gold"], [60, 30, 10])
  let usual = 1 + random.one(of: [0, 1, 2, 3, 5, 9, 19], [50, 20, 10, 8, 5, 4, 3])
  // Orders that were emptied and not deleted.
  let quantity = row % 167 == 3 ? 0 : usual
  let price = 199 + random.below(60) * random.below(120) + (random.happens(0.4) ? 0 : random.below(100))
  var discount = random.happens(0.5) ? 0 : random.below(tier == "basic" ? 11 : 31)
  if tier == "basic", random.happens(4 * mistakes) { discount = 11 + random.below(20) }
  var net = quantity * price
  if random.happens(mistakes) { net += 1 + random.below(500) }
  let tax = (net * (country == 6 ? 20 : 21) + 50) / 100
  var total = net + tax
  if random.happens(mistakes) { total -= 1 + random.below(300) }
  var paid = [0, 0, 0]
  paid[random.one(of: [0, 1, 2], [1, 6, 3])] = 1
  if random.happens(mistakes) { paid = random.happens(0.5) ? [0, 0, 0] : [1, 1, 0] }
  let place = random.one(of: [0, 1, 2], [4, 3, 5])
  let shelf =
    random.happens(mistakes) ? shelves[random.below(3)].1[0] : shelves[place].1[random.below(shelves[place].1.count)]
  let size = random.one(of: ["small", "medium", "large"], [5, 3, 1])
  let range = weights[size] ?? 200...2_000
  let weight = range.lowerBound + random.below(range.upperBound - range.lowerBound + 1)
  let van = random.below(vans.count)
  var odometer = 41_000 + 9_500 * van + ordered * (90 + 12 * van)
  if random.happens(mistakes) { odometer -= 4_000 + random.below(9_000) }
  let isReturned = random.happens(size == "large" ? 0.04 : 0.11)
  let reason = random.one(of: ["too late", "damaged", "wrong size", "other"], [2, 3, 4, 1])
  let hasReason = random.happens(mistakes) ? !isReturned : isReturned
  let number =
    random.happens(mistakes) && row > 100 ? numbers[random.below(row)] : 1_000_000 + (row * 7_919_993) % 8_999_999
  numbers.append(number)
  let line: [String] = [
    String(number), countries[country], currency, day(ordered), day(shipped), tier, String(quantity), money(price),
    String(discount), money(net), money(tax), money(total), String(paid[0]), String(paid[1]), String(paid[2]),
    shelves[place].0, shelf, size, String(weight), vans[van], String(odometer), isReturned ? "yes" : "no",
    hasReason ? reason : "",
  ]
  print(line.joined(separator: ","))
}
