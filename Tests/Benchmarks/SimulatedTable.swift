import Statistics
import Synthesis
import Tables

/// Tables made up from a seed: the same rows on every machine, with columns that hang together.
enum SimulatedTable {
  /// 9 columns of whole numbers, 4 of categories (3, 8, 20 and 200 levels), 5 of decimals with two digits, one of times; and, with
  /// 20 columns, one that is true or false.
  static func mixed(rows: Int, columns count: Int) -> Table {
    let stream = RandomStream(seed: 19)
    let causes = (0..<3).map { scores(stream.stream(named: "cause \($0)"), rows) }
    var columns: [Column] = []
    for index in 0..<9 { columns.append(integers(index, mixture(index, causes, stream))) }
    for (index, levels) in [3, 8, 20, 200].enumerated() {
      columns.append(categories(index, levels, mixture(9 + index, causes, stream)))
    }
    for index in 0..<5 { columns.append(decimals(index, mixture(13 + index, causes, stream))) }
    columns.append(times(mixture(18, causes, stream)))
    if count > 19 { columns.append(flags(mixture(19, causes, stream))) }
    return Table(name: "simulated", columns: columns)
  }

  private static func scores(_ stream: RandomStream, _ rows: Int) -> [Double] {
    Normal.quantiles(of: stream.uniforms(rows: 0..<UInt64(rows)))
  }

  /// Normal scores that share half of their variance with one cause.
  private static func mixture(_ index: Int, _ causes: [[Double]], _ stream: RandomStream) -> [Double] {
    let own = scores(stream.stream(named: "column \(index)"), causes[0].count)
    return zip(causes[index % causes.count], own).map { ($0 + $1) * 0.5.squareRoot() }
  }

  private static func integers(_ index: Int, _ scores: [Double]) -> Column {
    let scale = [3.0, 12, 50, 200, 900, 4_000, 30_000, 250_000, 2_000_000][index]
    let values = scores.map { Int64((scale * ($0 * 0.5 + 2) * ($0 * 0.5 + 2)).rounded()) }
    return Column(name: "count_\(index)", kind: .integer, storage: .integers(values))
  }

  private static func categories(_ index: Int, _ count: Int, _ scores: [Double]) -> Column {
    let levels = (0..<count).map { ByteText("level \($0 + 100)") }
    let codes = scores.map { score in
      let place = Normal.cdf(score)
      return Int32(min(Double(count - 1), place * place * Double(count)))
    }
    return Column(name: "class_\(index)", kind: .categorical, storage: .levels(codes: codes, levels: levels))
  }

  private static func decimals(_ index: Int, _ scores: [Double]) -> Column {
    var look = Look()
    look.decimals = .fixed(2)
    let scale = [1.0, 10, 75, 400, 9_000][index]
    let values = scores.map { (scale * ($0 + 5) * ($0 + 5) * 100).rounded() / 100 }
    return Column(name: "amount_\(index)", kind: .decimal, storage: .decimals(values), look: look)
  }

  private static func times(_ scores: [Double]) -> Column {
    var look = Look()
    look.datePattern = DatePattern("yyyy-MM-dd'T'HH:mm:ss")
    let values = scores.map { 1_600_000_000_000_000 + Int64($0 * 3e7) * 1_000_000 }
    return Column(name: "time", kind: .datetime, storage: .instants(values), look: look)
  }

  private static func flags(_ scores: [Double]) -> Column {
    let codes = scores.map { Int32($0 > 1 ? 1 : 0) }
    return Column(name: "flag", kind: .boolean, storage: .levels(codes: codes, levels: ["false", "true"]))
  }
}
