import Tables
import Testing

@testable import Synthesis

@Suite struct RecipePackingTests {
  @Test(arguments: 0..<30)
  func packedListsComeBackExactly(seed: Int) throws {
    var stream = SampleStream(seed: seed)
    var packing = RecipePacking()
    for _ in 0..<stream.below(8) {
      let value = stream.parameter()
      switch value {
      case .integers, .numbers, .texts: _ = packing.append(value)
      default: break
      }
    }
    let read = try RecipePacking(packing.bytes)
    #expect(read == packing)
    #expect(read.lists.flatMap(bits) == packing.lists.flatMap(bits))
  }

  private func bits(_ list: ParameterValue) -> [UInt64] {
    if case .numbers(let values) = list { values.map(\.bitPattern) } else { [] }
  }

  @Test(arguments: [
    [Int64.min, .max, 0, -1, .min], [], [7], [Int64.max, .min],
  ])
  func extremeIntegersComeBack(_ values: [Int64]) throws {
    var packing = RecipePacking()
    _ = packing.append(.integers(values))
    #expect(try RecipePacking(packing.bytes).lists == [.integers(values)])
  }

  /// Every single damaged byte of the container is noticed: its checksum covers the lists, zlib's the stream.
  @Test func everyDamagedByteIsNoticed() {
    var packing = RecipePacking()
    _ = packing.append(.numbers((0..<300).map { Double($0 * $0) / 100 }))
    _ = packing.append(.texts((0..<300).map { ByteText("level \($0)") }))
    let bytes = packing.bytes
    for offset in bytes.indices {
      for mask: UInt8 in [1, 0x80, 0xFF] {
        var damaged = bytes
        damaged[offset] ^= mask
        if let read = try? RecipePacking(damaged) { #expect(read == packing, "byte \(offset)") }
      }
      #expect(throws: RecipePacking.Damage.self) { try RecipePacking(Array(bytes.prefix(offset))) }
    }
  }

  /// A stream that claims or gives more than 64 MiB is refused before it is inflated.
  @Test func aBombIsRefused() throws {
    let header = Array("RSFT".utf8) + [1]
    let huge: [UInt8] = [0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0]
    #expect(throws: RecipePacking.Damage("holds 4294967295 bytes; at most 67108864 are read")) {
      try RecipePacking(header + huge + [0])
    }
    let zeros = try #require(RecipeCompression.deflate([UInt8](repeating: 0, count: 1 << 20)))
    #expect(throws: RecipePacking.Damage("is damaged")) {
      try RecipePacking(header + [16, 0, 0, 0, 0, 0, 0, 0] + zeros)
    }
  }

  /// Content that zlib and the checksum accept, but that makes no sense.
  @Test(arguments: 0..<40)
  func nonsenseInsideIsRefusedOrRead(seed: Int) throws {
    var stream = SampleStream(seed: seed)
    let content = (0..<stream.below(60)).map { _ in UInt8(stream.flag() ? stream.below(6) : stream.below(256)) }
    let stored = try #require(RecipeCompression.deflate(content))
    var bytes = Array("RSFT".utf8) + [1, UInt8(content.count), 0, 0, 0]
    let sum = RecipeCompression.checksum(content)
    bytes += (0..<4).map { UInt8(truncatingIfNeeded: sum >> (8 * UInt32($0))) } + stored
    _ = try? RecipePacking(bytes)
  }

  @Test func shortDecimalsAreFoundAndOthersAreNot() {
    #expect(DecimalScale.common(to: [0.23, 0.31, 5])?.decimals == 2)
    #expect(DecimalScale.common(to: [])?.decimals == 0)
    #expect(DecimalScale.common(to: [1, 2, 3])?.decimals == 0)
    #expect(DecimalScale.common(to: [0.1 + 0.2]) == nil)
    #expect(DecimalScale.common(to: [-0.0]) == nil)
    #expect(DecimalScale.common(to: [.nan]) == nil)
    #expect(DecimalScale.common(to: [.infinity]) == nil)
    #expect(DecimalScale.common(to: [1e300]) == nil)
  }
}
