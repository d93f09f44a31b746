import Evaluation
import Screen
import Synthesis
import Tables

/// What the column editor knows and shows. The column is the selected one.
struct EditorState: Equatable, Sendable {
  var field = EditorField.generator("")
  var top = 0
  var chart = 0
  /// The real side and the uniforms of the column, once they are there.
  var basis: Reference<EditorBasis>?
  /// What the basis was asked for.
  var asked: EditorOrder?
  /// The generators that suit, in the order of suggestion: looking for them takes a look at the values.
  var choices: [String] = []
  /// Fits of the generators that suit, in the order in which they came.
  var families: [FamilyFit] = []
  var detail: Reference<ColumnDetail>?
  /// What `detail` shows, or is being made to show.
  var shown: ColumnRecipe?
  /// Texts that were typed and not taken, by field.
  var drafts: [EditorField: String] = [:]
}

/// A line of the editor that the cursor may stand on.
enum EditorField: Hashable, Sendable {
  case generator(String)
  case parameter(String)
  /// The share of a level.
  case level(ByteText)
  case missing
  case tail(ColumnTails.Side)
}

/// What is needed to prepare a column: as long as it is the same, a change of its parameters is quickly drawn.
package struct EditorOrder: Equatable, Sendable {
  var column: String
  var recipe: Recipe
  var real: RealSide
  var rows: Int
  var wish: BinningWish

  /// Whether the same uniforms and bins serve `other`.
  func serves(_ other: EditorOrder) -> Bool { wish == other.wish && suits(other) }

  /// Whether the same generators suit `other`, and are fitted and drawn as there.
  func suits(_ other: EditorOrder) -> Bool {
    column == other.column && real == other.real && rows == other.rows
      && recipe.seed == other.recipe.seed && recipe.model == other.recipe.model && recipe.rare == other.recipe.rare
      && recipe.column(named: column)?.kind == other.recipe.column(named: column)?.kind
      && recipe.columns.map(\.name) == other.recipe.columns.map(\.name)
  }
}

/// A column made ready to be drawn again and again.
package struct EditorBasis: Sendable {
  let order: EditorOrder
  let real: ColumnDetail.Real
  let redraw: ColumnRedraw
}

/// How well a generator suits the column.
package struct FamilyFit: Equatable, Sendable {
  let generator: String
  /// As fitted, without pins.
  let column: ColumnRecipe?
  /// Agreement relative to what a fresh real sample is expected to have, in percent; nil where nothing is compared.
  let fit: Double?
  /// The largest gap between the cumulative shares.
  let distance: Double?
  /// Akaike's criterion per row, of parametric families.
  var criterion: Double?
  /// Whether the gap is no larger than chance makes it, where the family has a criterion.
  var isWithinNoise = true
  /// Why it cannot be fitted.
  let failure: String?

  init(
    generator: String, column: ColumnRecipe?, fit: Double?, distance: Double?, criterion: Double? = nil,
    isWithinNoise: Bool = true, failure: String?
  ) {
    self.generator = generator
    self.column = column
    self.fit = fit
    self.distance = distance
    self.criterion = criterion
    self.isWithinNoise = isWithinNoise
    self.failure = failure
  }
}

extension Performer {
  /// Prepares a column, then fits the generators that suit it one by one.
  func prepare(_ order: EditorOrder, _ report: Report, _ isCancelled: Check) -> Outcome {
    let side = RealTable(order.real, kindsOf: order.recipe, only: order.column)
    guard let (column, profile) = side.column(named: order.column) else {
      return .failed("the table has no column \(order.column)")
    }
    let basis: EditorBasis
    do throws(SynthesisError) {
      let redraw = try ColumnRedraw(
        order.column, of: order.recipe, rows: UInt64(order.rows), isCancelled: isCancelled)
      guard let redraw else { return .cancelled }
      let real = ColumnDetail.Real(column, profile: profile, wish: order.wish)
      basis = EditorBasis(order: order, real: real, redraw: redraw)
    } catch { return .failed(error.description) }
    report(.columnPrepared(Reference(basis)))
    for type in Generators.suggestions(for: column, profile: profile) where !(type is any ParametricGenerator.Type) {
      if isCancelled() { return .cancelled }
      report(.familyFitted(family(type.name, basis, side), column: order.column))
    }
    return rankFamilies(of: column, profile, basis, side, report, isCancelled)
  }

  /// Families whose rows are drawn and compared at once: the first by Akaike's criterion, and the one in use.
  private static let comparedFamilies = 5

