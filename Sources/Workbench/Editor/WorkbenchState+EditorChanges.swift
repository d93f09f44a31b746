import Evaluation
import Screen
import StrictYAML
import Synthesis
import Tables

/// What the editor changes: each a step of undo, and a command that a session can run again.
extension WorkbenchState {
  /// Steps the field up or down; steps of a held key are one step of undo.
  mutating func adjust(by steps: Int) -> [Effect] {
    let old = texts(of: editor.field).value
    let (line, next): (String, String)
    switch editor.field {
    case .generator: return say(.note, "Enter takes the generator")
    case .parameter(let name):
      next = stepped(name, by: steps)
      line = "set-parameter \(name) \(next)"
    case .level(let level):
      let share = recipeColumn(selection)?.share(of: level) ?? 0
      next = EditorNumber.percent(Self.stepped(share, by: steps, step: 0.01))
      line = "set-share \(next) \(level.string)"
    case .missing:
      let share = recipeColumn(selection)?.missingShare ?? 0
      next = EditorNumber.percent(Self.stepped(share, by: steps, step: 0.005))
      line = "set-parameter missing \(next)"
    case .tail(let side):
      next = steppedTail(side, by: steps)
      line = "set-tail \(side) \(next)"
    }
    guard next != old else { return say(.note, "\(old) is as far as it goes") }
    do throws(CommandError) { return try performOrThrow(Commands.parse(line)) } catch {
      return say(.note, error.description)
    }
  }

  private static func stepped(_ share: Double, by steps: Int, step: Double) -> Double {
    min(1, max(0, ((share / step).rounded() + Double(steps)) * step))
  }

  private func stepped(_ name: String, by steps: Int) -> String {
    guard let value = recipeColumn(selection)?.parameters[name] else { return "" }
    switch value {
    case .integer(let number):
      let (sum, overflow) = number.addingReportingOverflow(Int64(steps))
      return "\(overflow ? number : sum)"
    case .number(let number):
      let step = parameterStep(name)
      // Multiples of the step: a value that was fitted between two goes to the next.
      return EditorNumber.text(EditorNumber.rounded(((number / step).rounded() + Double(steps)) * step, digits: 12))
    case .flag(let flag): return flag ? "false" : "true"
    case .text where recipeColumn(selection)?.isOpenBound(name) == true: return steppedBound(name) ?? value.spelling
    default: return value.spelling
    }
  }

  /// A bound that there was not begins at the end of the real values.
  private func steppedBound(_ name: String) -> String? {
    let quantiles = editor.basis?.value.realQuantiles ?? []
    guard quantiles.count == 101 else { return nil }
    return EditorNumber.text(EditorNumber.rounded(name == "minimum" ? quantiles[1] : quantiles[99], digits: 2))
  }

  /// A twentieth of the column's standard deviation, or of the fitted value, rounded down to 1, 2 or 5.
  func parameterStep(_ name: String) -> Double {
    let quantiles = editor.basis?.value.realQuantiles ?? []
    let isValue = recipeColumn(selection)?.isInUnitsOfValues(name) != false
    if isValue, quantiles.count == 101, quantiles[84] > quantiles[16] {
      return EditorNumber.step(below: (quantiles[84] - quantiles[16]) / 40)
    }
    guard case .number(let fitted)? = (fittedColumn ?? recipeColumn(selection))?.parameters[name] else { return 0.01 }
    return EditorNumber.step(below: abs(fitted) / 20)
  }

  /// `none`, `auto`, then ever fatter.
  private func steppedTail(_ side: ColumnTails.Side, by steps: Int) -> String {
    let ladder = ["none", "x0.5", "auto", "x1.25", "x1.5", "x2", "x3", "x5", "x10"]
    let now = recipeColumn(selection)?.tails[side].spelling ?? "auto"
    let place = ladder.firstIndex(of: now) ?? 2
    return ladder[min(max(0, place + steps.signum()), ladder.count - 1)]
  }

  // MARK: - Commands

  mutating func setParameter(_ name: String, to text: String) throws(CommandError) -> [Effect] {
    guard let recipe, let column = recipeColumn(selection) else { throw CommandError("nothing is fitted yet") }
    let value = try parameterValue(name, text, column)
    let old = { (column: ColumnRecipe?) -> String in
      guard let column else { return "" }
      if name == RecipeFitter.missingName { return EditorNumber.percent(column.missingShare) }
      return column.parameters[name].map(EditorNumber.text) ?? ""
    }
    do throws(SynthesisError) {
      let next = try RecipeFitter.setting(name, to: value, ofColumn: column.name, in: recipe)
      return changeColumn(next, name, old)
    } catch { throw CommandError(Self.sentence(error)) }
  }

  mutating func setShare(of level: String, to text: String) throws(CommandError) -> [Effect] {
    guard let recipe, let column = recipeColumn(selection) else { throw CommandError("nothing is fitted yet") }
    guard let share = EditorNumber.share(text) else { throw CommandError("\(text) is no share; expected 0% to 100%") }
    let level = ByteText(level)
    guard column.share(of: level) != nil else {
      let known = {
        if case .texts(let texts)? = column.parameters["levels"] { texts.map(\.string) } else { [String]() }
      }()
      let nearest = NearestName.of(level.string, among: known).map { "; did you mean \($0)?" } ?? ""
      throw CommandError("\(column.name) has no level \(level.string)\(nearest)")
    }
    do throws(SynthesisError) {
      let next = try RecipeFitter.setting(share: share, ofLevel: level, ofColumn: column.name, in: recipe)
      return changeColumn(next, "share of \(level.string)") { $0?.share(of: level).map(EditorNumber.percent) ?? "" }
    } catch { throw CommandError(Self.sentence(error)) }
  }

