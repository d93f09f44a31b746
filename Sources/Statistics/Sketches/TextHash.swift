/// Hashes of texts, eight bytes a step, each folded in by a 128-bit product (the mixing step of wyhash, Wang Yi 2019).
package enum TextHash {
  /// - Parameter text: eight bytes from its start, and from each further eight, may be read.
  @inline(__always)
  package static func hash(_ text: UnsafePointer<UInt8>, _ length: Int) -> UInt64 {
    var state = UInt64(truncatingIfNeeded: length) &* 0xA076_1D64_78BD_642F
    var position = 0
    while position &+ 8 <= length {
      state = fold(state ^ load(text + position))
      position &+= 8
    }
    return fold(fold(state ^ last(text + position, length &- position)))
  }

  /// The first `count` bytes of a word, 0...8, the others zero.
  @inline(__always)
  static func last(_ place: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
    guard count > 0 else { return 0 }
    return load(place) &<< UInt64(truncatingIfNeeded: 64 &- 8 &* count)
  }

  @inline(__always)
  private static func load(_ place: UnsafePointer<UInt8>) -> UInt64 {
    UInt64(littleEndian: UnsafeRawPointer(place).loadUnaligned(as: UInt64.self))
  }

  @inline(__always)
  private static func fold(_ value: UInt64) -> UInt64 {
    let product = (value ^ 0x2D35_8DCC_AA6C_78A5).multipliedFullWidth(by: 0xE703_7ED1_A0B4_28DB)
    return product.high ^ product.low
  }

  @inline(__always)
  static func isEqual(_ left: UnsafePointer<UInt8>, _ right: UnsafePointer<UInt8>, _ length: Int) -> Bool {
    var position = 0
    while position &+ 8 <= length {
      guard load(left + position) == load(right + position) else { return false }
      position &+= 8
    }
    return last(left + position, length &- position) == last(right + position, length &- position)
  }

  /// Of a number; equal numbers have equal hashes whether they are kept as integers or not.
  @inline(__always)
  package static func hash(_ value: Double) -> UInt64 { fold(fold((value + 0).bitPattern)) }
}
