/// Stub; the owner of Files replaces it. The XDG folders of rowsmith; nil where there is no home.
package enum UserFolders {
  package static var configuration: String? { nil }
  package static var data: String? { nil }
  package static var state: String? { nil }
}
