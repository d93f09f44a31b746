import Tables

/// One fitted or chosen number, text or list of a generator or joint model.
package enum ParameterValue: Hashable, Sendable {
  case flag(Bool)
  case integer(Int64)
  case number(Double)
  case text(ByteText)
  case integers([Int64])
  case numbers([Double])
  case texts([ByteText])
}

/// The named parameters of a generator or joint model, in the order in which a recipe shows them.
///
/// Plain data, so that a recipe can be compared, saved, loaded and shown without knowing any generator. Names are
/// snake_case and frozen. Lists may be long; how they are laid out in the file is the recipe's business.
package struct Parameters: Hashable, Sendable {
  package struct Entry: Hashable, Sendable {
    package var name: String
    package var value: ParameterValue
  }

  package private(set) var entries: [Entry] = []

  package init() {}
  package init(_ entries: [(String, ParameterValue)]) { for (name, value) in entries { self[name] = value } }

  /// - Precondition: the names are all different.
  /// - Complexity: O(n), where setting one after the other would be O(n²).
  package init(distinct entries: [Entry]) { self.entries = entries }

  package subscript(name: String) -> ParameterValue? {
    get { entries.first { $0.name == name }?.value }
    set {
      let index = entries.firstIndex { $0.name == name }
      switch (index, newValue) {
      case (let index?, let value?): entries[index].value = value
      case (let index?, nil): entries.remove(at: index)
      case (nil, let value?): entries.append(Entry(name: name, value: value))
      case (nil, nil): break
      }
    }
  }
}
