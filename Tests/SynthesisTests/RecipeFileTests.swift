import Files
import Glibc
import StrictYAML
import Tables
import TestSupport
import Testing

@testable import Synthesis

@Suite struct RecipeFileTests {
  @Test(arguments: 0..<40)
  func everyRecipeComesBackAndSavesToTheSameBytes(seed: Int) throws {
    var stream = SampleStream(seed: seed)
    let recipe = stream.recipe()
    let bytes = RecipeFile.text(of: recipe)
    do {
      let read = try RecipeFile.parse(bytes, file: "r.yaml", restores: false)
      #expect(read == recipe)
      #expect(bytesOfTexts(in: read) == bytesOfTexts(in: recipe))
      #expect(RecipeFile.text(of: read) == bytes)
    } catch {
      Issue.record("\(error.description)\n\(String(decoding: bytes, as: UTF8.self).prefix(3000))")
    }
  }

  /// `String` compares canonically; names must come back byte for byte.
  private func bytesOfTexts(in recipe: Recipe) -> [[UInt8]] {
    ([recipe.source.name, recipe.model.name] + recipe.columns.flatMap { [$0.name, $0.generator] }).map {
      Array($0.utf8)
    }
  }

  /// A damaged file is refused or means the same; it never traps.
  @Test(arguments: 0..<4)
  func flippedBytesNeverTrap(seed: Int) throws {
    var stream = SampleStream(seed: 1000 + seed)
    let bytes = RecipeFile.text(of: stream.recipe())
    for _ in 0..<75 {
      var damaged = bytes
      damaged[stream.below(bytes.count)] ^= UInt8(1 + stream.below(255))
      _ = try? RecipeFile.parse(damaged, file: "r.yaml", restores: false)
    }
    for length in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 50)) {
      _ = try? RecipeFile.parse(Array(bytes.prefix(length)), file: "r.yaml", restores: false)
    }
  }
}

@Suite struct RecipeSavingTests {
  @Test func aSavedRecipeIsPrivateAndReadsBack() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    var stream = SampleStream(seed: 3)
    let recipe = stream.recipe()
    try RecipeFile.save(recipe, to: folder.path + "/r.yaml")
    let bytes = try WholeFile.read(folder.path + "/r.yaml")
    #expect(try RecipeFile.parse(bytes, file: "r.yaml", restores: false) == recipe)
    #expect(folder.mode(of: "r.yaml") == 0o600)
  }

  @Test func aRecipeThatCouldNotBeReadIsNotSaved() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    var stream = SampleStream(seed: 4)
    var recipe = stream.recipe()
    recipe.source.name = String(repeating: "x", count: RecipeFile.limit)
    #expect(throws: FileError.self) { try RecipeFile.save(recipe, to: folder.path + "/r.yaml") }
    #expect(folder.mode(of: "r.yaml") == nil)
  }
}

/// The format must learn of every new member of what it saves.
@Suite struct RecipeMemberTests {
  @Test func everyMemberHasALineInTheFormat() {
    var stream = SampleStream(seed: 7)
    let recipe = stream.recipe()
    #expect(Mirror(reflecting: recipe).children.count == 9)
    let event = RareEventRecipe(when: "a = 1", target: .rows(1), support: 1, share: 1)
    #expect(Mirror(reflecting: event).children.count == 5)
    let parity = ParityRecipe(
      target: "a", group: "b", measure: .share, groups: [], rows: [], labels: [], before: [], after: [], changed: 0)
    #expect(Mirror(reflecting: parity).children.count == 9)
    #expect(Mirror(reflecting: RuleRecipe(text: "a < b")).children.count == 2)
    #expect(Mirror(reflecting: recipe.source).children.count == 4)
    #expect(Mirror(reflecting: recipe.privacy).children.count == 1)
    #expect(Mirror(reflecting: recipe.model).children.count == 2)
    #expect(Mirror(reflecting: recipe.columns[0]).children.count == 10)
    #expect(Mirror(reflecting: recipe.columns[0].look).children.count == 9)
    #expect(Mirror(reflecting: NumberDress()).children.count == 5)
  }
}

/// A folder for one test.
private struct TemporaryFolder {
  let path: String

  init() throws {
    var template = Array("/tmp/rowsmith-recipe-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw FileError(.create, path: "/tmp", code: errno) }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  func mode(of name: String) -> UInt32? {
    var status = stat()
    return stat(path + "/" + name, &status) == 0 ? status.st_mode & 0o777 : nil
  }

  func remove() {
    unlink(path + "/r.yaml")
    rmdir(path)
  }
}
