/// What the name of a column suggests, by whole words: `orderId`, `order_id` and `ID` name an identifier, `paid` does not.
enum NameHints {
  static func suggestsIdentifier(_ name: String) -> Bool {
    words(of: name).contains {
      ["id", "ids", "no", "nr", "num", "number", "key", "uuid", "guid", "index", "rowid", "idx"].contains($0)
    }
  }

  static func suggestsDate(_ name: String) -> Bool {
    words(of: name).contains {
      ["date", "day", "dt", "datum", "fecha", "jour", "dob", "birthdate", "when"].contains($0)
    }
      || name.lowercased().hasSuffix("date")
  }

  static func suggestsDuration(_ name: String) -> Bool {
    words(of: name).contains {
      ["duration", "elapsed", "dauer", "runtime", "length", "took", "uptime", "worked", "laufzeit", "duree"].contains(
        $0)
    }
  }

  /// Names under which numbers of seconds or milliseconds since 1970 are kept.
  static func suggestsMoment(_ name: String) -> Bool {
    words(of: name).contains {
      [
        "time", "timestamp", "ts", "epoch", "unix", "created", "updated", "modified", "at", "utc", "date", "when",
        "seen",
        "mtime", "ctime", "expires", "start", "end", "begin", "lastmod",
      ].contains($0)
    }
  }

  static func suggestsPerson(_ name: String) -> Bool {
    let words = words(of: name)
    let hints = [
      "email", "mail", "surname", "forename", "firstname", "lastname", "fullname", "username", "phone", "address",
      "street", "comment", "notes", "description", "url",
    ]
    return words == ["name"] || words.contains { hints.contains($0) }
      || (words.contains("name")
        && words.contains { ["first", "last", "full", "user", "customer", "given", "family"].contains($0) })
  }

  /// The words of a name in lower case, cut at marks and before capitals that follow a small letter or digit.
  static func words(of name: String) -> [String] {
    var words: [[UInt8]] = [[]]
    var last: UInt8 = 0
    for byte in name.utf8.prefix(256) {
      let isCapital = byte &- 0x41 < 26
      if !(byte.isLetter || byte.isDigit || byte >= 0x80) {
        words.append([])
      } else {
        if isCapital, !(last &- 0x41 < 26) { words.append([]) }
        words[words.count - 1].append(isCapital ? byte | 0x20 : byte)
      }
      last = byte
    }
    return words.filter { !$0.isEmpty }.map { String(decoding: $0, as: UTF8.self) }
  }
}
