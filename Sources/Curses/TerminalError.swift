import Files

/// Why there is no terminal to work on.
package struct TerminalError: Error, Equatable, Sendable, CustomStringConvertible {
  package enum Kind: Equatable, Sendable {
    case inputIsNoTerminal, outputIsNoTerminal, noControllingTerminal
    case unset, unknown(String), poor(String), failed(String)
  }

  package var kind: Kind

  package init(_ kind: Kind) {
    self.kind = kind
  }

  /// For the process: wrong usage.
  package var exitStatus: Int32 { 2 }

  /// One line that says what to do.
  package var description: String {
    let instead = "use 'rowsmith generate' or 'rowsmith inspect' without one"
    let name = SafeText.visible(term)
    return switch kind {
    case .inputIsNoTerminal: "the workbench needs a terminal, but standard input is none; \(instead)"
    case .outputIsNoTerminal: "the workbench needs a terminal, but standard output is none; \(instead)"
    case .noControllingTerminal: "the workbench needs a terminal for its keys, and there is none; \(instead)"
    case .unset: "TERM is not set, so this terminal is not known; set it (TERM=xterm-256color), or \(instead)"
    case .unknown: "TERM=\(name) is not a known terminal; set it (TERM=xterm-256color), or \(instead)"
    case .poor: "TERM=\(name) cannot place or highlight text; \(instead)"
    case .failed: "the terminal (TERM=\(name)) could not be opened; \(instead)"
    }
  }

  private var term: String {
    switch kind {
    case .unknown(let term), .poor(let term), .failed(let term): term
    default: ""
    }
  }
}
