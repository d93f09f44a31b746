@testable import Tables

/// A table of texts as programs and people write them: each column of one sort, with gaps.
struct RandomTable {
  var names: [String]
  /// By row.
  var rows: [[String]]

  /// - Parameter isWild: texts may hold every mark, line ends among them.
  init(_ seed: Int, isWild: Bool = true) {
    var seeds = Seeds(seed)
    let width = 1 + seeds.next(below: 9)
    let count = [1, 2, 7, 30, 120][seeds.next(below: 5)]
    let columns = (0..<width).map { _ in RandomColumn(rows: count, isWild: isWild, &seeds) }
    names = (0..<width).map { Self.name($0, isWild: isWild, &seeds) }
    rows = (0..<count).map { row in columns.map { $0.cells[row] } }
  }

  private static func name(_ index: Int, isWild: Bool, _ seeds: inout Seeds) -> String {
    let plain = ["amount", "Day", "when", "id", "Name of it", "code", "naïve", "数量", "x"]
    let wild = [
      "", "a", "A", "a", " ", "a\"b", "two\nlines", "comma, here", "👩‍👩‍👧", "#hash", "tab\there", "*/ -- '", "\u{7}bell",
    ]
    if isWild, seeds.next(below: 3) == 0 { return wild[seeds.next(below: wild.count)] }
    return plain[seeds.next(below: plain.count)] + "\(index)"
  }

  /// Delimited text with a header.
  /// - Parameter quotesAll: else only what needs quotes.
  func text(delimiter: Character, lineEnd: String = "\n", quotesAll: Bool = false) -> String {
    ([names] + rows).map { row in
      row.map { cell in
        let needs = cell.unicodeScalars.contains { "\"\n\r".unicodeScalars.contains($0) } || cell.contains(delimiter)
        // A single empty cell would be an empty line.
        guard quotesAll || needs || (names.count == 1 && cell.isEmpty) else { return cell }
        return "\"" + cell.replacing("\"", with: "\"\"") + "\""
      }.joined(separator: String(delimiter)) + lineEnd
    }.joined()
  }
}

/// The cells of one column.
private struct RandomColumn {
  private(set) var cells: [String] = []

  init(rows: Int, isWild: Bool, _ seeds: inout Seeds) {
    let sorts = Self.sorts + (isWild ? [Self.wildTexts] : [])
    let make = sorts[seeds.next(below: sorts.count)](&seeds)
    let gap = ["", "NA", "-", "NULL", "n/a", " "][seeds.next(below: 6)]
    let share = [0, 0, 5, 2][seeds.next(below: 4)]
    cells = (0..<rows).map { row in share > 0 && seeds.next(below: share) == 0 ? gap : make(row, &seeds) }
  }

  typealias Make = (Int, inout Seeds) -> String
  /// Chooses what all cells of a column share.
  typealias Sort = @Sendable (inout Seeds) -> Make

