/// Words as they stand in mail addresses and host names.
enum LatinLetters {
  /// Small letters a to z and digits; marks are taken off letters (in German ä becomes ae), everything else is left out.
  static func folded(_ text: String, language: String) -> [UInt8] {
    var bytes: [UInt8] = []
    for scalar in text.unicodeScalars {
      if let own = language == "de" ? german[scalar] : nil {
        bytes += own.utf8
      } else if let letters = plain[scalar] {
        bytes += letters.utf8
      } else if scalar.isASCII {
        let byte = UInt8(scalar.value) | (UInt8(ascii: "A")...UInt8(ascii: "Z") ~= UInt8(scalar.value) ? 0x20 : 0)
        if UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte {
          bytes.append(byte)
        }
      }
    }
    return bytes
  }

  private static let german: [Unicode.Scalar: String] = [
    "ä": "ae", "ö": "oe", "ü": "ue", "Ä": "ae", "Ö": "oe", "Ü": "ue",
  ]

  private static let plain: [Unicode.Scalar: String] = {
    var table: [Unicode.Scalar: String] = [:]
    for (letters, plain) in groups { for scalar in letters.unicodeScalars { table[scalar] = plain } }
    return table
  }()

  private static let groups: [(String, String)] = [
    ("àáâãäåāăąÀÁÂÃÄÅĀĂĄ", "a"), ("çćčÇĆČ", "c"), ("ďđĎĐ", "d"), ("èéêëēęěÈÉÊËĒĘĚ", "e"), ("ğĞ", "g"),
    ("ìíîïīıİÌÍÎÏĪ", "i"), ("łĺľŁĹĽ", "l"), ("ñńňÑŃŇ", "n"), ("òóôõöøōőÒÓÔÕÖØŌŐ", "o"), ("řŕŘŔ", "r"),
    ("śšşșŚŠŞȘ", "s"), ("ťţțŤŢȚ", "t"), ("ùúûüūůűÙÚÛÜŪŮŰ", "u"), ("ýÿÝŸ", "y"), ("źżžŹŻŽ", "z"), ("ß", "ss"),
    ("æÆ", "ae"), ("œŒ", "oe"),
  ]
}
