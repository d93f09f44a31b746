import Files
import Tables

extension Performer {
  /// Writes to the named path if it is free, or to the first free one like the suggestion: nothing is ever replaced.
  func export(_ order: ExportOrder) -> Outcome {
    guard let path = order.path ?? freePath(like: order.suggestion) else {
      return .failed("there are too many files like \(order.suggestion) here; name another")
    }
    let place = places.resolved(path)
    guard !Folder.contains(place) else { return .failed("\(path) exists; name another file, or move it away") }
    do {
      switch order.content {
      case .text(let text): try DurableFile.write(Array(text.utf8), to: place, mode: 0o644)
      case .table(let table): try write(table.value, to: place)
      }
    } catch { return .failed("the \(order.noun) could not be written: \(error)") }
    return .exported(order.noun, path: places.absolute(path), bytes: FileIdentity(of: place)?.size ?? 0)
  }

  private func write(_ table: Table, to path: String) throws(TableError) {
    let format = CSVFormat()
    let writer = try format.writer(to: TableTarget(path: path), columns: table.columns)
    do throws(TableError) {
      try writer.append(format.piece(of: table))
      try writer.finish()
    } catch {
      writer.abandon()
      throw error
    }
  }

  private func freePath(like name: String) -> String? {
    let dot = name.lastIndex(of: ".") ?? name.endIndex
    let names = [name] + (2...999).map { "\(name[..<dot])-\($0)\(name[dot...])" }
    return names.first { !Folder.contains(places.resolved($0)) }
  }
}
