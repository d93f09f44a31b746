import Files
import Synthesis
import Tables

/// The open file may change under us: it is looked at now and then, and read again when the user says so.
extension WorkbenchState {
  /// Seconds between two looks.
  private static let pause = 2.0

  mutating func watchAgain() -> [Effect] {
    guard let watch else { return [] }
    return start(.watch(watch, theme: theme.name), in: .watch, title: "watching the file", delay: Self.pause)
  }

  mutating func take(_ change: FileChange?) -> [Effect] {
    if let change, change != fileChange {
      _ = say(.problem, "\(file.name) \(change.inWords): F5 reads it again; what is shown is the file as it was")
    }
    fileChange = change
    return watchAgain()
  }

  /// Reads the file again.
  mutating func reload() -> [Effect] {
    isReloading = recipe != nil
    return start(.open(path: file.path, options: file.options), in: .load, title: "reading again")
  }

  /// Fits the design that is there to the rows that were read again; another one where the columns are others.
  mutating func fitReloaded(_ real: RealSide) -> [Effect] {
    let names = real.table.value.table.columns.map(\.name)
    guard let recipe, recipe.columns.map(\.name) == names else {
      isReloading = false
      history = History()
      (synthetic, settledRecipe) = (nil, nil)
      selection = min(selection, max(0, names.count - 1))
      return start(
        .fit(FitOrder(real: real, options: .ofNewTable, base: nil)), in: .load, title: "fitting the new columns")
    }
    let order = FitOrder(real: real, options: FitOptions(of: recipe), base: Reference(recipe))
    return start(.fit(order), in: .model, title: "fitting")
  }

  mutating func take(reloaded fitted: Recipe) -> [Effect] {
    isReloading = false
    guard let recipe else { return [] }
    var next = fitted
    for (index, column) in recipe.columns.enumerated() where next.columns.indices.contains(index) {
      next.columns[index].isDropped = column.isDropped
    }
    let (before, after) = (Numbers.grouped(recipe.source.rows), Numbers.grouped(realRows ?? 0))
    guard next != recipe else {
      return say(.success, "\(file.name) read again: \(after) rows, which give the same recipe") + draw()
    }
    return change(to: next, label: "reload: " + (before == after ? "\(after) rows" : "\(before) → \(after) rows"))
  }
}

extension FileChange {
  /// As the end of a sentence about the file: `grew by 1,200 bytes`.
  var inWords: String {
    guard case .longer(let count) = self, count > 999 else { return words }
    return "grew by \(Numbers.grouped(count)) bytes"
  }
}
