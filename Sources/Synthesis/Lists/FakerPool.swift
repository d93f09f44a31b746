import Files
import Tables

/// Values that an installed Python's Faker makes up once, when a column is fitted: `faker.company/de_DE 5000`. Drawing rows from the
/// recipe needs neither.
struct FakerPool: Equatable, Sendable {
  let provider: String
  /// nil: Faker's own.
  let locale: String?
  let count: Int

  static let variable = "ROWSMITH_PYTHON"
  private static let usualCount = 1_000
  private static let expected = "a provider of Faker, perhaps its locale, and how many: faker.company/de_DE 5000"

  init(parsing text: String) throws(SynthesisError) {
    let words = text.split(separator: " ")
    let parts = (words.first ?? "").split(separator: "/", omittingEmptySubsequences: false)
    let count = words.count > 1 ? Int(words[1]) : Self.usualCount
    guard 1...2 ~= words.count, 1...2 ~= parts.count, parts[0].hasPrefix("faker."),
      let count, 1...ChoiceGenerator.mostValues ~= count,
      Self.isName(parts[0].dropFirst("faker.".count)), parts.dropFirst().allSatisfy(Self.isName)
    else {
      throw SynthesisError(
        .badParameter(
          name: ListWish.poolName, found: text.isEmpty ? "empty" : "'\(text.prefix(60))'", expected: Self.expected))
    }
    provider = String(parts[0].dropFirst("faker.".count))
    locale = parts.count > 1 ? String(parts[1]) : nil
    self.count = count
  }

  /// Letters, digits and underscores, a letter first: what begins with an underscore is no provider.
  private static func isName(_ text: Substring) -> Bool {
    text.utf8.count <= 60 && text.first?.isLetter == true
      && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
  }

  var spelling: String { "faker.\(provider)\(locale.map { "/\($0)" } ?? "") \(count)" }

  /// Every value once, by how often it came.
  /// - Throws: `.cannotFit` where there is no Python, no Faker, or no such provider.
  func parameters() throws(SynthesisError) -> Parameters {
    var places: [ByteText: Int] = [:]
    var (values, counts) = ([ByteText](), [Double]())
    for value in try drawn() {
      if let place = places[value] {
        counts[place] += 1
      } else {
        places[value] = values.count
        values.append(value)
        counts.append(1)
      }
    }
    guard !values.isEmpty else { throw cannot("gives no values") }
    return Parameters([("values", .texts(values)), ("shares", .numbers(counts))])
  }

  // MARK: - Python

  /// How the program ends, beside success.
  private enum Ending: Int32 { case noFaker = 81, noLocale, noProvider, noTexts }

  /// Its arguments are data to it. A folder of work may hold anything called faker.py, so that one is not looked for there.
  private static let program = """
    import sys
    sys.path = [folder for folder in sys.path if folder not in ("", ".")]
    try:
        from faker import Faker
    except ImportError:
        sys.exit(81)
    provider, locale, count = sys.argv[1], sys.argv[2] or None, int(sys.argv[3])
    try:
        fake = Faker(locale)
    except Exception:
        sys.exit(82)
    fake.seed_instance(1)
    make = getattr(fake, provider, None)
    if not callable(make):
        sys.exit(83)
    texts = []
    for _ in range(count):
        value = make()
        if value is None or isinstance(value, (bytes, dict, list, tuple, set)):
            sys.exit(84)
        texts.append(str(value).replace("\\0", ""))
    sys.stdout.buffer.write("\\0".join(texts).encode("utf-8", "replace") + b"\\0")
    """
  /// Bytes of a pool at most.
  private static let mostBytes = 1 << 28

  private func drawn() throws(SynthesisError) -> [ByteText] {
    guard let python = ProgramPath.find("python3", given: nil, variable: Self.variable) else {
      throw cannot("needs Python: install python3, or name it with \(Self.variable)=PATH")
    }
    let bytes: [UInt8]
    let status: Int32
    let messages: [UInt8]
    do throws(FileError) {
      let process = try ChildProcess(
        python, arguments: ["-c", Self.program, provider, locale ?? "", "\(count)"], direction: .givesBytes())
      bytes = try Self.everything(process)
      status = try process.finish()
      messages = process.messages
    } catch { throw cannot("failed: \(error.description)") }
    guard status == 0 else { throw cannot(sentence(status, messages, python)) }
    return bytes.split(separator: 0, omittingEmptySubsequences: false).dropLast().map { ByteText($0) }
  }

  private static func everything(_ process: ChildProcess) throws(FileError) -> [UInt8] {
    var bytes: [UInt8] = []
    let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { block.deallocate() }
    while bytes.count <= mostBytes {
      let count = try process.read(into: block)
      guard count > 0 else { break }
      bytes += block[..<count]
    }
    return bytes
  }

  private func sentence(_ status: Int32, _ messages: [UInt8], _ python: String) -> String {
    switch Ending(rawValue: status) {
    case .noFaker:
      "needs Python's Faker, which \(python) does not have: install it (pip install Faker), or name a Python that has it "
        + "with \(Self.variable)=PATH"
    case .noLocale: "has no locale \(locale ?? "")"
    case .noProvider: "has no provider \(provider)"
    case .noTexts: "gives no texts"
    case nil:
      "ended with status \(status): \(String(decoding: messages.suffix(200), as: UTF8.self).split(separator: "\n").last ?? "")"
    }
  }

  private func cannot(_ reason: String) -> SynthesisError {
    SynthesisError(.cannotFit(generator: ListWish.poolName, reason: "faker.\(provider) \(reason)"))
  }
}