  /// All parametric families that suit, fitted in one go; what is drawn from the best of them is compared with the column.
  private func rankFamilies(
    of column: Column, _ profile: ColumnProfile, _ basis: EditorBasis, _ side: RealTable, _ report: Report,
    _ isCancelled: Check
  ) -> Outcome {
    let order = basis.order
    let ranks = FamilyRanking.ranks(
      of: column, profile: profile, privacy: order.recipe.privacy, isCancelled: isCancelled)
    let used = order.recipe.column(named: order.column)?.generator
    for (place, rank) in ranks.enumerated() {
      if isCancelled() { return .cancelled }
      let isDrawn = place < Self.comparedFamilies || rank.generator == used
      report(.familyFitted(family(rank, isDrawn: isDrawn, basis, side), column: order.column))
    }
    // Then how the others look: the list of generators shows that of all.
    for rank in ranks.dropFirst(Self.comparedFamilies) where rank.generator != used {
      if isCancelled() { return .cancelled }
      report(.familyFitted(family(rank, isDrawn: true, basis, side), column: order.column))
    }
    let ranked = Set(ranks.map(\.generator))
    for type in Generators.families where type.suits(column, profile: profile) && !ranked.contains(type.name) {
      let failed = FamilyFit(
        generator: type.name, column: nil, fit: nil, distance: nil, failure: "it has no law that fits")
      report(.familyFitted(failed, column: order.column))
    }
    return .nothing
  }

  private func family(_ rank: FamilyRank, isDrawn: Bool, _ basis: EditorBasis, _ side: RealTable) -> FamilyFit {
    let order = basis.order
    do throws(SynthesisError) {
      let fitted = try RecipeFitter.choose(
        rank, forColumn: order.column, in: order.recipe, table: side.table, profile: side.profile)
      guard let column = fitted.column(named: order.column) else {
        return FamilyFit(
          generator: rank.generator, column: nil, fit: nil, distance: nil, failure: "the column is gone")
      }
      let detail = isDrawn ? ColumnDetail(basis.real, synthetic: try basis.redraw.column(column)) : nil
      return FamilyFit(
        generator: rank.generator, column: column, fit: detail.flatMap { WorkbenchState.fit(of: $0.comparison) },
        distance: rank.distance, criterion: rank.criterion, isWithinNoise: rank.isWithinNoise, failure: nil)
    } catch {
      return FamilyFit(
        generator: rank.generator, column: nil, fit: nil, distance: nil, failure: SynthesisError(error.kind).description
      )
    }
  }

  private func family(_ name: String, _ basis: EditorBasis, _ side: RealTable) -> FamilyFit {
    let order = basis.order
    do throws(SynthesisError) {
      let fitted = try RecipeFitter.choose(
        generator: name, forColumn: order.column, in: order.recipe, table: side.table, profile: side.profile)
      guard let column = fitted.column(named: order.column) else {
        return FamilyFit(generator: name, column: nil, fit: nil, distance: nil, failure: "the column is gone")
      }
      let detail = ColumnDetail(basis.real, synthetic: try basis.redraw.column(column))
      // Where the joint model has to follow, the column alone cannot be taken.
      return FamilyFit(
        generator: name, column: Self.canDraw(fitted) ? column : nil,
        fit: WorkbenchState.isMadeUp(column.generator) ? nil : WorkbenchState.fit(of: detail.comparison),
        distance: detail.distance,
        failure: nil)
    } catch {
      return FamilyFit(
        generator: name, column: nil, fit: nil, distance: nil, failure: SynthesisError(error.kind).description)
    }
  }

  /// The charts of the column as the recipe has it now.
  func preview(_ basis: EditorBasis, _ column: ColumnRecipe) -> Outcome {
    do throws(SynthesisError) {
      let detail = ColumnDetail(basis.real, synthetic: try basis.redraw.column(column))
      return .columnPreviewed(Reference(detail), of: column)
    } catch { return .failed(error.description) }
  }

  /// The generator of a column fitted anew; of its parameters these are taken, or all.
  func refit(_ name: String, parameter: String?, _ recipe: Recipe, _ real: RealSide) -> Outcome {
    let side = RealTable(real, kindsOf: recipe, only: name)
    do throws(SynthesisError) {
      guard let old = recipe.column(named: name) else { return .nothing }
      let fitted = try RecipeFitter.choose(
        generator: old.generatorSpelling, forColumn: name, in: recipe, table: side.table, profile: side.profile)
      guard let column = fitted.column(named: name) else { return .nothing }
      let next = try RecipeFitter.unpinning(parameter, ofColumn: name, from: column, in: recipe)
      guard let changed = next.column(named: name) else { return .nothing }
      return .columnFitted(changed, label: "\(name): \(parameter ?? "all parameters") as fitted")
    } catch { return .failed(error.description) }
  }
}
