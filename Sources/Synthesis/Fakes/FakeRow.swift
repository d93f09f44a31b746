import Statistics

/// Puts the value of one row together. It only appends.
typealias FakeWriter = @Sendable (_ row: inout FakeRow, _ bytes: inout FakeText) -> Void

/// The random streams of the persons of one table: what belongs to a row's person is the same in every column that asks for it.
struct FakePersons: Sendable {
  let gender: RandomStream
  let first: RandomStream
  let last: RandomStream
  let second: RandomStream
  let city: RandomStream
  let street: RandomStream
  let address: RandomStream
  let postcode: RandomStream
  let place: RandomStream

  /// - Parameter number: tells the persons of one row apart: buyer and seller.
  init(_ stream: RandomStream, number: Int) {
    let own = stream.stream(named: "person \(number)")
    gender = own.stream(named: "gender")
    first = own.stream(named: "first")
    last = own.stream(named: "last")
    second = own.stream(named: "second")
    city = own.stream(named: "city")
    street = own.stream(named: "street")
    address = own.stream(named: "address")
    postcode = own.stream(named: "postcode")
    place = own.stream(named: "place")
  }
}

/// One row of a column of made-up values while its value is put together.
///
/// Values are put together from choices among so many. In the usual draw every choice has random bits of its own. Where every row
/// must have its own value the choices are the digits of a permuted row number in a mixed base: two rows never agree in all of
/// them. Counting multiplies the sizes of the choices: how many values there are.
struct FakeRow {
  private enum Mode { case usual, unique, counting }

  private(set) var number: UInt64
  let persons: FakePersons
  private let mode: Mode
  private var stream: RandomStream
  private var counter: UInt64
  /// Unique: what is left of the permuted number. Counting: the product so far.
  private(set) var rest: UInt64

  /// What another column says of the row's person; nil: as the person's own stream has it.
  var isFemale: Bool?

  /// The most that is counted; a permutation takes no more.
  static let mostValues: UInt64 = 1 << 63
  /// Choices that one value is put together from at most before their random bits come again.
  private static let choicesPerRow: UInt64 = 1 << 10

  init(_ number: UInt64, _ persons: FakePersons, stream: RandomStream) {
    (self.number, self.persons, self.stream, mode, rest) = (number, persons, stream, .usual, 0)
    counter = number &* Self.choicesPerRow
  }

  /// - Parameter permuted: below the capacity.
  init(_ number: UInt64, _ persons: FakePersons, stream: RandomStream, permuted: UInt64) {
    (self.number, self.persons, self.stream, mode, rest) = (number, persons, stream, .unique, permuted)
    counter = number &* Self.choicesPerRow
  }

  private init(counting persons: FakePersons, _ stream: RandomStream) {
    (number, self.persons, self.stream, mode, counter, rest) = (0, persons, stream, .counting, 0, 1)
  }

  /// Another row of the same column.
  /// - Parameter permuted: as at `init`.
  @inline(__always)
  mutating func move(to number: UInt64, permuted: UInt64 = 0) {
    self.number = number
    counter = number &* Self.choicesPerRow
    rest = permuted
  }

  /// How many values a writer has whose choices do not depend on each other.
  static func capacity(of writer: FakeWriter) -> UInt64 {
    let stream = RandomStream(seed: 0)
    var row = FakeRow(counting: FakePersons(stream, number: 1), stream)
    var bytes = FakeText()
    writer(&row, &bytes)
    return row.rest
  }

  var isUsual: Bool { mode == .usual }

  /// One of 0..<count.
  /// - Precondition: count > 0.
  @inline(__always)
  mutating func below(_ count: UInt64) -> UInt64 {
    switch mode {
    case .usual: return free(below: count)
    case .unique:
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: count)
      rest = quotient
      return digit
    case .counting:
      let (product, isOver) = rest.multipliedReportingOverflow(by: count)
      rest = isOver ? Self.mostValues : min(product, Self.mostValues)
      return 0
    }
  }

  /// One of 0..<count that makes no value unique.
  @inline(__always)
  mutating func free(below count: UInt64) -> UInt64 { bits().multipliedFullWidth(by: count).high }

  /// Random bits that make no value unique.
  @inline(__always)
  mutating func bits() -> UInt64 {
    counter &+= 1
    return stream.bits(at: counter)
  }

  /// Choices that belong to the row's person: the same in every column.
  @inline(__always)
  mutating func personal(_ own: RandomStream, _ write: (inout FakeRow) -> Void) {
    let (before, place) = (stream, counter)
    (stream, counter) = (own, number &* Self.choicesPerRow)
    write(&self)
    (stream, counter) = (before, place)
  }

  /// The place of a word of a list: of the row's person, or one of all where every row has its own.
  @inline(__always)
  mutating func place(in list: FakeWordList, _ own: RandomStream) -> Int {
    isUsual ? list.place(own.bits(at: number)) : Int(below(UInt64(list.count)))
  }
}
