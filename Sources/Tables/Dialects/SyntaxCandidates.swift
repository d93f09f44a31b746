/// The syntaxes that a text may be written in, by the bytes it holds and by what the user set.
struct SyntaxCandidates {
  let sample: ArraySlice<UInt8>
  let options: ReadOptions

  private static let delimiters = Array(",;\t|".utf8)
  /// Tried as well where they occur; taken only where many rows agree.
  static let rareDelimiters = Array(" ^~\u{1}\u{2}\u{1C}\u{1D}\u{1E}\u{1F}:!#&*@$%+=".utf8)
  static let doubleQuote = UInt8(ascii: "\"")
  static let singleQuote = UInt8(ascii: "'")
  private static let backslash = UInt8(ascii: "\\")
  private static let blank = UInt8(ascii: " ")

  /// - Parameter named: the delimiter of a line `sep=`.
  func all(named: UInt8?) -> [FieldSyntax] {
    let separators = separators(named: named)
    var syntaxes: [FieldSyntax] = []
    for (quote, escape) in quotings(separators.compactMap(\.delimiter)) {
      for separator in separators where isUseful(quote, separator) {
        syntaxes.append(.loose(separator.loosening, delimiter: separator.delimiter, quote: quote, escape: escape))
      }
    }
    return syntaxes
  }

  // MARK: - Delimiters

  private struct Separator {
    var delimiter: UInt8?
    var loosening = Loosening()
  }

  private func separators(named: UInt8?) -> [Separator] {
    var rules = Loosening()
    rules.comment = options.comment
    if options.setsDelimiter {
      (rules.longDelimiter, rules.mergesBlanks) = (options.longDelimiter, options.mergesBlanks)
      return withBlanks([Separator(delimiter: options.delimiter ?? options.longDelimiter.first, loosening: rules)])
    }
    if let named { return withBlanks([Separator(delimiter: named, loosening: rules)]) }
    let present = Set(sample)
    let longs = longDelimiters
    let single = (Self.delimiters + Self.rareDelimiters).filter { present.contains($0) && !isPart(of: longs, $0) }
    var found = withBlanks(single.map { Separator(delimiter: $0, loosening: rules) })
    for long in longs {
      rules.longDelimiter = long
      found.append(Separator(delimiter: long.first, loosening: rules))
    }
    rules.longDelimiter = []
    if hasRunsOfBlanks {
      rules.mergesBlanks = true
      found.append(Separator(delimiter: Self.blank, loosening: rules))
      rules.mergesBlanks = false
    }
    return found + [Separator(delimiter: nil, loosening: rules)]
  }

  /// The same delimiters with blanks before quotes left out, where there are any.
  private func withBlanks(_ separators: [Separator]) -> [Separator] {
    separators.flatMap { separator -> [Separator] in
      guard let delimiter = separator.delimiter, delimiter != Self.blank, separator.loosening.longDelimiter.isEmpty,
        hasBlankBeforeQuote(delimiter)
      else { return [separator] }
      var loose = separator
      loose.loosening.skipsBlanks = true
      return [separator, loose]
    }
  }

  private func hasBlankBeforeQuote(_ delimiter: UInt8) -> Bool {
    let quotes: [UInt8] =
      switch options.quote {
      case nil: [Self.doubleQuote, Self.singleQuote]
      case .byte(let byte): [byte]
      case ReadOptions.Quote.none?: []
      }
    return zip(sample, zip(sample.dropFirst(), sample.dropFirst(2))).contains {
      $0 == delimiter && $1.0 == Self.blank && quotes.contains($1.1)
    }
  }

  /// Marks that never stand alone: `||`, `::`, `|~|`, `<>`.
  private var longDelimiters: [[UInt8]] {
    let marks = Set(",;|:~^#*&@!<>=+".utf8).union([0x09])
    var counts: [[UInt8]: Int] = [:]
    var run: [UInt8] = []
    for byte in sample {
      if marks.contains(byte), run.count < 5 {
        run.append(byte)
      } else {
        if run.count >= 2 { counts[run, default: 0] += 1 }
        run = []
      }
    }
    let lines = sample.reduce(1) { $1 == 0x0A ? $0 + 1 : $0 }
    return counts.filter { $0.key.count <= 4 && $0.value * 2 >= lines && $0.value >= 2 }
      .sorted { ($1.value, $0.key.count, $0.key.description) < ($0.value, $1.key.count, $1.key.description) }
      .prefix(2).map(\.key)
  }

  /// Whether a byte stands in long delimiters only. Empty fields can make commas look so.
  private func isPart(of delimiters: [[UInt8]], _ byte: UInt8) -> Bool {
    guard byte != UInt8(ascii: ","), byte != UInt8(ascii: ";"), byte != 0x09 else { return false }
    let alone = sample.reduce(0) { $1 == byte ? $0 + 1 : $0 }
    return delimiters.contains { long in
      guard let first = long.first, long.contains(byte) else { return false }
      var (count, position) = (0, sample.startIndex)
      while position + long.count <= sample.endIndex {
        let isHere = sample[position] == first && sample[position..<position + long.count].elementsEqual(long)
        if isHere { count += 1 }
        position += isHere ? long.count : 1
      }
      return count * long.filter { $0 == byte }.count * 100 >= alone * 99
    }
  }

  private var hasRunsOfBlanks: Bool {
    zip(sample, sample.dropFirst()).contains { $0 == Self.blank && $1 == Self.blank }
  }

  // MARK: - Quotes

  private func quotings(_ delimiters: [UInt8]) -> [(quote: UInt8?, escape: UInt8?)] {
    switch options.quote {
    case ReadOptions.Quote.none?: return [(nil, nil)]
    case .byte(let quote): return escapes(of: quote).map { (quote, $0) }
    case nil: break
    }
    var found = escapes(of: Self.doubleQuote).map { (quote: UInt8?.some(Self.doubleQuote), escape: $0) }
    if sample.contains(Self.singleQuote) { found += escapes(of: Self.singleQuote).map { (Self.singleQuote, $0) } }
    return found
  }

  private func escapes(of quote: UInt8) -> [UInt8?] {
    switch options.escape {
    case .doubled: return [nil]
    case .byte(let byte): return [byte]
    case nil: break
    }
    let isEscaped = zip(sample, sample.dropFirst()).contains { $0 == Self.backslash && $1 == quote }
    return isEscaped ? [nil, Self.backslash] : [nil]
  }

  /// Single quotes are marks of quotation only where some field begins with one and some field ends with one.
  private func isUseful(_ quote: UInt8?, _ separator: Separator) -> Bool {
    guard quote == Self.singleQuote, options.quote == nil else { return true }
    guard let delimiter = separator.delimiter else { return false }
    let ends: Set<UInt8> = [delimiter, 0x0A, 0x0D]
    let starts = separator.loosening.skipsBlanks ? ends.union([Self.blank]) : ends
    return
      (sample.first == Self.singleQuote
      || zip(sample, sample.dropFirst()).contains { starts.contains($0) && $1 == Self.singleQuote })
      && (sample.last == Self.singleQuote
        || zip(sample, sample.dropFirst()).contains { $0 == Self.singleQuote && ends.contains($1) })
  }
}
