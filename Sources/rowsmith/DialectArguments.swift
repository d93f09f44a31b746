import ArgumentParser
import Tables

/// One ASCII character that can stand for something in a text of lines.
struct ByteArgument: ExpressibleByArgument {
  let byte: UInt8

  init?(argument: String) {
    guard argument.utf8.count == 1, let only = argument.utf8.first, !"\n\r\0".utf8.contains(only) else { return nil }
    byte = only
  }
}

/// A delimiter as typed: characters, `tab` or `\t`, `space`, `blanks`.
struct DelimiterArgument: ExpressibleByArgument {
  private let bytes: [UInt8]
  private let mergesBlanks: Bool

  init?(argument: String) {
    mergesBlanks = argument == "blanks"
    switch argument {
    case "tab", "\\t": bytes = [UInt8(ascii: "\t")]
    case "space": bytes = [UInt8(ascii: " ")]
    case "comma": bytes = [UInt8(ascii: ",")]
    case "semicolon": bytes = [UInt8(ascii: ";")]
    case "pipe": bytes = [UInt8(ascii: "|")]
    case "blanks": bytes = []
    default:
      bytes = Array(argument.utf8)
      let isTaken = bytes.contains { "\n\r\0\"".utf8.contains($0) }
      guard (1...8).contains(bytes.count), !isTaken else { return nil }
    }
  }

  func set(in options: inout ReadOptions) {
    options.mergesBlanks = mergesBlanks
    if bytes.count == 1 { options.delimiter = bytes[0] } else { options.longDelimiter = bytes }
  }
}

/// `"`, `'`, another character, or the words double, single and none.
struct QuoteArgument: ExpressibleByArgument {
  let quote: ReadOptions.Quote

  init?(argument: String) {
    switch argument {
    case "none", "": quote = .none
    case "double": quote = .byte(UInt8(ascii: "\""))
    case "single": quote = .byte(UInt8(ascii: "'"))
    default:
      guard let byte = ByteArgument(argument: argument)?.byte else { return nil }
      quote = .byte(byte)
    }
  }
}

struct EscapeArgument: ExpressibleByArgument {
  let escape: ReadOptions.Escape

  init?(argument: String) {
    switch argument {
    case "doubled", "none": escape = .doubled
    case "backslash": escape = .byte(UInt8(ascii: "\\"))
    default:
      guard let byte = ByteArgument(argument: argument)?.byte else { return nil }
      escape = .byte(byte)
    }
  }
}

/// A number of lines, 0 to a million.
struct LineCountArgument: ExpressibleByArgument {
  let count: Int

  init?(argument: String) {
    guard let count = Int(argument), (0...1_000_000).contains(count) else { return nil }
    self.count = count
  }
}
