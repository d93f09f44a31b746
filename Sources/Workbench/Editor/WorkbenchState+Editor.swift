import Evaluation
import Screen
import Synthesis
import Tables

/// Opening the editor, and the work it needs.
extension WorkbenchState {
  static let editorView = "editor"

  mutating func openEditor() -> [Effect] {
    let effects = show(Self.editorView)
    startField()
    return effects
  }

  /// To another column of the list, the editor still open.
  mutating func editNext(_ steps: Int) -> [Effect] {
    let effects = moveAround(by: steps)
    startField()
    return effects
  }

  /// To a column by its place, the editor still open.
  mutating func editNext(to column: Int) -> [Effect] {
    let effects = select(column)
    startField()
    return effects
  }

  /// The first parameter, else the generator in use.
  private mutating func startField() {
    editor.top = 0
    let fields = editorFields
    let parameter = fields.first { if case .generator = $0 { false } else { true } }
    editor.field = parameter ?? .generator(recipeColumn(selection)?.generator ?? "")
  }

  mutating func prepareEditorIfMissing() -> [Effect] {
    guard let order = editorOrder, let column = recipeColumn(selection) else { return [] }
    if let asked = editor.asked, asked.serves(order) { return preview(column) }
    let isOtherColumn = editor.asked?.column != order.column || editor.asked?.real != order.real
    // Other bins, as of another size of the screen, make no other fits: what is there stays until it comes again.
    let isOtherDesign = isOtherColumn || editor.asked?.suits(order) != true
    editor.asked = order
    (editor.basis, editor.shown) = (nil, nil)
    if isOtherDesign { (editor.families, editor.choices) = ([], generatorChoices.map(\.text)) }
    if isOtherColumn {
      (editor.detail, editor.drafts) = (nil, [:])
      startField()
    }
    jobs[.preview] = nil
    return start(.prepareColumn(Reference(order)), in: .editor, title: "preparing \(order.column)")
  }

  /// The list of generators shows how well each fits, as the editor does.
  mutating func missingWorkOfList() -> [Effect] {
    guard case .list(let list)? = layers.last, list.content == .generators, view != Self.editorView, !isFitting else {
      return []
    }
    return prepareEditorIfMissing()
  }

  /// The best first, where the editor knows them; else empty.
  var rankedGenerators: [String] {
    editor.asked?.column == selectedName && !editor.families.isEmpty ? editorGenerators : []
  }

  private var editorOrder: EditorOrder? {
    guard let recipe, let real, recipe.columns.indices.contains(selection) else { return nil }
    var wish = wish(selection)
    if let area = Layout(self).place(of: EditorChartPane.name)?.inside.size {
      wish.maximumBins = max(8, area.width - 3)
      wish.maximumLevels = max(4, area.height - 4)
    }
    return EditorOrder(column: selectedName, recipe: recipe, real: real, rows: previewRows, wish: wish)
  }

  /// Draws the column anew when its recipe is another than what is shown.
  private mutating func preview(_ column: ColumnRecipe) -> [Effect] {
    guard let basis = editor.basis, editor.shown != column else { return [] }
    editor.shown = column
    return start(.previewColumn(basis, Reference(column)), in: .preview, title: "")
  }

  mutating func take(_ basis: Reference<EditorBasis>) -> [Effect] {
    guard let asked = editor.asked, asked.serves(basis.value.order) else { return [] }
    editor.basis = basis
    return []
  }

  mutating func take(_ family: FamilyFit, of column: String) -> [Effect] {
    guard editor.asked?.column == column else { return [] }
    editor.families.removeAll { $0.generator == family.generator }
    editor.families.append(family)
    return []
  }

  mutating func take(_ detail: Reference<ColumnDetail>, of column: ColumnRecipe) -> [Effect] {
    guard editor.shown == column else { return [] }
    editor.detail = detail
    return []
  }

  /// The generator in use as it was fitted; nil until it was.
  var fittedColumn: ColumnRecipe? {
    let generator = recipeColumn(selection)?.generator
    return family(generator ?? "")?.column
  }

  func family(_ name: String) -> FamilyFit? {
    guard editor.asked?.column == selectedName else { return nil }
    return editor.families.first { $0.generator == name }
  }

  // MARK: - Fields

  /// The generators that suit, the best fit first; those that are not fitted yet in the order of suggestion.
  var editorGenerators: [String] {
    let names = editor.asked?.column == selectedName ? editor.choices : []
    let own = recipeColumn(selection)?.generator
    let all = own.map { names.contains($0) ? names : [$0] + names } ?? names
    let ranked = all.enumerated().sorted { left, right in
      let (first, second) = (rank(left.element), rank(right.element))
      return first == second ? left.offset < right.offset : first < second
    }
    return ranked.map(\.element)
  }

  /// Fits first: generators that follow the values by their fit, then families that only chance tells from the column, then other
  /// families, both by Akaike's criterion. Behind them what nothing is known of, then what cannot be fitted.
  private func rank(_ generator: String) -> (group: Int, place: Double) {
    guard let family = family(generator) else { return (3, 0) }
    if family.failure != nil { return (4, 0) }
    if let criterion = family.criterion { return (family.isWithinNoise ? 1 : 2, criterion) }
    return family.fit.map { ($0.rounded() < Self.poorFit ? 2 : 0, -$0.rounded()) } ?? (3, -1)
  }

