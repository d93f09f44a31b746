import Tables

/// Every generator; a new one is one file and one line here. Stub: the owner of generators fills it.
package enum Generators {
  package static let all: [any Generator.Type] = []
  package static func named(_ name: String) -> (any Generator.Type)? { all.first { $0.name == name } }
  /// What a column gets before the user chose: first of the list.
  package static func suggestions(for column: Column, profile: ColumnProfile) -> [any Generator.Type] { [] }
}
