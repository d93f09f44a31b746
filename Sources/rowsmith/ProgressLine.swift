import ArgumentParser
import Evaluation

/// One line on standard error that is rewritten: rows, share, speed, time left.
struct ProgressLine {
  enum Wish: String, ExpressibleByArgument, CaseIterable {
    case auto, always, never

    /// Whether a command that writes to `output` shows a line.
    func shows(quiet: Bool, output: String) -> Bool {
      switch self {
      case .always: !quiet
      case .never: false
      case .auto: !quiet && StandardError.isTerminal && !(output == "-" && StandardOutput.isTerminal)
      }
    }
  }

  private let title: String
  private let total: UInt64
  private let isShown: Bool
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private var lastShown: ContinuousClock.Instant?

  init(title: String, total: UInt64, isShown: Bool) {
    self.title = title
    self.total = total
    self.isShown = isShown
    start = clock.now
  }

  /// Shown at most ten times a second, and not in the first tenth.
  mutating func update(done: UInt64) {
    guard isShown, clock.now - (lastShown ?? start) > .milliseconds(100) else { return }
    lastShown = clock.now
    show(done: done)
  }

  /// Shows the whole and ends the line.
  func finish() {
    guard isShown else { return }
    show(done: total)
    StandardError.write("\n")
  }

  /// Leaves the line as it is, so that the next message stands on its own.
  func abandon() { if lastShown != nil { StandardError.write("\n") } }

  private func show(done: UInt64) {
    StandardError.rewrite(Self.text(title: title, done: done, total: total, seconds: seconds))
  }

  private var seconds: Double { (clock.now - start) / .seconds(1) }

  static func text(title: String, done: UInt64, total: UInt64, seconds: Double) -> String {
    let share = total == 0 ? 100 : Int(Double(done) / Double(total) * 100)
    var text = "\(title): \(NumberText.grouped(done)) / \(NumberText.grouped(total))  \(share)%"
    guard seconds > 0, done > 0 else { return text }
    let speed = Double(done) / seconds
    text += "  \(NumberText.abbreviated(speed)) rows/s"
    if done < total { text += "  \(timeText(Double(total - done) / speed)) left" }
    return text
  }

  static func timeText(_ seconds: Double) -> String {
    if seconds < 60 { return NumberText.fixed(seconds, decimals: 1) + " s" }
    if seconds < 3_600 { return NumberText.fixed(seconds / 60, decimals: 1) + " min" }
    return NumberText.fixed(seconds / 3_600, decimals: 1) + " h"
  }
}
