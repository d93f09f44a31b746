import Evaluation
import Testing

@Suite struct NumberTextTests {
  @Test func shortNumbersAreAsDrawn() {
    let decimals: [(Double, String)] = [
      (74.1, "74.1"), (117.6, "117.6"), (0.34, "0.34"), (85, "85.0"), (522, "522"), (9_331.2, "9,331"),
      (30_285, "30,285"), (-2.5, "\u{2212}2.50"), (0, "0"), (1_234_567, "1,234,567"), (1.234e9, "1.23e9"),
      (0.00345, "0.00345"), (2.5e-7, "2.5e\u{2212}7"), (999.96, "1,000"), (1e308, "1e308"),
      (.leastNonzeroMagnitude, "4.94e\u{2212}324"),
      (.infinity, "–"), (.nan, "–"),
    ]
    for (value, text) in decimals { #expect(NumberText.short(value) == text) }
    #expect(NumberText.short(85, isInteger: true) == "85")
    #expect(NumberText.short(85.5, isInteger: true) == "85.5")
  }

  @Test func bothSidesOfAPairHaveTheSameDecimals() {
    let pairs: [(Double, Double, String, String)] = [
      (802, 781.8, "802.0", "781.8"), (0.012, 0.2, "0.012", "0.200"), (1, 0.958, "1.00", "0.96"),
      (522, 486, "522", "486"), (9_331, 4_103, "9,331", "4,103"), (0.0401, -0.00215, "0.0401", "\u{2212}0.0022"),
      (0.065, 0.0669, "0.0650", "0.0669"), (0, 0.34, "0.00", "0.34"), (307.5, 275.13, "307.5", "275.1"),
      (3, 0.004, "3.000", "0.004"), (0, 0, "0", "0"), (2e9, 3, "2e9", "3.00"), (5, .nan, "5.00", "–"),
    ]
    for (first, second, left, right) in pairs {
      let found = NumberText.pair(first, second)
      #expect(found.first == left && found.second == right, "\(first), \(second): \(found)")
      let turned = NumberText.pair(second, first)
      #expect(turned.first == right && turned.second == left)
    }
    let whole = NumberText.pair(3, 3.5, isInteger: true)
    #expect(whole.first == "3.0" && whole.second == "3.5")
    #expect(NumberText.pair(3, 4, isInteger: true).first == "3")
    #expect(NumberText.difference(from: 7.83, to: 7.33) == "\u{2212}0.50")
    #expect(NumberText.difference(from: 1_200, to: 1_210) == "+10")
    #expect(NumberText.percentPair(0.006, 0).first == "0.6%" && NumberText.percentPair(0.006, 0).second == "0.0%")
    #expect(NumberText.percentPair(0, 0).second == "0")
  }

  @Test func changesAndSharesAreAsDrawn() {
    #expect(NumberText.relativeChange(from: 117.6, to: 104.8) == "\u{2212}10.9%")
    #expect(NumberText.relativeChange(from: 19.3, to: 20.1) == "+4.1%")
    #expect(NumberText.relativeChange(from: 19.3, to: 19.3) == "0.0%")
    #expect(NumberText.relativeChange(from: 1, to: 12_346) == "+1,234,500%")
    #expect(NumberText.relativeChange(from: 0, to: 5) == "")
    #expect(NumberText.percent(0.041) == "4.1%")
    #expect(NumberText.percent(0) == "0")
    #expect(NumberText.percent(0.0001) == "<0.1%")
    #expect(NumberText.exact(0.025) == "0.025")
    #expect(NumberText.exact(-1_500) == "\u{2212}1,500")
    #expect(NumberText.grouped(18_446_744_073_709_551_615) == "18,446,744,073,709,551,615")
  }
}