  /// Generators that fit worse stand among the families that do not.
  private static let poorFit = 70.0

  /// Generators that are shown before a line says how many more there are.
  static let shownGenerators = 6

  var editorFields: [EditorField] {
    guard let column = recipeColumn(selection) else { return [] }
    let own = column.generator
    let names = editorGenerators
    let shown = names.prefix(Self.shownGenerators)
    var fields = (shown.contains(own) ? Array(shown) : [own] + shown.dropLast()).map { EditorField.generator($0) }
    // The grid of a quantile function goes with its cells.
    let hasCells = column.parameters["lower"] != nil
    for entry in column.parameters.entries where entry.value.isScalar && !hasCells {
      fields.append(.parameter(entry.name))
    }
    if case .texts(let levels)? = column.parameters["levels"], column.parameters["shares"] != nil {
      fields += levels.map { .level($0) }
    }
    fields.append(.missing)
    if column.generator == EmpiricalGenerator.name { fields += ColumnTails.Side.allCases.reversed().map { .tail($0) } }
    return fields
  }

  mutating func moveField(by steps: Int) -> [Effect] {
    let fields = editorFields
    guard !fields.isEmpty else { return [] }
    let place = fields.firstIndex(of: editor.field) ?? 0
    editor.field = fields[min(max(0, place + steps), fields.count - 1)]
    return []
  }

  /// What a field holds: as it is typed, and as the fit found it; nil where there is none.
  func texts(of field: EditorField) -> (value: String, fitted: String?, isPinned: Bool) {
    guard let column = recipeColumn(selection) else { return ("", nil, false) }
    let fitted = fittedColumn
    switch field {
    case .generator(let name): return (name, nil, false)
    case .parameter(let name):
      return (
        column.parameters[name].map(EditorNumber.text) ?? "", fitted?.parameters[name].map(EditorNumber.text),
        column.pinned.contains(name)
      )
    case .level(let level):
      return (
        column.share(of: level).map(EditorNumber.percent) ?? "",
        fitted?.share(of: level).map { EditorNumber.percent(($0 * 10_000).rounded() / 10_000) },
        column.pinned.contains("shares")
      )
    case .missing:
      return (
        EditorNumber.percent(column.missingShare), fitted.map { EditorNumber.percent($0.missingShare) },
        column.pinned.contains(RecipeFitter.missingName)
      )
    case .tail(let side):
      let law: String? = {
        if case .text(let text)? = fitted?.parameters["\(side)_tail"] { text.string } else { nil }
      }()
      return (column.tails[side].spelling, law ?? (fitted == nil ? nil : "none"), column.tails[side] != .auto)
    }
  }
}

extension ColumnRecipe {
  /// The share of a level, of all shares.
  func share(of level: ByteText) -> Double? {
    guard case .texts(let levels)? = parameters["levels"], case .numbers(let shares)? = parameters["shares"],
      let place = levels.firstIndex(of: level), shares.indices.contains(place)
    else { return nil }
    let total = shares.reduce(0, +)
    return total > 0 ? shares[place] / total : nil
  }
}

/// Numbers of the editor: what can be typed again.
enum EditorNumber {
  /// At most six significant digits.
  static func text(_ value: ParameterValue) -> String {
    if case .number(let number) = value { return text(number) }
    return value.spelling
  }

  static func text(_ value: Double) -> String {
    let rounded = rounded(value, digits: 6)
    if let whole = Int64(exactly: rounded), abs(rounded) < 1e15 { return "\(whole)" }
    return "\(rounded)"
  }

  static func percent(_ share: Double) -> String { text(100 * share) + "%" }

  static func rounded(_ value: Double, digits: Int) -> Double {
    guard value.isFinite, value != 0 else { return value }
    var (unit, size) = (1.0, abs(value))
    var power = 0
    while size >= 10, power < 320 { (size, power) = (size / 10, power + 1) }
    while size < 1, power > -320 { (size, power) = (size * 10, power - 1) }
    let places = digits - 1 - power
    guard abs(places) <= 300 else { return value }
    for _ in 0..<abs(places) { unit *= 10 }
    return places >= 0 ? (value * unit).rounded() / unit : (value / unit).rounded() * unit
  }

  /// 1, 2 or 5 times a power of ten, at most `value`; 0.01 where that is nothing.
  static func step(below value: Double) -> Double {
    guard value.isFinite, value > 0 else { return 0.01 }
    var step = 1.0
    while step > value, step > 1e-12 { step /= 10 }
    while step * 10 <= value, step < 1e12 { step *= 10 }
    return step * 5 <= value ? step * 5 : step * 2 <= value ? step * 2 : step
  }

  /// A number as a person types it: `3.7`, `−3.7`, `1,000`; nil for what is none.
  static func number(_ text: String) -> Double? {
    let plain = text.filter { $0 != "," && $0 != " " }.replacing("−", with: "-")
    guard plain.utf8.allSatisfy({ "0123456789+-.eE".utf8.contains($0) }), let value = Double(plain), value.isFinite
    else { return nil }
    return value
  }

  /// A share as `4.1%`, `4.1` or `0.041 of 1`: plain numbers are percentages.
  static func share(_ text: String) -> Double? {
    let plain = text.hasSuffix("%") ? String(text.dropLast()) : text
    guard let percent = number(plain), 0...100 ~= percent else { return nil }
    return percent / 100
  }
}
