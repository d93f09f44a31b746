import Statistics
import Tables
import Testing

@testable import Synthesis

/// Secrets planted in a table are in no parameter of its recipe and in no synthetic row.
@Suite struct CanaryTests {
  private static let rows = 1500

  private static func planted() -> Table {
    var table = SampleTables.mixed(rows)
    let names = (0..<rows).map { row in ByteText(row == 700 ? "Xavrantelia Quobbleswick" : "Name\(row) Of\(row % 40)") }
    let cards = (0..<rows).map { row in
      ByteText(row == 703 ? "4929123456781238" : "4\(1_000_000_000_000_000 - row * 7)".prefix16)
    }
    let notes = (0..<rows).map { row in ByteText((800..<803).contains(row) ? "PROJECT-HALCYON-BLUE" : "fine") }
    let shut = (0..<rows).map { row in
      ByteText(row < 4 ? "the vault code is 7719-KESTREL-0042" : "a\(row) b \(row * row)")
    }
    for (name, values) in [("full_name", names), ("card", cards), ("status", notes), ("remark", shut)] {
      table.columns.append(SampleTables.column(name, .text, .text(PackedText(values))))
    }
    return table
  }

  private static let secrets: [String] = [
    "Xavrantelia", "Quobbleswick", "4929123456781238", "HALCYON", "KESTREL", "vault", "Zzyqx", "KVORTEX", "WUXOBI",
  ]
  private static let numbers: Set<Double> = [98_765_432.19, 117, -27_813]

  @Test(arguments: JointModels.all.map { $0.name }) func absentFromEveryParameter(_ model: String) throws {
    let recipe = try SampleTables.fit(Self.planted()) { $0.model = model }
    for (owner, parameters) in [("model", recipe.model.parameters)] + recipe.columns.map({ ($0.name, $0.parameters) }) {
      for entry in parameters.entries {
        for text in Self.texts(entry.value) {
          #expect(!Self.secrets.contains { text.contains($0) }, "\(owner).\(entry.name) holds \(text)")
        }
        // A model may count with any number: what its parameters mean is not a value of a column.
        guard owner != "model" else { continue }
        let found = Self.numbers(entry.value).filter { Self.numbers.contains($0) }
        #expect(found.isEmpty, "\(owner).\(entry.name) holds \(found)")
      }
    }
  }

  @Test func absentFromParities() throws {
    let recipe = try SampleTables.fit(Self.planted()) {
      $0.parity = ["colour", "age", "amount", "day"].map { ParityRequest(target: $0, group: "flag") }
    }
    #expect(recipe.parity.count == 4)
    for parity in recipe.parity {
      for label in parity.groups + parity.labels {
        #expect(!Self.secrets.contains { label.contains($0) }, "\(parity.target): \(label)")
      }
      #expect(!(parity.before + parity.after).contains { Self.numbers.contains($0) }, "\(parity.target)")
    }
    let text = String(decoding: RecipeFile.text(of: recipe), as: UTF8.self)
    #expect(!Self.secrets.contains { text.contains($0) })
  }

  @Test func absentFromTheRows() throws {
    let rows = try Synthesizer(SampleTables.fit(Self.planted())).rows(0..<3000)
    for column in rows.columns {
      let found = drawnTexts(column.storage).filter { text in Self.secrets.contains { text.contains($0) } }
      #expect(found.isEmpty, "\(column.name): \(found.prefix(3))")
    }
    guard case .decimals(let amounts)? = rows.column(named: "amount")?.storage,
      case .instants(let days)? = rows.column(named: "day")?.storage
    else { return #expect(Bool(false)) }
    // One wild record moves no edge: the largest amount is of the order of the others, the earliest day near the others.
    #expect((amounts.max() ?? 0) < 50_000)
    #expect((days.min() ?? 0) > 2000)
  }

  private static func texts(_ value: ParameterValue) -> [String] {
    switch value {
    case .text(let text): [text.string]
    case .texts(let list): list.map(\.string)
    default: []
    }
  }

  private static func numbers(_ value: ParameterValue) -> [Double] {
    switch value {
    case .integer(let number): [Double(number)]
    case .number(let number): [number]
    case .integers(let list): list.map(Double.init)
    case .numbers(let list): list
    default: []
    }
  }
}

extension String {
  fileprivate var prefix16: String { String(prefix(16)) }
}

private func drawnTexts(_ storage: ColumnStorage) -> [String] { texts(storage) }
