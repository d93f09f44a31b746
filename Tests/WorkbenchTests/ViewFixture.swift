import Files
import Screen
import Statistics
import Tables
import TestSupport

@testable import Workbench

/// What is open where a state of a view is shown; each is made once, with the real work.
enum ViewFixture: String, Sendable {
  /// Columns of every kind, read, fitted and drawn.
  case payments
  /// The same with every joint model tried, and with the drawn rows scored.
  case compared, scored
  /// Sixteen columns of numbers, scored.
  case wide
  /// A file that is named and not read yet; one that cannot be read; none.
  case empty, unread, start

  var driver: HeadlessDriver {
    switch self {
    case .payments: Self.fresh
    case .compared: Self.tried
    case .scored: Self.reported
    case .wide: Self.ofNumbers
    case .empty: HeadlessDriver(state: Self.state("/nowhere/payments.csv"), performer: Performer())
    case .unread: Self.begun("/nowhere/payments.csv")
    case .start: Self.begun("")
    }
  }

  private static let folder = TemporaryFolder()

  private static let fresh = opened(paymentsText, "payments.csv")
  private static let tried = pressed(fresh, "3c")
  private static let reported = pressed(fresh, "5")
  private static let ofNumbers = pressed(opened(numbersText, "numbers.csv"), "5")

  private static func state(_ path: String) -> WorkbenchState {
    WorkbenchState(file: OpenFile(path: path), size: Size(width: 120, height: 40), theme: .plain)
  }

  private static func begun(_ path: String) -> HeadlessDriver {
    var driver = HeadlessDriver(state: state(path), performer: Performer(places: Places(working: folder.path)))
    driver.begin()
    return driver
  }

  private static func opened(_ text: String, _ name: String) -> HeadlessDriver {
    _ = try? DurableFile.write(Array(text.utf8), to: folder[name])
    return begun(name)
  }

  private static func pressed(_ driver: HeadlessDriver, _ keys: String) -> HeadlessDriver {
    var driver = driver
    driver.press(keys)
    return driver
  }

  /// Who is in the table: no made-up name is one of these.
  static let people = ["Anna", "Ben", "Carla", "Dan"].flatMap { first in
    ["Quillham", "Oakthorne", "Birkwell"].map { "\(first) \($0)" }
  }

  /// 320 rows: a key, a day, a moment, a name, a channel, a skewed amount with gaps, few whole numbers, 0 and 1, and notes.
  private static var paymentsText: String {
    let stream = RandomStream(seed: 11)
    let normals = Normal.quantiles(of: stream.stream(named: "amounts").uniforms(rows: 0..<320))
    var text = "id,day,at,customer_name,channel,amount,items,fraud,note\n"
    for row in 0..<UInt64(320) {
      let bits = stream.bits(at: row)
      let day = Int(bits % 363)
      let items = 1 + Int(stream.uniform(at: row + 1000) * 6)
      let isFraud = row % 16 == 3
      let hundredths = Int((500 * exponential(normals[Int(row)]) * Double(items) * (isFraud ? 6 : 1)).rounded()) + 50
      let cents = hundredths % 100
      let amount = row % 13 == 5 ? "" : "\(hundredths / 100).\(cents < 10 ? "0" : "")\(cents)"
      let date = Gregorian.day(20_089 + day)
      let place = isFraud ? "web" : ["web", "shop", "phone", "web"][Int(bits >> 20 & 3)]
      let stamp = "\(date.year)-\(two(date.month))-\(two(date.day))"
      let time = "\(two(Int(bits >> 30) % 24)):\(two(Int(bits >> 40) % 60)):\(two(Int(bits >> 50) % 60))"
      let name = people[Int(bits >> 24 & 0xFFFF) % people.count]
      let note = "order \(bits % 99_991) of shelf \(row)"
      text += "\(7000 + row),\(stamp),\(stamp)T\(time),\(name),\(place),\(amount),\(items),\(isFraud ? 1 : 0),\(note)\n"
    }
    return text
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private static func exponential(_ value: Double) -> Double {
    // As good as exp for what is drawn, and the same on every machine.
    (1...20).reversed().reduce(1) { 1 + value / Double($1) * $0 }
  }

  /// 200 rows of numbers that share a part.
  private static var numbersText: String {
    let stream = RandomStream(seed: 12)
    let names = (1...16).map { "sensor_\($0)" }
    var text = names.joined(separator: ",") + "\n"
    for row in 0..<UInt64(200) {
      let shared = stream.uniform(at: row * 100)
      let values = names.indices.map { index in
        let own = stream.uniform(at: row * 100 + 1 + UInt64(index))
        let part = Double(index) / 16
        return "\(Int(((index % 3 == 1 ? 1 - shared : shared) * part + own * (1 - part)) * 1_000))"
      }
      text += values.joined(separator: ",") + "\n"
    }
    return text
  }
}
