/// What speaks for the kind of a column, as a sentence.
struct KindReason {
  let column: Column
  let explanation: ColumnExplanation

  private var values: Int { explanation.values }
  private var distinct: Int { explanation.distinct }

  var sentence: String {
    guard values > 0 else { return "there is no value, so nothing tells the kind" }
    return switch column.kind {
    case .integer, .decimal: numbers
    case .date, .time, .datetime: "every value follows \(column.look.datePattern?.text ?? "one pattern")"
    case .boolean: "the values are one pair of words for no and yes: " + words
    case .categorical: categories
    case .identifier: identifiers
    case .text: "\(distinct) different texts in \(values) values: too many, or too long, to be categories"
    }
  }

  private var numbers: String {
    let what = column.kind == .integer ? "a whole number" : "a number"
    if let duration = column.look.duration {
      return "every value is a length of time as \(duration.rawValue); kept as seconds"
    }
    guard let dress = column.look.dress else {
      let mark = column.look.decimalMark == UInt8(ascii: ",") ? " with a decimal comma" : ""
      return "every value is \(what)\(column.kind == .decimal ? mark : "")"
    }
    var marks: [String] = []
    if !dress.prefix.isEmpty { marks.append("‘\(dress.prefix)’ in front") }
    if !dress.suffix.isEmpty { marks.append("‘\(dress.suffix)’ behind") }
    if !dress.groupMark.isEmpty { marks.append("‘\(dress.groupMark)’ between \(dress.grouping.rawValue) groups") }
    if dress.negative == .brackets { marks.append("brackets for negative ones") }
    return "every value is \(what)" + (marks.isEmpty ? " with marks" : " with " + marks.joined(separator: ", "))
  }

  private var words: String {
    guard case .levels(_, let levels) = column.storage else { return "" }
    return levels.map { "‘\($0)’" }.joined(separator: ", ")
  }

  private var categories: String {
    let share = "\(distinct) different values in \(values) rows, so that each is met often"
    guard case .levels(_, let levels) = column.storage,
      levels.allSatisfy({ level in level.bytes.allSatisfy { $0.isDigit } && !level.isEmpty })
    else { return share }
    return share + "; they are numbers, but zeros in front or cells of blanks show that they are names of things"
  }

  private var identifiers: String {
    if column.look.zeroPaddedWidth != nil { return "every value differs and has zeros in front to one length" }
    if case .integers = column.storage {
      let isSequence = values > 1 && explanation.first.first.map { ["0", "1"].contains($0.text) } == true
      return isSequence && NameHints.suggestsIdentifier(column.name) == false
        ? "the numbers count the rows"
        : "every number differs, and the name or the length tells that they count nothing"
    }
    return "every text differs and all have one shape"
  }
}
