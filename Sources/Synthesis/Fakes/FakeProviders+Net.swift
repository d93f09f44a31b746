extension FakeProviders {
  static let net: [FakeProvider] = [
    FakeProvider("ipv4", .net, "an address kept free for documentation (RFC 5737)", canBeUnique: true) { _ in
      let blocks = ["192.0.2.", "198.51.100.", "203.0.113."].map { Array($0.utf8) }
      return { row, bytes in
        bytes += blocks[Int(row.below(3))]
        bytes.append(number: 1 + row.below(254))
      }
    },
    FakeProvider("ipv6", .net, "an address kept free for documentation (RFC 3849)", canBeUnique: true) { _ in
      { row, bytes in
        bytes += "2001:db8".utf8
        for _ in 0..<3 {
          let part = row.below(1 << 32)
          for half in [part >> 16, part & 0xFFFF] {
            bytes.append(UInt8(ascii: ":"))
            appendHex(half, digits: half > 0xFFF ? 4 : half > 0xFF ? 3 : half > 0xF ? 2 : 1, to: &bytes)
          }
        }
      }
    },
    FakeProvider("mac", .net, "a network card's address that no maker has (locally administered)", canBeUnique: true) {
      _ in
      { row, bytes in
        bytes += "02".utf8
        for _ in 0..<5 {
          bytes.append(UInt8(ascii: ":"))
          appendHex(row.below(256), digits: 2, to: &bytes)
        }
      }
    },
    FakeProvider("host", .net, "a machine's name below domains kept free for examples", canBeUnique: true) { _ in
      let form = FakeForm("-{01-99}.example.")
      let nouns = CommonWords.nouns
      let endings = ["com", "org", "net"].map { Array($0.utf8) }
      return { row, bytes in
        bytes += nouns.latin[Int(row.below(UInt64(nouns.count)))]
        form.write(&row, &bytes)
        bytes += endings[Int(row.below(3))]
      }
    },
    FakeProvider("url", .net, "a page below domains kept free for examples", canBeUnique: true) { _ in
      let nouns = CommonWords.nouns
      let endings = ["com", "org", "net"].map { Array($0.utf8) }
      return { row, bytes in
        bytes += "https://www.example.".utf8
        bytes += endings[Int(row.below(3))]
        for _ in 0..<2 {
          bytes.append(UInt8(ascii: "/"))
          bytes += nouns.latin[Int(row.below(UInt64(nouns.count)))]
        }
        bytes.append(UInt8(ascii: "-"))
        bytes.append(number: 1 + row.below(9999))
      }
    },
    FakeProvider("user_agent", .net, "how a browser names itself") { _ in
      let forms = userAgents.map { FakeForm($0) }
      return { row, bytes in forms[Int(row.free(below: UInt64(forms.count)))].write(&row, &bytes) }
    },
    FakeProvider("mime_type", .net, "a media type of IANA's list", canBeUnique: true) { _ in
      let list = CommonWords.mime
      return { row, bytes in bytes += list.words[Int(row.below(UInt64(list.count)))] }
    },
    FakeProvider("file_path", .net, "a file in two folders", canBeUnique: true) { _ in
      let (folders, nouns, endings) = (CommonWords.folders, CommonWords.nouns, CommonWords.extensions)
      return { row, bytes in
        for list in [folders, nouns] {
          bytes.append(UInt8(ascii: "/"))
          bytes += list.words[Int(row.below(UInt64(list.count)))]
        }
        bytes.append(UInt8(ascii: "/"))
        bytes += nouns.words[Int(row.below(UInt64(nouns.count)))]
        bytes.append(UInt8(ascii: "_"))
        bytes.append(number: 1 + row.below(999))
        bytes.append(UInt8(ascii: "."))
        bytes += endings.words[Int(row.below(UInt64(endings.count)))]
      }
    },
  ]

  private static let userAgents = [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{112-139}.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{112-139}.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/{15-18}.{1-6} Safari/605.1.15",
    "Mozilla/5.0 (iPhone; CPU iPhone OS {15-18}_{1-6} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148",
    "Mozilla/5.0 (X11; Linux x86_64; rv:{109-142}.0) Gecko/20100101 Firefox/{109-142}.0",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:{109-142}.0) Gecko/20100101 Firefox/{109-142}.0",
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{112-139}.0.0.0 Mobile Safari/537.36",
  ]
}
