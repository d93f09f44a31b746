/// Finds the patterns that one value may follow, from its shape alone.
enum DateCandidates {
  /// Patterns for `value`, strict ones first; empty where it is no instant.
  /// - Parameter allowsCompact: whether eight bare digits may be a date.
  static func patterns(for value: [UInt8], allowsCompact: Bool) -> [DatePattern] {
    var found: [String] = []
    for (date, rest) in datePrefixes(of: value[...], allowsCompact: allowsCompact) {
      if rest.isEmpty { found.append(date) }
      for (separator, time) in timeSeparators(of: rest) {
        found += times(in: time).map { date + separator + $0 }
      }
    }
    found += times(in: value[...])
    found += weeks(value)
    return found.map(DatePattern.init).filter { DateFormatter($0)?.value(of: value) != nil }
  }

  // MARK: - Dates

  private typealias Prefix = (pattern: String, rest: ArraySlice<UInt8>)

  private static func datePrefixes(of value: ArraySlice<UInt8>, allowsCompact: Bool) -> [Prefix] {
    let first = value.prefix { $0.isDigit || $0.isLetter }
    let rest = value[first.endIndex...]
    if first.count == 8, first.allSatisfy({ $0.isDigit }), allowsCompact { return [("yyyyMMdd", rest)] }
    guard let mark = rest.first, let separator = separators[mark] else { return [] }
    let isWord = first.first?.isLetter == true
    if isWord { return monthFirst(first, rest, separator) }
    let second = rest.dropFirst().prefix { $0.isDigit || $0.isLetter }
    guard first.count <= 4, let end = value[second.endIndex...].first, separators[end] != nil else { return [] }
    let third = value[(second.endIndex + 1)...].prefix { $0.isDigit }
    let tail = value[third.endIndex...]
    if second.first?.isLetter == true {
      return dayMonthWord(second, yearDigits: third.count, separator).map { ($0, tail) }
    }
    guard end == mark, mark != UInt8(ascii: " ") else { return [] }
    return numeric(first.count, second.count, third.count, separator).map { ($0, tail) }
  }

  private static let separators: [UInt8: String] = [
    UInt8(ascii: "-"): "-", UInt8(ascii: "/"): "/", UInt8(ascii: "."): ".", UInt8(ascii: " "): " ",
  ]

  private static func numeric(_ first: Int, _ second: Int, _ third: Int, _ mark: String) -> [String] {
    let parts: [[String]]
    switch (first, second, third) {
    case (4, 1...2, 1...2): parts = [["yyyy", "MM", "dd"], ["yyyy", "M", "d"]]
    case (1...2, 1...2, 4):
      parts = [["dd", "MM", "yyyy"], ["MM", "dd", "yyyy"], ["d", "M", "yyyy"], ["M", "d", "yyyy"]]
    // Two-digit years between points are as likely section numbers.
    case (1...2, 1...2, 2) where mark != ".":
      parts = [["dd", "MM", "yy"], ["MM", "dd", "yy"], ["d", "M", "yy"], ["M", "d", "yy"], ["yy", "MM", "dd"]]
    default: parts = []
    }
    return parts.map { $0.joined(separator: mark) }
  }

  /// `29-Feb-2024`, `29 February 2024`.
  private static func dayMonthWord(_ month: ArraySlice<UInt8>, yearDigits: Int, _ mark: String) -> [String] {
    guard let letters = letters(ofMonth: month), yearDigits == 4 || yearDigits == 2 else { return [] }
    let year = yearDigits == 4 ? "yyyy" : "yy"
    return ["dd", "d"].map { [$0, letters, year].joined(separator: mark) }
  }

  /// `Feb 29, 2024`.
  private static func monthFirst(_ month: ArraySlice<UInt8>, _ rest: ArraySlice<UInt8>, _ mark: String) -> [Prefix] {
    guard let letters = letters(ofMonth: month), mark == " " else { return [] }
    let day = rest.dropFirst().prefix { $0.isDigit }
    let comma = rest[day.endIndex...].prefix { $0 == UInt8(ascii: ",") }
    let year = rest[comma.endIndex...].dropFirst().prefix { $0.isDigit }
    guard year.count == 4 else { return [] }
    let tail = rest[year.endIndex...]
    return ["dd", "d"].map { ("\(letters) \($0)\(comma.isEmpty ? "" : ",") yyyy", tail) }
  }