  mutating func setTail(_ sideName: String, to spelling: String) throws(CommandError) -> [Effect] {
    guard let recipe, let column = recipeColumn(selection) else { throw CommandError("nothing is fitted yet") }
    guard let side = ColumnTails.Side(rawValue: sideName) else {
      throw CommandError("\(sideName) is no side; expected lower or upper")
    }
    guard let tail = ColumnTail(spelling: spelling) else {
      throw CommandError("\(spelling) is no tail; expected \(ColumnTail.expected)")
    }
    do throws(SynthesisError) {
      let next = try RecipeTails.set(tail, side, of: column.name, in: recipe)
      return changeColumn(next, "\(side) tail") { $0?.tails[side].spelling ?? "" }
    } catch { throw CommandError(Self.sentence(error)) }
  }

  /// - Parameter words: what a column has of the thing that is changed.
  private mutating func changeColumn(
    _ next: Recipe, _ thing: String, _ words: (ColumnRecipe?) -> String
  ) -> [Effect] {
    let name = selectedName
    let merging = "\(name) \(thing)"
    let base = history.base(merging: merging) ?? recipe
    let label =
      "\(name) \(thing) \(words(base?.column(named: name))) → \(words(next.column(named: name)))"
    return change(to: next, label: label, merging: merging)
  }

  /// - Parameter name: nil: everything of the column.
  mutating func unpin(_ name: String?) throws(CommandError) -> [Effect] {
    guard let recipe, let real, let column = recipeColumn(selection) else {
      throw CommandError("nothing is fitted yet")
    }
    if let name, name != RecipeFitter.missingName, column.parameters[name] == nil {
      throw CommandError("\(column.generator) has no parameter \(name)")
    }
    guard let fitted = fittedColumn else {
      let work = Work.refit(column: column.name, parameter: name, recipe: Reference(recipe), real: real)
      return start(work, in: .column(column.name), title: "fitting \(column.generator)")
    }
    do throws(SynthesisError) {
      let next = try RecipeFitter.unpinning(name, ofColumn: column.name, from: fitted, in: recipe)
      guard next != recipe else { return say(.note, "\(name ?? "everything") is as fitted already") }
      return change(to: next, label: "\(column.name): \(name ?? "all parameters") as fitted")
    } catch { throw CommandError(error.description) }
  }

  /// The field as the fit found it.
  mutating func unpinField() -> [Effect] {
    switch editor.field {
    case .generator: run("auto-parameters")
    case .parameter(let name): run("auto-parameters \(name)")
    case .level: run("auto-parameters shares")
    case .missing: run("auto-parameters missing")
    case .tail(let side): run("set-tail \(side) auto")
    }
  }

  /// What was typed as the kind of value that the parameter has.
  private func parameterValue(_ name: String, _ text: String, _ column: ColumnRecipe) throws(CommandError)
    -> ParameterValue
  {
    if name == RecipeFitter.missingName {
      guard let share = EditorNumber.share(text) else { throw CommandError("\(text) is no share; expected 0% to 100%") }
      return .number(share)
    }
    if column.isOpenBound(name) {
      if text == "none" { return .text("none") }
      guard let number = EditorNumber.number(text) else {
        throw CommandError("\(text) is no number; expected one such as \(steppedBound(name) ?? "1"), or none")
      }
      return .number(number)
    }
    switch column.parameters[name] {
    case .number?:
      guard let number = EditorNumber.number(text) else {
        throw CommandError("\(text) is no number; expected one such as \(example(name, column))")
      }
      return .number(number)
    case .integer?:
      guard let number = EditorNumber.number(text).flatMap({ Int64(exactly: $0) }) else {
        throw CommandError("\(text) is no whole number; expected one such as \(example(name, column))")
      }
      return .integer(number)
    case .flag?:
      guard text == "true" || text == "false" else { throw CommandError("\(text) is neither true nor false") }
      return .flag(text == "true")
    case .text?: return .text(ByteText(text))
    case nil:
      let nearest = NearestName.of(name, among: column.parameters.entries.map(\.name) + [RecipeFitter.missingName])
      throw CommandError(
        "\(column.generator) has no parameter \(name)" + (nearest.map { "; did you mean \($0)?" } ?? ""))
    default: throw CommandError("\(name) is a list, which is not set by hand")
    }
  }

  private func example(_ name: String, _ column: ColumnRecipe) -> String {
    ((fittedColumn ?? column).parameters[name]).map(EditorNumber.text) ?? "1"
  }

  /// Without the column, which the screen names already.
  private static func sentence(_ error: SynthesisError) -> String { SynthesisError(error.kind).description }
}

extension EditorBasis {
  /// At 0, 1, …, 100 % of the real numbers; empty for others.
  var realQuantiles: [Double] { real.quantiles }
}
