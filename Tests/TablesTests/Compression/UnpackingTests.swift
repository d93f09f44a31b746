import Testing

@testable import Tables

struct UnpackingTests {
  private let text = Array("a,b\n1,2\n".utf8)

  private func unpacked(_ bytes: [UInt8], portion: Int = .max, block: Int = 64) throws -> [UInt8] {
    let format = try #require(PackedFormat.of(bytes))
    let source = try UnpackingSource(MemorySource(bytes, portion: portion), format: format, name: "t")
    var (result, memory) = ([UInt8](), [UInt8](repeating: 0, count: block))
    while true {
      let count = try source.read(into: &memory)
      if count == 0 { return result }
      result += memory[..<count]
    }
  }

  @Test(arguments: PackedFormat.allCases)
  func whatWasPackedComesBackInAnyPortions(format: PackedFormat) throws {
    let long = (0..<20_000).flatMap { Array("\($0),name \($0 % 7)\n".utf8) }
    for bytes in [text, long, [UInt8](repeating: 7, count: 1)] {
      let packed = Packing.packed(bytes, as: format)
      #expect(try unpacked(packed) == bytes)
      #expect(try unpacked(packed, portion: 1, block: 7) == bytes)
      #expect(try unpacked(packed, portion: 13, block: 100_000) == bytes)
    }
  }

  @Test(arguments: PackedFormat.allCases)
  func membersFollowEachOther(format: PackedFormat) throws {
    let packed = Packing.packed(text, as: format)
    #expect(try unpacked(packed + packed + packed, portion: 5) == text + text + text)
    #expect(try unpacked(packed + [0, 0, 0, 0]) == text)
    let table = try TableReader.read(bytes: packed + packed + Array("rubbish".utf8), name: "t")
    #expect(table.table.rowCount == 4)
    #expect(table.remark("\(format.rawValue) archive unpacked, 2 members") != nil)
    #expect(table.remark("behind the \(format.rawValue) archive")?.count == 7)
  }

  @Test(arguments: PackedFormat.allCases)
  func aCutOrDamagedArchiveSaysHowFarItGot(format: PackedFormat) throws {
    let packed = Packing.packed(text, as: format)
    for count in 10..<packed.count {
      #expect(throws: TableError.self) { try unpacked(Array(packed[..<count])) }
    }
    // The second member is cut: what the first one held is counted.
    let cut = packed + packed[..<(packed.count - 1)]
    do {
      _ = try TableReader.read(bytes: cut, name: "t")
      Issue.record("a cut archive was read")
    } catch {
      #expect(error.description.contains("cut or damaged"))
      let counts = (8...16).map { "; \($0) bytes could be unpacked" }
      #expect(counts.contains { error.description.contains($0) }, "\(error)")
    }
  }

  @Test(arguments: PackedFormat.allCases)
  func damageNeverTraps(format: PackedFormat) throws {
    let packed = Packing.packed(Array((0..<500).map { UInt8(truncatingIfNeeded: $0 * $0) }), as: format)
    for seed in 0..<300 {
      var seeds = Seeds(seed)
      var bytes = packed
      for _ in 0...seeds.next(below: 3) {
        bytes[10 + seeds.next(below: bytes.count - 10)] ^= UInt8(1 << seeds.next(below: 8))
      }
      _ = try? unpacked(bytes, portion: 1 + seeds.next(below: 50))
    }
  }

  /// A thousand members of 100 kB each come out of 150 kB in the memory of one block.
  @Test func aSmallArchiveOfMuchIsReadInBoundedMemory() throws {
    let member = Packing.packed([UInt8](repeating: 0x61, count: 100_000), as: .gzip)
    let archive = Array(repeating: member, count: 1000).flatMap { $0 }
    let source = try UnpackingSource(MemorySource(archive), format: .gzip, name: "t")
    var (total, memory) = (0, [UInt8](repeating: 0, count: 1 << 16))
    while true {
      let count = try source.read(into: &memory)
      if count == 0 { break }
      total += count
    }
    #expect(total == 100_000_000)
  }

  @Test func aTextThatBeginsLikeBzip2IsAText() throws {
    #expect(PackedFormat.of(Array("BZh,x\n1,2\n".utf8)) == nil)
    #expect(try read("BZh9,x\n1,2\n").names == ["BZh9", "x"])
  }

  @Test func packedTwiceIsSaid() {
    let twice = Packing.packed(Packing.packed(text, as: .zstd), as: .gzip)
    #expect(throws: TableError(.notText(reason: "it is packed more than once; unpack it first"), file: "t")) {
      try TableReader.read(bytes: twice, name: "t")
    }
  }
}
