import Files

/// The lines of a file in `Tests/Fixtures`.
package func fixtureLines(_ name: String, file: String = #filePath) throws -> [Substring] {
  let root = file.split(separator: "/").dropLast(2).joined(separator: "/")
  let bytes = try WholeFile.read("/\(root)/Fixtures/\(name)")
  return String(decoding: bytes, as: UTF8.self).split(separator: "\n")
}
