import Evaluation
import Files
import Screen
import Statistics
import Synchronization
import Synthesis
import Tables
import TestSupport
import Testing

@testable import Workbench

/// Every view in every state that looks different: one file each, read by a human.
///
/// A view, a pane, a chart or a step of the tutorial without its file fails the laws at the end.
@Suite(.serialized) struct ViewScreenTests {
  /// A state that is shown.
  struct Shown: Sendable, CustomTestStringConvertible {
    let name: String
    /// The screen that this is a variant of; nil: it is shown whole.
    var of: String?
    var base: ViewFixture = .payments
    /// Typed after the screen has its size.
    var keys = ""
    /// Where one pane has the screen, this one.
    var pane: String?
    /// Work that was asked for and never done is still running.
    var isRunning = false
    var change: @Sendable (inout WorkbenchState) -> Void = { _ in }
    var testDescription: String { name }

    /// Made once for each size.
    func state(_ size: Size) -> WorkbenchState {
      let key = "\(name) \(size.width)x\(size.height)"
      if let known = Self.made.withLock({ $0[key] }) { return known }
      let state = made(size)
      Self.made.withLock { $0[key] = state }
      return state
    }

    private static let made = Mutex<[String: WorkbenchState]>([:])

    private func made(_ size: Size) -> WorkbenchState {
      var driver = base.driver
      driver.send(.event(.resize(size)))
      var state = driver.state
      if isRunning {
        state.press(keys)
      } else {
        driver.press(keys)
        state = driver.state
      }
      change(&state)
      guard let pane, Layout(state).form == .onePane else { return state }
      driver = HeadlessDriver(state: state, performer: Performer())
      for _ in Panes.all where driver.state.focus != pane { driver.press("<tab>") }
      return driver.state
    }

    var sections: ScreenSections { ScreenSections(state) }
  }

  private static func column(_ name: String) -> String { ":go-to-column \(name)<ret>" }

  static let shown: [Shown] = columns + rows + models + rare + report + recipes + editor + starts + tutorial + events

  private static let columns = [
    Shown(name: "columns", keys: column("amount")),
    Shown(name: "columns-chart", of: "columns", keys: column("amount"), pane: "chart"),
    Shown(name: "columns-statistics", of: "columns", keys: column("amount"), pane: "statistics"),
    Shown(name: "columns-mirrored", of: "columns", keys: column("amount") + "v", pane: "chart"),
    Shown(name: "columns-cumulative", of: "columns", keys: column("amount") + "vv", pane: "chart"),
    Shown(name: "columns-log-y", of: "columns", keys: column("amount") + "Y", pane: "chart"),
    Shown(name: "columns-linear-x", of: "columns", keys: column("amount") + "X", pane: "chart"),
    Shown(name: "columns-levels", of: "columns", keys: column("channel"), pane: "chart"),
    Shown(name: "columns-frequencies", of: "columns", keys: column("channel") + "v", pane: "chart"),
    Shown(name: "columns-date", of: "columns", keys: column("day"), pane: "chart"),
    Shown(name: "columns-moment", of: "columns", keys: column("at"), pane: "chart"),
    Shown(name: "columns-whole-numbers", of: "columns", keys: column("items"), pane: "chart"),
    Shown(name: "columns-two-values", of: "columns", keys: column("fraud"), pane: "chart"),
    Shown(name: "columns-free-text", of: "columns", keys: column("note"), pane: "chart"),
    Shown(name: "columns-dropped", of: "columns", keys: column("amount") + "-", pane: "chart"),
    Shown(name: "columns-filtered", of: "columns", keys: "/a<ret>"),
    Shown(name: "columns-zoomed-chart", of: "columns", keys: column("amount") + "<tab>z"),
    Shown(name: "columns-loading", base: .empty, isRunning: true) { _ = $0.begin() },
  ]

