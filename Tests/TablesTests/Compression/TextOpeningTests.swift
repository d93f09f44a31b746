import Testing

@testable import Tables

/// Files wrapped in both ways: packed, and in another encoding.
struct TextOpeningTests {
  private let text = "имя,город\nСветлана,Казань\nИван,Омск\n"

  private func utf16(_ text: String) -> [UInt8] {
    [0xFF, 0xFE] + text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
  }

  @Test(arguments: PackedFormat.allCases)
  func whatIsWrappedComesOutAsText(format: PackedFormat) throws {
    let source = MemorySource(Packing.packed(utf16(text), as: format), portion: 7)
    let opened = try TextOpening.open(source, name: "t", options: ReadOptions())
    #expect(try opened.rest(limit: .max) == Array(text.utf8))
    #expect(opened.encodingName == "UTF-16LE")
    #expect(opened.remarks.map(\.text) == ["\(format.rawValue) archive unpacked"])
    try opened.restart()
    #expect(try opened.rest(limit: .max) == Array(text.utf8))
  }

  @Test func whatIsNoTextIsRefused() {
    #expect(throws: TableError(.noData, file: "t")) {
      try TextOpening.open(MemorySource([]), name: "t", options: ReadOptions())
    }
    #expect(throws: TableError.self) {
      try TextOpening.open(MemorySource([0x7F, 0x45, 0x4C, 0x46, 2, 1]), name: "t", options: ReadOptions())
    }
  }
}
