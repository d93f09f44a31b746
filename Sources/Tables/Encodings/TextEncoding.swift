/// A character encoding by the name that is shown, and by the name that iconv knows.
package struct TextEncoding: Hashable, Sendable {
  package let name: String
  let iconvName: String
  /// Bytes of a code unit: what is passed over where a character is bad.
  let unit: Int

  private init(_ name: String, _ iconvName: String? = nil, unit: Int = 1) {
    self.name = name
    self.iconvName = iconvName ?? name
    self.unit = unit
  }

  static let utf8 = TextEncoding("UTF-8")
  static let utf16LittleEndian = TextEncoding("UTF-16LE", unit: 2)
  static let utf16BigEndian = TextEncoding("UTF-16BE", unit: 2)
  static let utf32LittleEndian = TextEncoding("UTF-32LE", unit: 4)
  static let utf32BigEndian = TextEncoding("UTF-32BE", unit: 4)
  static let windows1252 = TextEncoding("windows-1252", "CP1252")
  static let japaneseMail = TextEncoding("ISO-2022-JP")

  /// The encodings that are known by name; others that iconv knows can be named as well.
  static let all: [TextEncoding] =
    [utf8, utf16LittleEndian, utf16BigEndian, utf32LittleEndian, utf32BigEndian, windows1252, japaneseMail]
    + [1250, 1251, 1253, 1254, 1255, 1256, 1257, 1258].map { TextEncoding("windows-\($0)", "CP\($0)") }
    + (1...16).filter { $0 != 12 }.map { TextEncoding("ISO-8859-\($0)") }
    + [437, 850, 852, 855, 857, 860, 861, 862, 863, 865, 866].map { TextEncoding("cp\($0)", "CP\($0)") }
    + [
      TextEncoding("KOI8-R"), TextEncoding("KOI8-U"), TextEncoding("MacRoman", "MACINTOSH"),
      TextEncoding("MacCyrillic", "MAC-CYRILLIC"), TextEncoding("windows-874", "CP874"), TextEncoding("GB18030"),
      TextEncoding("GBK"), TextEncoding("Big5", "BIG5-HKSCS"), TextEncoding("Shift-JIS", "CP932"),
      TextEncoding("EUC-JP", "EUC-JP-MS"), TextEncoding("EUC-KR", "CP949"),
    ]

  /// Other spellings that people use, without marks and in small letters.
  private static let aliases: [String: String] = [
    "utf16": "UTF-16LE", "utf32": "UTF-32LE", "ascii": "windows-1252", "usascii": "windows-1252",
    "ansi": "windows-1252", "latin1": "ISO-8859-1", "l1": "ISO-8859-1", "latin2": "ISO-8859-2",
    "latin5": "ISO-8859-9", "latin9": "ISO-8859-15", "latin15": "ISO-8859-15", "mac": "MacRoman",
    "macintosh": "MacRoman", "koi8": "KOI8-R", "gb2312": "GB18030", "gb": "GB18030", "cp936": "GBK",
    "cp950": "Big5", "big5hkscs": "Big5", "sjis": "Shift-JIS", "shiftjis": "Shift-JIS", "cp932": "Shift-JIS",
    "ms932": "Shift-JIS", "windows31j": "Shift-JIS", "cp949": "EUC-KR", "uhc": "EUC-KR", "ksc5601": "EUC-KR",
    "iso2022jp": "ISO-2022-JP", "jis": "ISO-2022-JP", "tis620": "windows-874", "cp874": "windows-874",
    "ibm437": "cp437", "ibm850": "cp850", "ibm852": "cp852", "ibm866": "cp866", "dos": "cp850",
  ]

  /// The encoding of that name, however its marks and capitals are written; nil where neither we nor iconv know it.
  package init?(named wanted: String) {
    let key = Self.key(wanted)
    let cleaned = key.replacingPrefix("win", with: "windows").replacingPrefix("windowswindows", with: "windows")
    let keys = [key, cleaned, cleaned.replacingPrefix("cp12", with: "windows12")]
    if let known = Self.all.first(where: { keys.contains(Self.key($0.name)) }) {
      self = known
    } else if let alias = Self.aliases[key], let known = Self.all.first(where: { $0.name == alias }) {
      self = known
    } else {
      let isPlain = wanted.utf8.allSatisfy { $0.isLetter || $0.isDigit || "-_:.+()".utf8.contains($0) }
      guard isPlain, (1...40).contains(wanted.utf8.count), CharacterConverter(iconvName: wanted) != nil else {
        return nil
      }
      self.init(wanted)
    }
  }

  /// The names for a message that suggests one.
  package static var names: [String] { all.map(\.name) + aliases.keys.sorted() }

  private static func key(_ name: String) -> String {
    String(decoding: name.utf8.filter { $0.isLetter || $0.isDigit }, as: UTF8.self).lowercased()
  }
}

extension String {
  fileprivate func replacingPrefix(_ prefix: String, with other: String) -> String {
    hasPrefix(prefix) ? other + dropFirst(prefix.count) : self
  }
}
