import Statistics
import Tables

@testable import Evaluation

/// Tables with known dependence for the tests of the scores.
enum ScoreSamples {
  /// Numbers a and b = a + noise, levels c by a, a small whole number d by b with gaps where a is high, e, skewed, on its
  /// own, and f and g, the same rare level in one row of 150.
  static func table(_ rows: Int, seed: UInt64, name: String = "t") -> Table {
    let stream = RandomStream(seed: seed)
    func normals(_ name: String) -> [Double] {
      Normal.quantiles(of: stream.stream(named: name).uniforms(rows: 0..<UInt64(rows)))
    }
    let a = normals("a")
    let b = zip(a, normals("b")).map { $0 + 0.3 * $1 }
    let codes = zip(a, normals("c")).map { Int32(max(0, min(3, ($0 + 0.4 * $1 + 2).rounded()))) }
    let d = b.map { Int64(max(0, min(4, ($0 + 2).rounded()))) }
    let gaps = zip(a, normals("gaps")).map { $0 + $1 > 1.5 }
    let e = normals("e").map { 10 * $0 * $0 }
    let odd = (0..<rows).map { Int32($0 % 150 == 7 ? 1 : 0) }
    return Table(
      name: name,
      columns: [
        decimals("a", a), decimals("b", b),
        Column(
          name: "c", kind: .categorical, storage: .levels(codes: codes, levels: ["low", "mid", "high", "top"])),
        Column(
          name: "d", kind: .integer, storage: .integers(zip(d, gaps).map { $1 ? 0 : $0 }), missing: gaps),
        decimals("e", e), levels("f", odd, ["usual", "odd"]), levels("g", odd, ["plain", "strange"]),
      ])
  }

  static func decimals(_ name: String, _ values: [Double], missing: [Bool] = []) -> Column {
    Column(name: name, kind: .decimal, storage: .decimals(values), missing: missing)
  }

  static func levels(_ name: String, _ codes: [Int32], _ names: [ByteText]) -> Column {
    Column(
      name: name, kind: .categorical, storage: .levels(codes: codes, levels: names), missing: codes.map { $0 < 0 })
  }

  /// The columns of `Tests/Reference/scores.py`.
  static func reference(_ rows: Int, factor: Int, scale: Double = 1, name: String = "t") -> Table {
    let a = (0..<rows).map { Double($0 * factor % 53) * scale }
    let b = (0..<rows).map { a[$0] / 2 + Double($0 * 31 % 19) }
    let codes = (0..<rows).map { Int32($0 * factor % 7 % 4) }
    return Table(
      name: name, columns: [decimals("a", a), decimals("b", b), levels("c", codes, ["p", "q", "r", "s"])])
  }

  /// Rows drawn with replacement.
  static func bootstrap(_ table: Table, seed: UInt64) -> Table {
    let stream = RandomStream(seed: seed)
    return table.taking((0..<table.rowCount).map { Int(stream.bits(at: UInt64($0)) % UInt64(table.rowCount)) })
  }
}
