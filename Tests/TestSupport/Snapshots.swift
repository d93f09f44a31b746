import Glibc
import Testing

/// Compares `text` with the file `Snapshots/NAME.txt` beside the test's source file, byte for byte.
///
/// With `RECORD_SNAPSHOTS=1` the file is written instead; a human reads it before it is accepted. A difference is
/// reported by its first lines.
package func expectSnapshot(
  _ text: String, named name: String, file: String = #filePath, sourceLocation: SourceLocation = #_sourceLocation
) {
  let folder =
    file.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/") + "/Snapshots"
  let path = "\(folder)/\(name).txt"
  let content = text.hasSuffix("\n") ? text : text + "\n"
  if getenv("RECORD_SNAPSHOTS") != nil {
    mkdir(folder, 0o755)
    #expect(write(content, to: path), "cannot write \(path)", sourceLocation: sourceLocation)
    return
  }
  guard let expected = read(path) else {
    Issue.record("no snapshot \(path); record it with RECORD_SNAPSHOTS=1", sourceLocation: sourceLocation)
    return
  }
  guard Array(expected.utf8) != Array(content.utf8) else { return }
  let report = difference(expected: expected, found: content)
  Issue.record("snapshot \(name) differs\n\(report)", sourceLocation: sourceLocation)
}

private func difference(expected: String, found: String) -> String {
  let old = expected.split(separator: "\n", omittingEmptySubsequences: false)
  let new = found.split(separator: "\n", omittingEmptySubsequences: false)
  var lines: [String] = []
  for index in 0..<max(old.count, new.count) {
    let before = index < old.count ? String(old[index]) : "(no line)"
    let after = index < new.count ? String(new[index]) : "(no line)"
    if Array(before.utf8) != Array(after.utf8) { lines.append("\(index + 1)- \(before)\n\(index + 1)+ \(after)") }
  }
  return lines.prefix(12).joined(separator: "\n")
}

private func read(_ path: String) -> String? {
  guard let file = fopen(path, "r") else { return nil }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var block = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = fread(&block, 1, block.count, file)
    if count == 0 { break }
    bytes.append(contentsOf: block[..<count])
  }
  return String(decoding: bytes, as: UTF8.self)
}

private func write(_ text: String, to path: String) -> Bool {
  guard let file = fopen(path, "w") else { return false }
  let bytes = Array(text.utf8)
  let written = fwrite(bytes, 1, bytes.count, file)
  return fclose(file) == 0 && written == bytes.count
}
