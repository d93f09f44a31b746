import Glibc
import Testing

/// The names of a folder's source files without their common ending, for tests that compare a registry with its folder.
/// - Parameters:
///   - folder: below `Sources`.
///   - file: of the test, three folders below the top of the project.
package func sourceNames(in folder: String, ending: String, file: String = #filePath) throws -> [String] {
  let root = file.split(separator: "/").dropLast(3).joined(separator: "/")
  let path = "/\(root)/Sources/\(folder)"
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
