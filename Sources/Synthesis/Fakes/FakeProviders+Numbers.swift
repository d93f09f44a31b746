extension FakeProviders {
  static let numbers: [FakeProvider] = [
    FakeProvider(
      "national_id", .number,
      "a person's number with right check digits, of a range never given out where there is one",
      support: .every, canBeUnique: true
    ) { NationalID.writer(country: $0.locale.country) },
    FakeProvider("uuid4", .number, "a random UUID (RFC 9562, version 4)", canBeUnique: true) { _ in
      { row, bytes in appendUUID(high: row.bits(), low: row.below(1 << 62), version: 4, to: &bytes) }
    },
    FakeProvider("uuid7", .number, "a UUID in the order of the rows (RFC 9562, version 7)", canBeUnique: true) { _ in
      { row, bytes in
        // One row a second from the start of 2024, in milliseconds.
        let time = (1_704_067_200_000 &+ row.number &* 1000 &+ row.free(below: 1000)) & 0xFFFF_FFFF_FFFF
        appendUUID(high: time << 16 | row.free(below: 1 << 16), low: row.below(1 << 62), version: 7, to: &bytes)
      }
    },
    FakeProvider("hash", .number, "hexadecimal digits of a hash's length", canBeUnique: true, options: [.form]) {
      let words = $0.form == "md5" ? 4 : $0.form == "sha1" ? 5 : 8
      return { row, bytes in
        let high = row.below(1 << 62) << 2 | row.free(below: 4)
        appendHex(high >> 32, digits: 8, to: &bytes)
        appendHex(high & 0xFFFF_FFFF, digits: 8, to: &bytes)
        for _ in 2..<words { appendHex(row.bits() >> 32, digits: 8, to: &bytes) }
      }
    },
    FakeProvider(
      "vin", .number, "a vehicle's number with a right check digit; no maker begins with 0", canBeUnique: true
    ) { _ in
      { row, bytes in
        let letters = Array("ABCDEFGHJKLMNPRSTUVWXYZ0123456789".utf8)
        var text = Array("0".utf8)
        for place in 1...10 {
          text.append(place == 8 ? UInt8(ascii: "0") : letters[Int(row.below(UInt64(letters.count)))])
        }
        text.append(number: row.below(1_000_000), width: 6)
        // Its own place has no weight.
        text[8] = CheckDigits.vin(text)
        bytes += text
      }
    },
    FakeProvider("plate", .number, "a licence plate as the country writes them", support: .every, canBeUnique: true) {
      $0.locale.words.form("plate").compiled { _ in nil }
    },
    FakeProvider(
      "isbn", .number, "ISBN-13 with a right check digit, of a group not given out yet (979-9)", canBeUnique: true
    ) { _ in
      { row, bytes in
        let digits = [9, 7, 9, 9] + row.digits(8)
        let sum = CheckDigits.sum(digits, [1, 3])
        bytes.append(digits: digits + [(10 - sum % 10) % 10])
      }
    },
    FakeProvider("icd10", .number, "shaped as a diagnosis of ICD-10: K35.8", canBeUnique: true) { _ in
      FakeForm("@##.#").compiled { _ in nil }
    },
    FakeProvider("atc", .number, "shaped as a substance of ATC: C09AA05", canBeUnique: true) { _ in
      let groups = Array("ABCDGHJLMNPRSV".utf8)
      let form = FakeForm("{01-16}@@{01-99}")
      return { row, bytes in
        bytes.append(groups[Int(row.below(UInt64(groups.count)))])
        form.write(&row, &bytes)
      }
    },
  ]

  static func appendHex(_ value: UInt64, digits: Int, to bytes: inout FakeText) {
    for place in (0..<digits).reversed() {
      let digit = UInt8(truncatingIfNeeded: value >> UInt64(4 * place) & 15)
      bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
    }
  }

  /// Version and variant replace four bits of `high` and the two highest of `low`.
  private static func appendUUID(high: UInt64, low: UInt64, version: UInt64, to bytes: inout FakeText) {
    let upper = high & ~0xF000 | version << 12
    let lower = low & 0x3FFF_FFFF_FFFF_FFFF | 1 << 63
    appendHex(upper >> 32, digits: 8, to: &bytes)
    for shift in [UInt64(16), 0] {
      bytes.append(UInt8(ascii: "-"))
      appendHex(upper >> shift & 0xFFFF, digits: 4, to: &bytes)
    }
    bytes.append(UInt8(ascii: "-"))
    appendHex(lower >> 48, digits: 4, to: &bytes)
    bytes.append(UInt8(ascii: "-"))
    appendHex(lower & 0xFFFF_FFFF_FFFF, digits: 12, to: &bytes)
  }
}
