@testable import Tables

extension FuzzTarget {
  private static let table = "id,name,day,amount\n1,\"a \"\"b\"\"\",2024-01-31,1.50\n2,,2024-02-29,-0.25\n3,x,,1e3\n"
  private static let marks = [
    ",", ";", "\t", "|", "\"", "\"\"", "\\\"", "'", "\n", "\r\n", "\r", "NA", "\u{FEFF}", "#", "sep=;", "\0",
  ]

  /// The first byte chooses the dialect. What was read and written again reads as the same table.
  static let scan = FuzzTarget(name: "scan", seeds: [table, "\u{3}" + table], words: marks) { input in
    guard let choice = input.first else { return }
    let bytes = Array(input.dropFirst())
    var options = ReadOptions()
    options.delimiter = [0x2C, 0x3B, 0x09, 0x7C][Int(choice & 3)]
    options.hasHeader = choice & 4 == 0
    options.ragged = choice & 8 == 0 ? .pad : .spill
    options.encoding = .utf8
    guard let read = try? TableReader.read(bytes: bytes, name: "t", options: options) else { return }
    for column in read.table.columns {
      hold(column.count == read.table.rowCount, "every column has all rows")
      for row in 0..<min(column.count, 8) { _ = column.text(ofRow: row) }
    }
    let written = csv(read.table)
    options.delimiter = 0x2C
    options.hasHeader = true
    guard let again = try? TableReader.read(bytes: written, name: "t", options: options) else {
      return hold(read.table.columns.isEmpty, "what is written can be read")
    }
    hold(again.table.rowCount == read.table.rowCount, "as many rows as were written")
    hold(again.table.columns.map(\.name) == read.table.columns.map(\.name), "the same names")
  }

  /// Everything is found from the bytes: no options.
  static let dialect = FuzzTarget(
    name: "dialect", seeds: [table, "a;b\n1,5;2\n2,5;3\n", "# note\n\na|b\n1|2\n", "x\ty\n1\t2\n"], words: marks
  ) { input in
    guard let read = try? TableReader.read(bytes: Array(input), name: "t") else { return }
    hold((0...1).contains(read.dialect.confidence), "confidence is a share")
    hold(!read.table.columns.isEmpty, "a table has columns")
    hold(Set(read.table.columns.map(\.name)).count == read.table.columns.count, "names are told apart")
    for format in [JSONLinesFormat() as any TextFormat, TSVFormat()] {
      _ = format.piece(of: read.table)
    }
  }

  /// Lines are values of one column. A number is the one that Swift reads; what is written reads as the same numbers.
  static let numbers = FuzzTarget(
    name: "numbers", longest: 512, seeds: ["1\n2.50\n-3e4", "007\n008", "1,5\n2,25\n", "12345678901234567890\n1"],
    words: [
      "e", "E", "+", "-", ".", ",", "0", "00", "9223372036854775807", "1e308", "1e-320", "NA", "%", "$", "€", "1 000",
      "inf",
    ]
  ) { input in
    for mark in [UInt8(ascii: "."), UInt8(ascii: ",")] { checkNumber(input, mark: mark) }
    checkColumn(input)
  }

  /// Lines are values of one column. Every pattern that fits a value writes it as it was, but for its offset.
  static let dates = FuzzTarget(
    name: "dates", longest: 256,
    seeds: [
      "2024-02-29", "29/02/2024 23:59:59.999", "Feb 29, 2024 11:59 PM", "20240229", "2024-02-29T10:00:00+02:00\n",
      "21:00Z", "9:05:07 -0330",
    ],
    words: [
      "T", "Z", " UTC", "AM", "PM", "Jan", "September", "24:00", ":60", ".123456789", "-", "/", "+01:00", "W05", "0001",
      "9999",
    ]
  ) { input in
    for pattern in DateCandidates.patterns(for: Array(input), allowsCompact: true) {
      guard let formatter = DateFormatter(pattern), let value = formatter.value(of: Array(input)) else {
        return hold(false, "a candidate fits its value: \(pattern.text)")
      }
      var written: [UInt8] = []
      formatter.append(value, to: &written)
      hold(formatter.value(of: written) == value, "\(pattern.text) reads what it writes")
      // Offsets that may differ are written in UTC.
      hold(formatter.hasZone || written == Array(input), "\(pattern.text) writes what it reads")
    }
    checkColumn(input)
  }

  /// A line that is accepted is read; the table that comes of it is the same from JSON lines again.
  static let jsonLines = FuzzTarget(
    name: "json-lines", seeds: ["{\"a\":1,\"b\":\"x\"}\n{\"a\":null,\"c\":[1,{\"d\":2}]}\n", "{\"\\u00e9\":true}"],
    words: [
      "{", "}", "[", "]", ":", ",", "\"", "\\u0000", "\\ud83d\\ude00", "\\\"", "null", "true", "false", "1e5", "-0.5",
      "\n",
    ]
  ) { input in
    guard JSONLinesSource.isRecognised(Array(input)[...]),
      let read = try? TableReader.read(bytes: Array(input), name: "t"), read.dialect.container == "JSON lines"
    else { return }
    guard read.table.rowCount > 0 else { return }
    var bytes: [UInt8] = []
    JSONLinesFormat().appendRows(of: read.table, to: &bytes)
    guard let again = try? TableReader.read(bytes: bytes, name: "t") else {
      return hold(false, "JSON lines that were written are read")
    }
    hold(again.table.rowCount == read.table.rowCount, "as many rows as were written")
    hold(again.table.columns.map(\.name) == read.table.columns.map(\.name), "the same keys")
  }

  private static func checkNumber(_ text: UnsafeBufferPointer<UInt8>, mark: UInt8) {
    guard let number = ScannedNumber(text, mark: mark) else { return }
    let spelling = String(decoding: text.map { $0 == mark ? UInt8(ascii: ".") : $0 }, as: UTF8.self)
    if let value = number.integer { hold(value == Int64(spelling), "\(spelling) is the integer that Swift reads") }
    guard let value = number.decimal(of: text, mark: mark) else { return }
    hold(value.isFinite, "\(spelling) is finite")
    if let expected = Double(spelling) { hold(value == expected, "\(spelling) is the number that Swift reads") }
  }

  /// Reads lines as one column and what is written of it once more.
  private static func checkColumn(_ input: UnsafeBufferPointer<UInt8>) {
    var options = ReadOptions()
    (options.delimiter, options.hasHeader, options.encoding) = (0x3B, false, .utf8)
    guard let read = try? TableReader.read(bytes: Array(input), name: "t", options: options),
      read.table.columns.count == 1
    else { return }
    let column = read.table.columns[0]
    (options.hasHeader, options.delimiter) = (true, 0x2C)
    guard let again = try? TableReader.read(bytes: csv(read.table), name: "t", options: options) else {
      return hold(false, "a column that was written is read")
    }
    let other = again.table.columns[0]
    hold(other.count == column.count, "as many values as were written")
    guard column.kind == other.kind else { return }
    switch (column.storage, other.storage) {
    case (.integers(let old), .integers(let new)): hold(old == new, "the same integers")
    case (.instants(let old), .instants(let new)): hold(old == new, "the same instants")
    default: break
    }
  }

  private static func csv(_ table: Table) -> [UInt8] {
    var bytes: [UInt8] = []
    CSVFormat().appendHeader(of: table.columns, to: &bytes)
    CSVFormat().appendRows(of: table, to: &bytes)
    return bytes
  }
}
