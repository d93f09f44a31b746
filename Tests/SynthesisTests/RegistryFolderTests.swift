import TestSupport
import Testing

@testable import Synthesis

/// A generator or joint model is one file and one line; these tests compare the folders with the registries.
@Suite struct RegistryFolderTests {
  @Test func everyGeneratorFileIsRegistered() throws {
    let files = try sourceNames(in: "Synthesis/Generators", ending: "Generator.swift")
    let types = Generators.all.filter { !($0 is any ParametricGenerator.Type) }.map { "\($0)" }.sorted()
    #expect(files.map { $0 + "Generator" }.sorted() == types)
  }

  @Test func everyJointModelFileIsRegistered() throws {
    let files = try sourceNames(in: "Synthesis/JointModels", ending: "Model.swift")
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
}
