import CVTerm
import Glibc

/// The built program and small tables to open.
enum Program {
  /// `rowsmith` in the folder of the test bundle.
  static let path: String = {
    var buffer = [CChar](repeating: 0, count: 4096)
    let length = readlink("/proc/self/exe", &buffer, buffer.count)
    let own = String(decoding: buffer.prefix(max(0, length)).map(UInt8.init(bitPattern:)), as: UTF8.self)
    return own.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/") + "/rowsmith"
  }()

  /// For everything these tests write; removed when the process ends.
  static let folder: String = {
    var template = Array("/tmp/rowsmith-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { return "/nonexistent" }
    atexit { cvt_remove_folder(Program.folder) }
    return String(decoding: template.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }()

  /// Writes a table.
  /// - Returns: its path.
  static func table(_ text: String, named name: String = "table.csv") -> String {
    let path = "\(folder)/\(name)"
    guard let file = fopen(path, "w") else { return "" }
    fputs(text, file)
    fclose(file)
    return path
  }

  /// 400 rows whose every column is modelled.
  static let penguins: String = {
    var text = "species,island,mass,year\n"
    for row in 0..<400 {
      let species = ["Adelie", "Chinstrap", "Gentoo"][row * 7 % 11 % 3]
      text += "\(species),\(row % 5 < 3 ? "Biscoe" : "Dream"),\(3000 + row * 37 % 2900),\(2007 + row % 3)\n"
    }
    return table(text, named: "penguins.csv")
  }()
}
