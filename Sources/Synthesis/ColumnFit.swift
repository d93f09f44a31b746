import Statistics
import StrictYAML
import Tables

/// From one column to its part of a recipe.
enum ColumnFit {
  /// - Parameter chosen: the generator the user named; nil: by suggestion, falling back to a placeholder.
  static func recipe(for column: Column, chosen: String?, in context: FitContext) throws(SynthesisError)
    -> ColumnRecipe
  {
    let fitted =
      share(of: column, context) < 1
      ? try fit(column, chosen: chosen, in: context) : try fit(PlaceholderGenerator.self, column, context)
    return recipe(for: column, fitted: fitted, in: context)
  }

  private static func share(of column: Column, _ context: FitContext) -> Double {
    missingShare(missing: column.missingCount, rows: column.count, k: context.privacy.k)
  }

  /// The part of a recipe for a generator that was fitted.
  static func recipe(for column: Column, fitted: Fitted, in context: FitContext) -> ColumnRecipe {
    ColumnRecipe(
      name: column.name, kind: column.kind, look: look(of: column, fitted.generator, context),
      missingShare: share(of: column, context),
      generator: fitted.generator,
      parameters: fitted.parameters, personalData: context.profile.personalData)
  }

  /// Placeholders of whole numbers need their leading zeros, so that none is a number that exists.
  private static func look(of column: Column, _ generator: String, _ context: FitContext) -> Look {
    var look = column.look
    guard generator == PlaceholderGenerator.name, column.kind == .integer else { return look }
    look.zeroPaddedWidth = PlaceholderForm(context.profile.personalData).paddedWidth
    return look
  }

  typealias Fitted = (generator: String, parameters: Parameters)

  private static func fit(_ column: Column, chosen: String?, in context: FitContext) throws(SynthesisError) -> Fitted {
    if let chosen {
      let choice: GeneratorChoice
      do throws(SynthesisError) { choice = try GeneratorChoice(parsing: chosen) } catch {
        throw SynthesisError(error.kind, column: column.name)
      }
      if let list = choice.list {
        do throws(SynthesisError) {
          return (ChoiceGenerator.name, try list.parameters(for: column, in: context))
        } catch { throw SynthesisError(error.kind, column: column.name) }
      }
      var context = context
      context.fake = choice.fake
      return try fit(choice.type, column, context)
    }
    // The other suggestions take a look at the column each, and are hardly ever needed.
    let preferred = Generators.preferred(for: column, profile: context.profile)
    if let fitted = try? fit(preferred, column, context) { return fitted }
    for type in Generators.suggestions(for: column, profile: context.profile) where type != preferred {
      if let fitted = try? fit(type, column, context) { return fitted }
    }
    return try fit(PlaceholderGenerator.self, column, context)
  }

  private static func fit(_ type: any Generator.Type, _ column: Column, _ context: FitContext)
    throws(SynthesisError) -> Fitted
  {
    (type.name, try type.fit(column, in: context).parameters)
  }

  /// The share of missing rows: counts that fewer than k rows support, missing or present, become 0 or k; else 4 digits.
  static func missingShare(missing: Int, rows: Int, k: Int) -> Double {
    guard rows > 0 else { return 1 }
    let present = rows - missing
    if present < k { return 1 }
    let supported = missing >= k ? missing : missing * 2 < k ? 0 : min(k, present)
    return QuantileFunctionFit.rounded(Double(supported) / Double(rows), digits: 4)
  }
}