  private static let rows = [
    Shown(name: "rows", keys: "2jj"),
    Shown(name: "rows-real", of: "rows", keys: "2bjj"),
    Shown(name: "rows-both", of: "rows", keys: "2bbjj"),
    Shown(name: "rows-revealed", of: "rows", keys: "2b:reveal<ret>y"),
    Shown(name: "rows-to-the-right", of: "rows", keys: "2llll"),
  ]

  private static let models = [
    Shown(name: "model-untried", keys: "3"),
    Shown(name: "model", base: .compared, keys: ":show-pair amount × items<ret>"),
    Shown(name: "model-pairs", of: "model", base: .compared, keys: ":show-pair amount × items<ret>", pane: "pairs"),
    Shown(name: "model-density", of: "model", base: .compared, keys: ":show-pair day × amount<ret>", pane: "pair-a"),
    Shown(name: "model-scatter", of: "model", base: .compared, keys: ":show-pair day × amount<ret>v", pane: "pair-a"),
    Shown(
      name: "model-difference", of: "model", base: .compared, keys: ":show-pair day × amount<ret>vv", pane: "pair-b"),
    Shown(name: "model-boxes", of: "model", base: .compared, keys: ":show-pair channel × amount<ret>", pane: "pair-a"),
    Shown(name: "model-levels", of: "model", base: .compared, keys: ":show-pair channel × fraud<ret>", pane: "pair-b"),
    Shown(name: "model-running", of: "model-untried", keys: "3c", isRunning: true) {
      guard var job = $0.jobs[.trial] else { return }
      (job.done, job.total) = (2, 10)
      $0.jobs[.trial] = job
    },
    Shown(name: "model-failed", of: "model", base: .compared, keys: "gg") {
      $0.models.entries["gaussian_copula"]?.trial = nil
      $0.models.entries["gaussian_copula"]?.problem = "two columns have the same values"
    },
  ]

  private static let rare = [
    Shown(name: "rare", keys: "4"),
    Shown(name: "rare-with-target", of: "rare", keys: "4<ret><ret>"),
    Shown(name: "rare-target-pane", of: "rare", keys: "4<ret><ret>", pane: "target"),
    Shown(name: "rare-side-effects", of: "rare", keys: "4<ret><ret>", pane: "side-effects"),
    Shown(name: "rare-stratum", of: "rare", keys: "4<ret><ret>", pane: "stratum"),
    Shown(name: "rare-looking", of: "rare", keys: "4") {
      ($0.rare.candidates, $0.jobs) = (nil, [:])
    },
  ]

  private static let report = [
    Shown(name: "report", base: .scored),
    Shown(name: "report-privacy", of: "report", base: .scored, pane: "privacy"),
    Shown(name: "report-worst", of: "report", base: .scored, keys: "<tab><tab>jjjjjj", pane: "worst"),
    Shown(name: "report-matrix", of: "report", base: .scored, keys: "<tab><tab><tab>jl", pane: "correlations"),
    Shown(name: "report-difference", of: "report", base: .scored, keys: "d", pane: "correlations"),
    Shown(name: "report-pair", of: "report", base: .scored, keys: ":choose-pair day × amount<ret>", pane: "pair"),
    Shown(name: "report-scatter", of: "report", base: .scored, keys: ":choose-pair day × amount<ret>v", pane: "pair"),
    Shown(
      name: "report-pair-difference", of: "report", base: .scored, keys: ":choose-pair day × amount<ret>vv",
      pane: "pair"),
    Shown(name: "report-zoomed-matrix", of: "report", base: .scored, keys: "<tab><tab><tab>z"),
    Shown(name: "report-wide", base: .wide),
    Shown(name: "report-wide-difference", of: "report-wide", base: .wide, keys: "d", pane: "correlations"),
    Shown(name: "report-stale", of: "report", base: .scored, keys: "R"),
    Shown(name: "report-scoring", keys: "5", isRunning: true) {
      guard var job = $0.jobs[.score] else { return }
      (job.done, job.total) = (3, 10)
      $0.jobs[.score] = job
    },
  ]