  private static func choice<Value>(_ values: [Value], _ seeds: inout Seeds) -> Value {
    values[seeds.next(below: values.count)]
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private static let sorts: [Sort] =
    numbers + instants + [
      { seeds in
        let pair = choice(
          [
            ("NO", "YES"), ("false", "true"), ("False", "True"), ("n", "y"), ("non", "oui"), ("nein", "ja"),
            ("нет", "да"),
            ("いいえ", "はい"), ("F", "T"), ("off", "on"), ("hayır", "evet"), ("لا", "نعم"),
          ], &seeds)
        return { _, seeds in seeds.next(below: 3) == 0 ? pair.0 : pair.1 }
      },
      { seeds in
        let levels = choice([["low", "middle", "high"], ["Ä", "a\u{308}", "ä"], ["x y", "x  y", "x y "]], &seeds)
        return { _, seeds in choice(levels, &seeds) }
      },
      { _ in { row, _ in "K-\(1000 + row)" } },
      { _ in { row, _ in "row number \(row)" } },
      { _ in { _, _ in "" } },
      { seeds in
        let text = choice(["same", "1", "0", "true", "yes", "2024-01-01", "1.0"], &seeds)
        return { _, _ in text }
      },
      { _ in { _, seeds in choice(["1", "two", "3.0", "2024-01-01", "0x10", "1_000", "inf", "1e400", "٣"], &seeds) } },
    ]

  private static let numbers: [Sort] = [
    { _ in { _, seeds in "\(seeds.next(below: 1000) - 500)" } },
    { _ in { row, _ in "\(row + 1)" } },
    { _ in
      { _, seeds in
        choice(
          ["9223372036854775807", "-9223372036854775808", "0", "-1", "9223372036854775806", "1000000000000000000"],
          &seeds)
      }
    },
    { _ in { _, seeds in choice(["9223372036854775808", "-9223372036854775809", "18446744073709551616", "5"], &seeds) }
    },
    { seeds in
      let mark = choice([".", ","], &seeds)
      let decimals = 1 + seeds.next(below: 6)
      return { _, seeds in
        "\(seeds.next(below: 2000))\(mark)" + String(String(seeds.next(below: 9_000_000) + 1_000_000).prefix(decimals))
      }
    },
    { _ in { _, seeds in choice(["4.0", "4", "4.50", "-0.25", "1234.5678", "0"], &seeds) } },
    { _ in { _, seeds in "\(Double(seeds.next(below: 1 << 53)) / Double(1 + seeds.next(below: 1 << 40)))" } },
    { _ in { _, seeds in "\(seeds.next(below: 9) + 1).\(seeds.next(below: 99))e\(seeds.next(below: 600) - 300)" } },
    { _ in { _, seeds in choice(["0.12345678901234567890", "3.14159265358979323846", "2.5"], &seeds) } },
    { _ in { _, seeds in choice(["-0.0", "0.0", "1.5", "-0.00"], &seeds) } },
    { seeds in
      let mark = choice(["$%", "€ %", "% €", "%%", "% %", "(%)", "%-"], &seeds)
      let group = choice([",", "'", "\u{202F}"], &seeds)
      return { _, seeds in
        let number =
          "\(seeds.next(below: 90) + 10)\(group)\(seeds.next(below: 900) + 100).\(seeds.next(below: 90) + 10)"
        return mark.replacing("%", with: number, maxReplacements: 1)
      }
    },
    { seeds in
      let width = 3 + seeds.next(below: 4)
      return { row, _ in String(String(10_000_000 + row * 7).suffix(width)) }
    },
    { _ in { _, seeds in "\(seeds.next(below: 60)):\(two(seeds.next(below: 60))):\(two(seeds.next(below: 60)))" } },
    { _ in { _, seeds in "PT\(seeds.next(below: 20) + 1)H\(seeds.next(below: 59) + 1)M" } },
  ]

  private static let instants: [Sort] = [
    { seeds in
      let form = choice(["Y-M-D", "D.M.Y", "M/D/Y", "YMD", "D-b-Y", "Y/M/D", "b D, Y"], &seeds)
      return { _, seeds in day(form, &seeds) }
    },
    { seeds in
      let form = choice(["Y-M-D", "D.M.Y", "M/D/Y"], &seeds)
      let between = choice([" ", "T"], &seeds)
      let end = choice(["", ":S", ":S.f", ":S.ff", ":SZ", ":S+02:00", ":S UTC"], &seeds)
      return { _, seeds in day(form, &seeds) + between + time("H:m" + end, &seeds) }
    },
    { _ in
      { _, seeds in
        day("Y-M-D", &seeds) + "T" + time("H:m:S", &seeds) + choice(["+02:00", "-05:30", "Z", "+00:00"], &seeds)
      }
    },
    { seeds in
      let form = choice(["H:m", "H:m:S", "h:m p", "H:m:S.f"], &seeds)
      return { _, seeds in time(form, &seeds) }
    },
    { _ in { _, seeds in "20\(two(10 + seeds.next(below: 20)))-W\(two(1 + seeds.next(below: 52)))" } },
  ]

  private static func day(_ form: String, _ seeds: inout Seeds) -> String {
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let (year, month, day) = (1900 + seeds.next(below: 200), 1 + seeds.next(below: 12), 1 + seeds.next(below: 28))
    return form.replacing("Y", with: "\(year)").replacing("M", with: two(month)).replacing("D", with: two(day))
      .replacing("b", with: months[month - 1])
  }

  private static func time(_ form: String, _ seeds: inout Seeds) -> String {
    let hour = seeds.next(below: 24)
    return form.replacing("H", with: two(hour)).replacing("h", with: "\((hour + 11) % 12 + 1)")
      .replacing("p", with: hour < 12 ? "AM" : "PM").replacing("m", with: two(seeds.next(below: 60)))
      .replacing("S", with: two(seeds.next(below: 60))).replacing("ff", with: "\(100_000 + seeds.next(below: 900_000))")
      .replacing("f", with: "\(100 + seeds.next(below: 900))")
  }

  private static let wildTexts: Sort = { seeds in
    let pieces = [
      "\"", "\"\"", "'", "\n", "\r\n", "\r", ",", ";", "\t", "|", "\\", "\\\"", "é", "漢字", "👩‍👩‍👧", "\u{202E}", "\u{1}",
      "\u{1B}[2J",
      "\u{7F}", "\u{FEFF}", "#", "--", "*/", "%", "a", "word", "  ", "0", "NULL", "{", "}", "=cmd()", "\u{2028}",
    ]
    return { _, seeds in (0..<(1 + seeds.next(below: 6))).map { _ in choice(pieces, &seeds) }.joined() }
  }
}
