import Evaluation
import Synthesis

/// What is said of a condition before rows are drawn.
enum ConditionLines {
  static func line(_ outlook: ConditionOutlook, rows: UInt64) -> String {
    "where \(outlook.text): \(matches(outlook)); \(NumberText.grouped(rows)) rows asked: \(feasibility(outlook))"
  }

  private static func matches(_ outlook: ConditionOutlook) -> String {
    guard outlook.probability > 0 else { return "matches fewer than one row in 5,000 of the model" }
    // An estimate with one digit that is not noise, at least.
    let isRough = outlook.error > 0.05 * outlook.probability
    return "matches about \(percent(outlook.probability, digits: isRough ? 1 : 2)) of the model"
  }

  private static func feasibility(_ outlook: ConditionOutlook) -> String {
    outlook.acceptance >= 0.1
      ? "fine" : "slow, as each is found after about \(Int((1 / outlook.acceptance).rounded())) attempts"
  }

  private static func percent(_ share: Double, digits: Int) -> String {
    RareTarget.percent(share.rounded(toDigits: digits))
  }
}

extension Double {
  fileprivate func rounded(toDigits digits: Int) -> Double {
    guard self > 0 else { return self }
    var scale = 1.0
    while self * scale < 1, scale < 1e15 { scale *= 10 }
    for _ in 1..<max(2, digits) where digits > 1 { scale *= 10 }
    return (self * scale).rounded() / scale
  }
}
