import ArgumentParser
import Workbench

/// The tutorial, in the workbench.
struct TutorialCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tutorial", abstract: "Learn the workbench in eight steps, in its real screens with shipped data.")

  @OptionGroup(title: "Screen") var screen: ScreenFlags

  func run() throws {
    guard StandardInput.isTerminal, StandardOutput.isTerminal else {
      throw CommandFailure(.usage, "the tutorial needs a terminal; rowsmith demo --headless needs none")
    }
    try OpenCommand.run(OpenFile(path: ""), screen: screen, isTutorial: true)
  }
}
