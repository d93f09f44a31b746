import Glibc
import Testing

@testable import Synthesis

/// A generator or joint model is one file and one line; these tests compare the folders with the registries.
@Suite struct RegistryFolderTests {
  @Test func everyGeneratorFileIsRegistered() throws {
    let files = try names(in: "Generators", ending: "Generator.swift")
    let types = Generators.all.map { "\($0)" }.sorted()
    #expect(files.map { $0 + "Generator" }.sorted() == types)
  }

  @Test func everyJointModelFileIsRegistered() throws {
    let files = try names(in: "JointModels", ending: "Model.swift")
    let types = JointModels.all.map { "\($0)" }.sorted()
    #expect(files.map { $0 + "Model" }.sorted() == types)
  }

  @Test func namesAreSnakeCaseAndDiffer() {
    let names = Generators.all.map { $0.name } + JointModels.all.map { $0.name }
    #expect(Set(names).count == names.count)
    for name in names { #expect(name.utf8.allSatisfy { $0 == UInt8(ascii: "_") || (97...122).contains($0) }) }
  }

  @Test func everyMemberIsFoundByItsName() {
    for type in Generators.all { #expect(Generators.named(type.name) == type) }
    for type in JointModels.all { #expect(JointModels.named(type.name)?.name == type.name) }
  }

  private func names(in folder: String, ending: String) throws -> [String] {
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let path = "/\(root)/Sources/Synthesis/\(folder)"
    let handle = try #require(opendir(path), "no folder \(path)")
    defer { closedir(handle) }
    var result: [String] = []
    while let entry = readdir(handle) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.hasSuffix(ending) { result.append(String(name.dropLast(ending.count))) }
    }
    return result
  }
}
