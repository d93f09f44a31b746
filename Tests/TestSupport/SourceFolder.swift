import Files

/// The names of a folder's source files without their common ending, for tests that compare a registry with its folder.
/// - Parameters:
///   - folder: below `Sources`.
///   - file: of the test, three folders below the top of the project.
package func sourceNames(in folder: String, ending: String, file: String = #filePath) throws -> [String] {
  let root = file.split(separator: "/").dropLast(3).joined(separator: "/")
  let names = try Folder.names(in: "/\(root)/Sources/\(folder)")
  return names.filter { $0.hasSuffix(ending) }.map { String($0.dropLast(ending.count)) }
}
