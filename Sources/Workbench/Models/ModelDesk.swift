import Evaluation
import Screen
import Synthesis
import Tables

/// What the comparison of joint models knows beside the recipe.
struct ModelDesk: Equatable, Sendable {
  /// By the name of the model.
  var entries: [String: ModelEntry] = [:]
  /// Models that wait for their trial.
  var queue: [String] = []
  /// The selected model; empty: the one in use.
  var selected = ""
  /// Models marked for the charts, the first is A.
  var marks: [String] = []
  /// The pair of columns that is drawn; nil: the worst.
  var pair: ColumnPair?
  var pairTop = 0
  /// How pairs of numbers are drawn.
  var form = PairForm.density
  /// The agreement of every pair, by the drawn table.
  var pairScores: [Reference<Table>: Reference<[PairScore]>] = [:]
  var scored: PairScoresRequest?
  /// The drawn pair of A and of B.
  var comparisons: [String: Reference<PairComparison>] = [:]
  var compared: PairRequest?
}

struct ColumnPair: Hashable, Sendable {
  var first: String
  var second: String
}

enum PairForm: String, CaseIterable, Sendable { case density, scatter, difference }

/// One model of the list.
struct ModelEntry: Equatable, Sendable {
  /// What its fit was asked for: an entry of another recipe is of yesterday.
  var key: FitKey
  var fit: CachedFit?
  var bytes: Int?
  var drawn: Reference<Table>?
  var trial: ModelTrial?
  /// Why it could not be tried.
  var problem = ""
}

/// What decides a fit.
struct FitKey: Hashable, Sendable {
  var real: RealSide
  var options: FitOptions
  var kinds: [ColumnKind]
}

/// A fit that was made.
package struct CachedFit: Equatable, Sendable {
  var recipe: Reference<Recipe>
  var seconds: Double
}

/// The pair scores of drawn tables.
struct PairScoresRequest: Hashable, Sendable { var tables: [Reference<Table>] }

/// A pair of columns of one or two drawn tables, at the size of its chart.
struct PairRequest: Hashable, Sendable {
  var pair: ColumnPair
  /// By the name of the model.
  var tables: [String: Reference<Table>]
  /// Of one half of a chart, in cells.
  var size: Size
  /// As they are to be drawn: a difference takes both halves.
  var form: PairForm
}

extension WorkbenchState {
  /// Fits are few and small beside the tables; the oldest go.
  private static let mostFits = 24

  /// What the fit of a model with the settings of the recipe depends on.
  func fitKey(_ options: FitOptions) -> FitKey? {
    guard let recipe, let real else { return nil }
    return FitKey(real: real, options: options, kinds: recipe.columns.map(\.kind))
  }

  func fitKey(ofModel name: String) -> FitKey? {
    guard let recipe else { return nil }
    var options = FitOptions(of: recipe)
    options.model = name
    return fitKey(options)
  }

  /// Fits the joint model with other settings; a fit that was made before is taken at once.
  mutating func fit(_ options: FitOptions, title: String) -> [Effect] {
    guard let recipe, let real, let key = fitKey(options) else { return [] }
    if let known = fits[key] { return takeModel(of: known.recipe.value) }
    pendingFit = key
    return start(
      .fit(FitOrder(real: real, options: options, base: Reference(recipe))), in: .model, title: title)
  }

  mutating func keep(_ recipe: Recipe, seconds: Double, for key: FitKey) {
    if fits[key] == nil { fitOrder.append(key) }
    fits[key] = CachedFit(recipe: Reference(recipe), seconds: seconds)
    if fitOrder.count > Self.mostFits { fits[fitOrder.removeFirst()] = nil }
  }
}
