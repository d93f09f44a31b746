import Files
import Glibc

/// libFuzzer's own main calls the two functions below; it links from the toolchain under `-sanitize=fuzzer`.
///
/// `Fuzzing TARGET SECONDS FOLDER` mutates inputs for so long; finds are left in FOLDER. `Fuzzing TARGET FILE` runs one input.
private enum Choice {
  nonisolated(unsafe) static var target = FuzzTarget.all[0]
}

@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  Choice.target.check(UnsafeBufferPointer(start: bytes, count: count))
  return 0
}

/// Puts libFuzzer's options in the place of ours.
@_cdecl("LLVMFuzzerInitialize")
public func initialize(
  _ count: UnsafeMutablePointer<Int32>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>
) -> Int32 {
  let words = (0..<Int(count.pointee)).compactMap { arguments.pointee[$0].map { String(cString: $0) } }
  guard words.count >= 3, let target = FuzzTarget.all.first(where: { $0.name == words[1] }) else {
    end(
      "usage: Fuzzing TARGET SECONDS FOLDER | TARGET FILE; targets: "
        + FuzzTarget.all.map(\.name).joined(separator: " "))
  }
  Choice.target = target
  // Where a handler is there already, such as Swift's own, libFuzzer keeps no input that ends the program.
  for number in [SIGILL, SIGTRAP, SIGSEGV, SIGABRT, SIGBUS, SIGFPE] { signal(number, SIG_DFL) }
  do {
    let options = words.count == 4 ? try prepare(target, seconds: words[2], folder: words[3]) : [words[2]]
    let list = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: options.count + 2)
    for (index, option) in ([words[0]] + options).enumerated() { list[index] = strdup(option) }
    list[options.count + 1] = nil
    (arguments.pointee, count.pointee) = (list, Int32(options.count + 1))
  } catch { end("\(error)") }
  return 0
}

/// Writes seeds and dictionary.
private func prepare(_ target: FuzzTarget, seconds: String, folder: String) throws -> [String] {
  let folder = folder + "/" + target.name
  try Folder.create(folder + "/inputs")
  for (index, seed) in target.seeds.enumerated() {
    try DurableFile.write(Array(seed.utf8), to: folder + "/inputs/seed-\(index)")
  }
  let dictionary = target.words.map { word in
    "\"" + word.utf8.map { "\\x" + String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined() + "\"\n"
  }
  try DurableFile.write(Array(dictionary.joined().utf8), to: folder + "/words")
  return [
    "-max_total_time=\(seconds)", "-max_len=\(target.longest)", "-timeout=10", "-rss_limit_mb=3000", "-seed=1",
    "-dict=\(folder)/words", "-artifact_prefix=\(folder)/find-", "-print_final_stats=1", folder + "/inputs",
  ]
}

private func end(_ words: String) -> Never {
  _ = (words + "\n").withCString { write(STDERR_FILENO, $0, strlen($0)) }
  exit(2)
}
