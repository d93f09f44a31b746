import Screen
import StrictYAML
import Synthesis
import Tables

extension WorkbenchState {
  /// Fitting needs the real table; a recipe opened alone has none.
  var canFitColumn: Bool { real != nil && recipeColumn(selection) != nil }

  /// As they were found when the column was prepared; looking for them takes a look at all values.
  var suitingGenerators: [Choice] {
    guard editor.asked?.column == selectedName, !editor.choices.isEmpty else { return generatorChoices }
    return editor.choices.compactMap { name in Generators.named(name).map { Choice(name, $0.summary) } }
  }

  /// Suggestions first, then everything else that suits.
  var generatorChoices: [Choice] {
    guard let column = realColumn(selection), let profile = columnProfile(selection) else { return [] }
    let suggested = Generators.suggestions(for: column, profile: profile)
    let names = Set(suggested.map { $0.name })
    let others = Generators.all.filter { !names.contains($0.name) && $0.suits(column, profile: profile) }
    return (suggested + others).map { Choice($0.name, $0.summary) }
  }

  /// Every kind of made-up values that the selected column can hold, in the locale that its table seems to be of, with a value as
  /// the recipe's seed draws it.
  var fakeChoices: [Choice] {
    guard let recipe, let column = recipeColumn(selection) else { return [] }
    let locale = FakeChoices.locale(in: recipe, for: column)
    return FakeChoices.all(for: column.kind, locale: locale, seed: recipe.seed).map {
      Choice($0.spelling, "\($0.example) · \($0.summary)")
    }
  }

  mutating func chooseGenerator(_ name: String) throws(CommandError) -> [Effect] {
    guard let recipe, let real, let column = recipeColumn(selection) else {
      throw CommandError("nothing is fitted yet")
    }
    do throws(SynthesisError) { _ = try GeneratorChoice(parsing: name) } catch {
      throw CommandError(error.description)
    }
    guard name != column.generator, name != column.generatorSpelling else {
      return say(.note, "\(column.name) has the generator \(name) already")
    }
    if let fitted = family(name)?.column, isEditing { return take(fitted, replacing: column) }
    let work = Work.choose(generator: name, column: column.name, recipe: Reference(recipe), real: real)
    return start(work, in: .column(column.name), title: "fitting \(name)")
  }

  /// The editor has fitted what suits: nothing needs to be fitted again.
  private mutating func take(_ fitted: ColumnRecipe, replacing column: ColumnRecipe) -> [Effect] {
    guard var next = recipe, next.columns.indices.contains(selection) else { return [] }
    next.columns[selection] = fitted
    next.columns[selection].isDropped = column.isDropped
    next.columns[selection].tails = fitted.generator == EmpiricalGenerator.name ? column.tails : ColumnTails()
    return change(to: next, label: "\(column.name): \(column.generatorSpelling) → \(fitted.generatorSpelling)")
  }

  mutating func chooseKind(_ name: String) throws(CommandError) -> [Effect] {
    guard let recipe, let real, let column = recipeColumn(selection) else {
      throw CommandError("nothing is fitted yet")
    }
    guard let kind = ColumnKind(rawValue: name) else {
      throw CommandError("\(name) is no kind; expected \(ColumnKind.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    guard kind != column.kind else { return say(.note, "\(column.name) is \(name) already") }
    let work = Work.convert(column: column.name, kind: kind, recipe: Reference(recipe), real: real)
    return start(work, in: .model, title: "reading \(column.name) as \(name)")
  }

  mutating func toggleDrop() -> [Effect] {
    guard var next = recipe, next.columns.indices.contains(selection) else { return [] }
    next.columns[selection].isDropped.toggle()
    let name = next.columns[selection].name
    return change(to: next, label: next.columns[selection].isDropped ? "drop \(name)" : "keep \(name)")
  }

  mutating func setFilter(_ words: String) -> [Effect] {
    filter = words
    listTop = 0
    let visible = visibleColumns
    // A name that begins with the letters is meant rather than one that holds them somewhere.
    let begun = visible.first { !words.isEmpty && columnName($0).lowercased().hasPrefix(words.lowercased()) }
    if let begun { selection = begun }
    if !visible.contains(selection), let first = visible.first { selection = first }
    showSelection()
    showSelectedColumn()
    return visible.isEmpty && !words.isEmpty ? say(.note, "no column's name holds \(words)") : []
  }
}