  private static let recipes = [
    Shown(name: "recipe", keys: "6jjjj"),
    Shown(name: "recipe-ledger", of: "recipe", keys: "6<tab>jj", pane: "ledger"),
    Shown(name: "recipe-search", of: "recipe", keys: "6/amount<ret>n"),
    Shown(name: "recipe-zoomed", of: "recipe", keys: "6z"),
  ]

  private static func edited(_ name: String, _ column: String, _ keys: String = "") -> Shown {
    Shown(
      name: "editor-\(name)", of: "editor", keys: Self.column(column) + "<ret>" + keys,
      pane: keys.isEmpty ? nil : "editor-chart")
  }

  private static let editor =
    [Shown(name: "editor", keys: column("amount") + "<ret>")]
    + [edited("density", "amount", "vV")]
    + ["log-density", "cumulative", "quantiles", "tail", "boxes", "missing"].enumerated().map { place, name in
      edited(name, "amount", String(repeating: "v", count: place + 1))
    } + [
      edited("bars", "channel"), edited("frequencies", "channel", "v"), edited("date", "day"), edited("moment", "at"),
      edited("whole-numbers", "items"), edited("text", "note"), edited("identifier", "id"),
      edited("personal", "customer_name"),
      Shown(name: "editor-dropped", of: "editor", keys: column("amount") + "-<ret>"),
      Shown(name: "editor-preparing", of: "editor", keys: column("amount") + "<ret>", isRunning: true),
    ]

  private static let starts = [
    Shown(name: "start-nothing", base: .start),
    Shown(name: "start", base: .start) {
      let kept = KeptSession(
        path: "/s/a.yaml", name: "card-fraud-20", data: "card_fraud.csv", when: "yesterday 17:42", isUnsaved: false,
        changes: 3)
      var unsaved = kept
      (unsaved.name, unsaved.when, unsaved.isUnsaved, unsaved.changes) = ("clinic-intake", "2 days ago", true, 4)
      $0.start.lists = StartLists(
        sessions: [kept, unsaved], files: [NearbyFile(name: "patients.csv", bytes: 2_100_000)],
        demos: [Demo(name: "card-fraud", path: "card-fraud.yaml")])
    },
  ]

  private static let tutorial = (0...TutorialStep.all.count).map { step in
    Shown(name: "tutorial-step-\(step + 1)", of: "columns", keys: column("amount")) {
      var tutorial = Tutorial()
      tutorial.step = step
      $0.tutorial = tutorial
    }
  }

  /// What happens while the columns are shown.
  private static let events = [
    Shown(name: "state-unread", base: .unread),
    Shown(name: "state-fit-failed", of: "columns", keys: column("note") + ":generator normal<ret>"),
    Shown(name: "state-drawing", of: "columns", keys: column("amount") + "R", isRunning: true) {
      guard var job = $0.jobs[.draw] else { return }
      (job.done, job.total) = (80, 320)
      $0.jobs[.draw] = job
    },
    Shown(name: "state-exported", of: "columns", keys: column("amount") + "x<ret>", isRunning: true) {
      guard let job = $0.jobs.values.first(where: { $0.title.contains("writing") }) else { return }
      _ = $0.update(.done(job.ticket, .exported("screen as text", path: "/data/payments-columns.txt", bytes: 4_321)))
    },
    Shown(name: "state-export-refused", of: "columns", keys: column("amount") + ":export chart-gif<ret>"),
    Shown(name: "state-truncated", of: "columns", keys: column("amount")) { $0.fileChange = .shorter },
    Shown(name: "state-replaced", of: "columns", keys: column("amount")) { $0.fileChange = .replaced },
    Shown(name: "state-read-only", of: "columns", keys: column("amount")) { $0.otherProgram = 4711 },
    Shown(name: "state-blank", base: .payments) { $0.blanking.isBlank = true },
  ]

