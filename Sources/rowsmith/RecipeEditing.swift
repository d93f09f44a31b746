import Files
import Glibc
import Synthesis
import Workbench

/// A recipe as text in the user's own editor: written to a file that only the user can read, and read again when the editor ends.
///
/// What is no recipe stays in that file, to be gone on with.
struct RecipeEditing {
  private let recipe: Recipe
  private let path: String
  private let isDraft: Bool

  /// - Parameter draft: a text that was edited before and is no recipe; nil: the recipe's own.
  init(_ recipe: Recipe, draft: String?) {
    self.recipe = recipe
    isDraft = draft != nil
    path =
      draft
      ?? "\(TemporaryPlace.folder)/rowsmith-\(getpid())-\(String(UInt64.random(in: 0...UInt64.max), radix: 36)).yaml"
  }

  /// As git finds it: VISUAL, then EDITOR, then vi.
  private static var editor: String {
    let named = ["VISUAL", "EDITOR"].map { (name: String) in getenv(name).map { String(cString: $0) } ?? "" }
    return named.first { !$0.isEmpty } ?? "vi"
  }

  /// - Parameter lend: gives the terminal to a command until that ends, and says its exit status.
  func outcome(lending lend: ([String]) -> Int32?) -> Outcome {
    let before = RecipeFile.text(of: recipe)
    do throws(FileError) {
      if !isDraft { try DurableFile.write(before, to: path) }
      // EDITOR may hold arguments, so that a shell takes it apart; the path is no part of its words.
      let status = lend(["/bin/sh", "-c", "exec \(Self.editor) \"$1\"", "sh", path])
      guard status == 0 else {
        if !isDraft { unlink(path) }
        return .failed(Self.words(for: status))
      }
      return taken(try WholeFile.read(path))
    } catch { return .failed("the text of the recipe could not be kept: \(error)") }
  }

  private func taken(_ text: [UInt8]) -> Outcome {
    do throws(RecipeProblems) {
      let edited = try RecipeFile.parse(text, file: "your text")
      unlink(path)
      return .recipeEdited(edited)
    } catch {
      let lines = error.description.split(separator: "\n")
      return .recipeMistyped(path: path, problem: lines.first.map(String.init) ?? "that is no recipe")
    }
  }

  private static func words(for status: Int32?) -> String {
    switch status {
    case 127: "the editor \(editor) was not found; set EDITOR to yours"
    case nil: "the editor \(editor) was ended; the recipe is as it was"
    case let status?: "the editor \(editor) ended with status \(status); the recipe is as it was"
    }
  }
}
