/// The long lists of a recipe in one block of bytes: the part of the file that is not for editing.
///
/// Layout, numbers little-endian: `RSFT`, version 1, length of the lists' bytes (4), their CRC-32 (4), then the zlib stream of
/// those bytes: the number of lists, and each list as its type and members (`PackedBytes`). Encoding and decoding are exact.
struct RecipePacking: Equatable {
  private static let magic = Array("RSFT".utf8)
  private static let version: UInt8 = 1
  private static let headerLength = 13
  /// 64 MiB; more is refused before it is allocated.
  static let limit = 64 << 20

  /// `integers`, `numbers` or `texts` only.
  private(set) var lists: [ParameterValue] = []

  init() {}

  /// - Returns: the index by which the file refers to the list.
  mutating func append(_ list: ParameterValue) -> Int {
    lists.append(list)
    return lists.count - 1
  }

  var bytes: [UInt8] {
    var content = PackedBytes()
    content.append(UInt64(lists.count))
    for list in lists { content.append(list) }
    var header = RecipePacking.magic + [RecipePacking.version]
    header += RecipePacking.littleEndian(UInt32(truncatingIfNeeded: content.bytes.count))
    header += RecipePacking.littleEndian(RecipeCompression.checksum(content.bytes))
    return header + (RecipeCompression.deflate(content.bytes) ?? [])
  }

  /// - Throws: what is wrong, as the rest of a sentence that starts with "the fitted part".
  init(_ bytes: [UInt8]) throws(Damage) {
    guard bytes.count >= RecipePacking.headerLength, bytes.starts(with: RecipePacking.magic) else {
      throw Damage("is not one of rowsmith's")
    }
    guard bytes[4] == RecipePacking.version else { throw Damage("has version \(bytes[4]); version 1 is read") }
    let count = Int(RecipePacking.number(bytes[5..<9]))
    guard count <= RecipePacking.limit else {
      throw Damage("holds \(count) bytes; at most \(RecipePacking.limit) are read")
    }
    guard let content = RecipeCompression.inflate(bytes[RecipePacking.headerLength...], count: count),
      RecipeCompression.checksum(content) == RecipePacking.number(bytes[9..<13])
    else { throw Damage("is damaged") }
    guard let lists = RecipePacking.lists(in: content) else { throw Damage("is damaged") }
    self.lists = lists
  }

  struct Damage: Error, Equatable {
    var reason: String
    init(_ reason: String) { self.reason = reason }
  }

  private static func lists(in content: [UInt8]) -> [ParameterValue]? {
    var reader = PackedBytesReader(content)
    guard let count = reader.count(eachAtLeast: 2) else { return nil }
    var lists: [ParameterValue] = []
    for _ in 0..<count {
      guard let list = reader.list() else { return nil }
      lists.append(list)
    }
    return reader.isAtEnd ? lists : nil
  }

  private static func littleEndian(_ value: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(value >> (8 * UInt32($0)) & 0xFF) }
  }
  private static func number(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }
}