  @Test(arguments: shown) func everyState(_ shown: Shown) throws {
    var text = shown.sections.text
    if let of = shown.of {
      let base = try #require(Self.shown.first { $0.name == of && $0.of == nil }, "\(of) is shown whole")
      text = shown.sections.text(besides: base.sections.sections)
    }
    expectSnapshot(text, named: "view-\(shown.name)")
  }

  /// The smallest screen and a very large one, of the views as they open.
  @Test func theSmallestAndALargeScreen() {
    for size in [Size(width: 50, height: 14), Size(width: 170, height: 50)] {
      let whole = Self.shown.filter { $0.of == nil && !$0.name.hasPrefix("state") }
      let text = whole.map { shown in
        "== \(shown.name)\n\(ScreenSections.surface(shown.state(size)).text)\n"
      }.joined()
      expectSnapshot(text, named: "views-\(size.width)x\(size.height)")
    }
  }

  // MARK: - Laws: nothing is forgotten

  @Test func everyViewIsShownWhole() {
    let size = Size(width: 120, height: 40)
    let views = Set(Self.shown.filter { $0.of == nil }.map { $0.state(size).view })
    for view in Views.every { #expect(views.contains(view.name), "no screen of the view \(view.name)") }
  }

  /// Where one pane has the screen, each has it once.
  @Test func everyPaneIsShownAlone() {
    let small = ScreenSections.sizes[2]
    let alone = Set(Self.shown.flatMap { Layout($0.state(small)).places.map(\.pane) })
    for pane in Panes.all { #expect(alone.contains(pane.name), "no small screen of the pane \(pane.name)") }
  }

  @Test func everyChartIsShown() {
    let states = Self.shown.map { $0.state(ScreenSections.sizes[0]) }
    let forms = Set(states.filter { $0.view == "columns" }.compactMap { $0.chartForm($0.selection) })
    for form in ChartForm.allCases { #expect(forms.contains(form), "\(form)") }
    let charts = Set(states.filter { $0.view == "editor" }.compactMap(\.editorChart))
    for chart in EditorChart.allCases { #expect(charts.contains(chart), "\(chart)") }
    for form in PairForm.allCases {
      #expect(states.contains { $0.view == "model" && $0.models.form == form }, "\(form)")
      #expect(states.contains { $0.view == "report" && $0.report.form == form }, "\(form)")
    }
    let steps = Set(states.compactMap { $0.tutorial?.step })
    #expect(steps == Set(0...TutorialStep.all.count))
  }

  /// A file that no state writes is of the past.
  @Test func everyFileIsOfAState() throws {
    let folder = PathParts.folder(of: #filePath) + "/Snapshots"
    let names = Set(Self.shown.map { "view-\($0.name).txt" } + PopupScreenTests.popups.map { "popup-\($0.name).txt" })
    for file in try Folder.names(in: folder) where file.hasPrefix("view-") || file.hasPrefix("popup-") {
      #expect(names.contains(file), "\(file) belongs to no state")
    }
  }

  /// The names of the table are seen where they were asked for, and nowhere else.
  @Test func noRealNameIsShown() {
    for shown in Self.shown where shown.name != "rows-revealed" {
      for size in ScreenSections.sizes {
        let text = ScreenSections.surface(shown.state(size)).text
        for name in ViewFixture.people { #expect(!text.contains(name), "\(name) in \(shown.name)") }
      }
    }
  }

  /// No screen of any state needs more than its glyphs have.
  @Test(arguments: shown) func nothingIsLostInPoorerGlyphs(_ shown: Shown) {
    for size in ScreenSections.sizes {
      for theme in [Theme.plain, ScreenSections.colours] {
        ScreenSections.expectPoorerGlyphs(of: ScreenSections.surface(shown.state(size), theme), shown.name)
      }
    }
  }
}