  private static func letters(ofMonth word: ArraySlice<UInt8>) -> String? {
    if DateWords.monthsShort.contains(where: { word.elementsEqual($0) }) { return "MMM" }
    return DateWords.monthsLong.contains { word.elementsEqual($0) } ? "MMMM" : nil
  }

  /// `2024-W05`, `2024W05`, `2024-W05-3`, `2024W053`.
  private static func weeks(_ value: [UInt8]) -> [String] {
    guard (7...10).contains(value.count), value.contains(UInt8(ascii: "W")) else { return [] }
    return ["YYYY-'W'ww", "YYYY'W'ww", "YYYY-'W'ww-e", "YYYY'W'wwe"]
  }

  // MARK: - Times

  /// What stands between date and time, as pattern text, with what follows.
  private static func timeSeparators(of rest: ArraySlice<UInt8>) -> [(String, ArraySlice<UInt8>)] {
    switch rest.first {
    case UInt8(ascii: " "): [(" ", rest.dropFirst())]
    case UInt8(ascii: "T"): [("'T'", rest.dropFirst())]
    default: []
    }
  }

  private static func times(in value: ArraySlice<UInt8>) -> [String] {
    let hour = value.prefix { $0.isDigit }
    guard hour.count == 1 || hour.count == 2 else { return [] }
    var (minutes, rest) = ("", value[hour.endIndex...])
    guard takeTwoDigits(&rest) else { return [] }
    minutes = ":mm"
    if takeTwoDigits(&rest) { minutes += ":ss" + fraction(&rest) }
    let blank = rest.first == UInt8(ascii: " ") ? " " : ""
    let half = rest.dropFirst(blank.utf8.count)
    if half.elementsEqual("AM".utf8) || half.elementsEqual("PM".utf8) {
      return ["hh", "h"].map { $0 + minutes + blank + "a" }
    }
    guard let zone = zone(rest) else { return [] }
    return zones(rest, zone).flatMap { zone in ["HH", "H"].map { $0 + minutes + zone } }
  }

  /// `:59` at the front of `rest`.
  private static func takeTwoDigits(_ rest: inout ArraySlice<UInt8>) -> Bool {
    guard rest.first == UInt8(ascii: ":") else { return false }
    let digits = rest.dropFirst().prefix { $0.isDigit }
    guard digits.count == 2 else { return false }
    rest = rest[digits.endIndex...]
    return true
  }

  private static func fraction(_ rest: inout ArraySlice<UInt8>) -> String {
    guard let mark = rest.first, mark == UInt8(ascii: ".") || mark == UInt8(ascii: ",") else { return "" }
    let digits = rest.dropFirst().prefix { $0.isDigit }
    guard (1...9).contains(digits.count) else { return "" }
    rest = rest[digits.endIndex...]
    return (mark == UInt8(ascii: ".") ? "." : ",") + String(repeating: "S", count: digits.count)
  }

  /// The same text in every value first; then any offset, where one stands there.
  private static func zones(_ rest: ArraySlice<UInt8>, _ literal: String) -> [String] {
    guard let last = rest.last, last.isDigit || last == UInt8(ascii: "Z") else { return [literal] }
    let blank = rest.first == UInt8(ascii: " ") ? " " : ""
    if last == UInt8(ascii: "Z") { return [literal, blank + "XXX", blank + "XX"] }
    guard rest.count - blank.utf8.count >= 5 else { return [literal] }
    return [literal, blank + (rest.contains(UInt8(ascii: ":")) ? "XXX" : "XX")]
  }

  /// `Z`, ` UTC` or one constant offset as a literal; nil where something else follows.
  private static func zone(_ rest: ArraySlice<UInt8>) -> String? {
    if rest.isEmpty { return "" }
    let text = String(decoding: rest, as: UTF8.self)
    if ["Z", " UTC", " Z", " GMT"].contains(text) { return text.replacingLetters() }
    let bare = rest.first == UInt8(ascii: " ") ? rest.dropFirst() : rest
    guard let sign = bare.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { return nil }
    let digits = bare.dropFirst().filter { $0 != UInt8(ascii: ":") }
    guard digits.count == 2 || digits.count == 4, digits.allSatisfy({ $0.isDigit }), bare.count <= 6 else { return nil }
    return text
  }
}

extension String {
  /// `Z` becomes `'Z'`: letters of a pattern that are meant as such stand in quotes.
  fileprivate func replacingLetters() -> String {
    let blank = prefix { $0 == " " }
    return blank + "'" + dropFirst(blank.count) + "'"
  }
}
