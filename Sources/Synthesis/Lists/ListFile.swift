import Files
import StrictYAML
import Tables

/// A file of the user's whose lines a column draws. Columns that draw from the same file, by the same weights, show the same line
/// of it in each row.
struct ListFile {
  private let path: String
  private let table: Table

  /// - Throws: `.cannotFit` where it cannot be read.
  init(_ path: String) throws(SynthesisError) {
    self.path = path
    do throws(TableError) { table = try TableReader.read(path: path).table } catch {
      throw ListWish.cannot(error.description)
    }
  }

  /// - Parameters:
  ///   - name: the file's column; nil: its only one, or that of the same name.
  ///   - weight: the column that says how often each line comes; nil: all alike.
  func parameters(for column: Column, named name: String?, weight: String?) throws(SynthesisError) -> Parameters {
    let own = try table.columns.count == 1 && name == nil ? table.columns[0] : self.column(name ?? column.name)
    guard 1...ChoiceGenerator.mostValues ~= table.rowCount else {
      throw ListWish.cannot("\(path) has \(table.rowCount) lines; expected one to \(ChoiceGenerator.mostValues)")
    }
    var list = PathParts.name(of: path)
    var parameters = Parameters([("values", try values(of: own, as: column))])
    if let weight {
      parameters["shares"] = .numbers(try weights(weight))
      list += " by \(weight)"
    }
    parameters["list"] = .text(ByteText(list))
    return parameters
  }

  private func column(_ name: String) throws(SynthesisError) -> Column {
    if let column = table.column(named: name) { return column }
    let names = table.columns.map(\.name)
    let hint =
      NearestName.of(name, among: names).map { "; did you mean \($0)?" }
      ?? ": \(names.prefix(8).joined(separator: ", "))"
    throw ListWish.cannot("\(path) has no column \(name)\(hint)")
  }

  private func values(of own: Column, as column: Column) throws(SynthesisError) -> ParameterValue {
    if column.hasTexts || column.kind == .categorical || column.kind == .boolean {
      return .texts((0..<table.rowCount).map { ByteText(own.text(ofRow: $0) ?? "") })
    }
    if let row = (0..<own.count).first(where: own.isMissing) {
      throw ListWish.cannot("line \(row + 1) of \(path) has no \(own.name)")
    }
    switch (column.storage, own.storage) {
    case (.integers, .integers(let values)): return .integers(values)
    case (.instants, .instants(let values)) where own.kind == column.kind: return .integers(values)
    case (.decimals, .integers(let values)): return .numbers(values.map(Double.init))
    case (.decimals, .decimals(let values)): return .numbers(values)
    default:
      throw ListWish.cannot("\(own.name) of \(path) is \(own.kind.rawValue), and the column \(column.kind.rawValue)")
    }
  }

  private func weights(_ name: String) throws(SynthesisError) -> [Double] {
    let own = try column(name)
    guard let numbers = own.storedNumbers, own.kind == .integer || own.kind == .decimal,
      (0..<own.count).allSatisfy({ !own.isMissing($0) && numbers[$0] >= 0 && numbers[$0].isFinite }),
      numbers.contains(where: { $0 > 0 })
    else { throw ListWish.cannot("the weights \(name) of \(path) are not all numbers of at least 0, some above") }
    return numbers
  }
}
