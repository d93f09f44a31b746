/// What the start screen offers, as the file system has it.
package struct StartLists: Equatable, Sendable {
  /// The latest first.
  var sessions: [KeptSession] = []
  /// Tables in the working folder, by name.
  var files: [NearbyFile] = []
  var demos: [Demo] = []
}

/// A session that can be opened again.
package struct KeptSession: Equatable, Sendable {
  var path: String
  /// What the recipe or the session is called.
  var name: String
  /// The name of the data file; empty where there is none.
  var data: String
  /// `yesterday 17:42`; empty where no clock runs.
  var when: String
  /// It holds changes that no recipe file has.
  var isUnsaved: Bool
  /// Commands that led to it.
  var changes: Int
  /// The last of them.
  var lastChange = ""
  /// Another session of the list has the same names: its last change tells them apart.
  var isOneOfSeveral = false

  /// `4 changes not saved`; empty where all is saved.
  var unsavedWords: String {
    guard isUnsaved else { return "" }
    return changes == 0 ? "not saved" : "\(Numbers.grouped(changes)) change\(changes == 1 ? "" : "s") not saved"
  }
}

extension [KeptSession] {
  /// Those of the same names marked.
  var toldApart: [KeptSession] {
    let counts = Dictionary(grouping: self) { [$0.name, $0.data] }.mapValues(\.count)
    return map { session in
      var marked = session
      marked.isOneOfSeveral = counts[[session.name, session.data], default: 1] > 1
      return marked
    }
  }
}

package struct NearbyFile: Equatable, Sendable {
  var name: String
  var bytes: Int
}

/// A shipped session.
package struct Demo: Hashable, Sendable {
  package var name: String
  package var path: String
  /// What it shows; empty until its file was read.
  package var title = ""

  package init(name: String, path: String) {
    self.name = name
    self.path = path
  }
}

/// The names in one folder, for the completion of paths.
package struct FolderListing: Equatable, Sendable {
  struct Entry: Equatable, Sendable {
    var name: String
    var isFolder: Bool
    var bytes: Int
  }

  /// As it was typed, with its last slash; empty for the working folder.
  var folder: String
  var entries: [Entry]
  /// Why it cannot be read.
  var problem = ""
}
