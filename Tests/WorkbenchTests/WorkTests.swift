import Files
import Glibc
import Screen
import Statistics
import Synchronization
import Synthesis
import Tables
import Testing

@testable import Workbench

/// The real work, on a small table in a folder of its own.
@Suite(.serialized) final class WorkTests {
  private let folder: String

  init() throws {
    var template = Array("/tmp/rowsmith-workbench-XXXXXX".utf8CString)
    folder = try #require(mkdtemp(&template).map { String(cString: $0) })
  }

  deinit { Self.remove(folder) }

  private static func remove(_ path: String) {
    for name in (try? Folder.names(in: path)) ?? [] { remove("\(path)/\(name)") }
    if rmdir(path) != 0 { unlink(path) }
  }

  private func table(rows: Int = 300) throws -> String {
    let stream = RandomStream(seed: 3)
    var text = "amount,shop,note\n"
    for row in 0..<UInt64(rows) {
      let amount = (stream.uniform(at: row) * 10_000).rounded() / 100
      text += "\(amount),\(["web", "desk", "phone"][Int(stream.bits(at: row) % 3)]),\(row % 20 == 0 ? "" : "7")\n"
    }
    let path = folder + "/table.csv"
    try DurableFile.write(Array(text.utf8), to: path)
    return path
  }

  /// Resizing the terminal sends signals, which any thread may get: the screen is not blanked the sooner.
  @Test func aSignalShortensNoDelay() {
    signal(SIGURG) { _ in }
    defer { signal(SIGURG, SIG_DFL) }
    let resting = pthread_self()
    let isResting = Mutex(true)
    let threads = WorkerThreads(1) { _ in
      while isResting.withLock({ $0 }) {
        pthread_kill(resting, SIGURG)
        sched_yield()
      }
    }
    let start = ContinuousClock.now
    EffectRunner.rest(seconds: 0.05)
    #expect(ContinuousClock.now - start >= .milliseconds(50))
    isResting.withLock { $0 = false }
    threads.join()
  }

  private func opened(_ path: String, performer: Performer = Performer()) -> HeadlessDriver {
    let state = WorkbenchState(file: OpenFile(path: path), size: Size(width: 120, height: 40), theme: .plain)
    var driver = HeadlessDriver(state: state, performer: performer)
    driver.begin()
    return driver
  }

  @Test func openingNeedsNoKey() throws {
    let state = opened(try table()).state
    #expect(state.columnCount == 3)
    #expect(state.synthetic?.value.rowCount == 300)
    #expect(state.comparisons.allSatisfy { $0 != nil })
    #expect(state.jobs.isEmpty)
    #expect(state.status.text.hasPrefix("fitted 3 columns, drew 300 rows"))
  }

  @Test func generatorsAreChosenAndUndone() throws {
    var driver = opened(try table())
    let before = driver.state.recipe
    driver.send(.command("generator normal"))
    #expect(driver.state.recipe?.columns[0].generator == "normal")
    #expect(driver.state.status.text == "amount: empirical → normal   (u undoes)")
    driver.send(.command("undo"))
    #expect(driver.state.recipe == before)
    #expect(driver.problems.isEmpty)
  }

  @Test func madeUpValuesAreFoundByNameWithAnExample() throws {
    var driver = opened(try table())
    driver.send(.command("go-to-column shop"))
    driver.press("fpostcode")
    #expect(driver.state.screen.contains("fake postcode en_US"))
    let line = try #require(driver.state.screen.split(separator: "\n").first { $0.contains("fake postcode") })
    #expect(line.contains(/en_US +\d{5} · one of the row's city/), "\(line)")
    driver.send(.event(.key(.enter)))
    #expect(driver.state.recipe?.columns[1].generatorSpelling == "fake postcode en_US")
    #expect(driver.state.status.text == "shop: categorical → fake postcode en_US   (u undoes)")
    driver.send(.command("generator fake city pl_PL"))
    #expect(driver.state.recipe?.columns[1].generatorSpelling == "fake city pl_PL")
    driver.send(.command("generator fake ctiy"))
    #expect(driver.problems == ["no made-up values are called ctiy; did you mean city?"])
    driver.send(.command("set-parameter locale sv_SE"))
    #expect(driver.state.recipe?.columns[1].generatorSpelling == "fake city sv_SE")
  }

  @Test func kindsAreChangedAndUndone() throws {
    var driver = opened(try table())
    let before = driver.state.recipe
    driver.send(.command("go-to-column shop"))
    driver.send(.command("kind text"))
    #expect(driver.state.recipe?.columns[1].kind == .text)
    #expect(driver.state.comparison(1) != nil)
    driver.send(.command("undo"))
    #expect(driver.state.recipe == before)
    driver.send(.command("kind date"))
    #expect(driver.problems.last?.hasPrefix("shop cannot be read as date") == true)
  }

  @Test func modelsAreExchanged() throws {
    var driver = opened(try table())
    driver.send(.command("model independent"))
    #expect(driver.state.recipe?.model.name == "independent")
    driver.send(.command("model nonsense"))
    #expect(driver.problems.count == 1)
  }

  @Test func recipesAreSavedAndOpened() throws {
    var driver = opened(try table())
    driver.send(.command("seed 7"))
    let path = folder + "/r.yaml"
    driver.send(.command("save-recipe \(path)"))
    #expect(!driver.state.hasUnsavedRecipe)
    driver.send(.command("save-recipe \(path)"))
    #expect(driver.problems.last?.contains("exists") == true)
    let again = opened(path).state
    #expect(again.recipe?.seed == 7)
    #expect(again.synthetic?.value.rowCount == 300)
    #expect(again.real == nil && again.screen.contains("recipe r"))
  }

  @Test func aKeptSessionIsReopened() throws {
    let places = Places(state: folder + "/state")
    let path = try table()
    var driver = opened(path)
    driver.press("j-")
    var state = driver.state
    for effect in state.farewell() { _ = Performer(places: places).perform(effect.work) }
    let kept = try #require(places.autosave(for: path))
    var facts = stat()
    #expect(stat(kept, &facts) == 0 && facts.st_mode & 0o777 == 0o600)
    let again = opened(kept).state
    #expect(again.recipe == driver.state.recipe)
    #expect(again.selectedName == "shop")
    #expect(again.synthetic?.value.rowCount == 300)
    #expect(again.hasUnsavedRecipe, "nobody saved it meanwhile")
    _ = try table(rows: 200)
    #expect(opened(kept).state.file.path == path)
  }

  @Test func whatCannotBeOpenedEndsWithAReason() throws {
    let missing = opened(folder + "/none.csv").state
    #expect(missing.exitStatus == 3)
    #expect(missing.lastWords?.contains("none.csv") == true)
    try DurableFile.write(Array("rowsmith: [\n".utf8), to: folder + "/bad.yaml")
    #expect(opened(folder + "/bad.yaml").state.exitStatus == 4)
  }

  @Test func blocksJoinAsIfDrawnAtOnce() throws {
    let recipe = try #require(opened(try table()).state.recipe)
    let synthesizer = try Synthesizer(recipe)
    var joined = try synthesizer.rows(0..<130)
    joined.append(try synthesizer.rows(130..<300))
    #expect(try joined == synthesizer.rows(0..<300))
  }

  @Test func effectsRunInTheBackgroundAndLaterOnesWin() throws {
    let path = try table()
    let (stream, woken) = AsyncBridge.make()
    let inbox = Inbox(wake: woken)
    let runner = EffectRunner(performer: Performer(), inbox: inbox)
    var state = WorkbenchState(file: OpenFile(path: path), size: Size(width: 80, height: 24), theme: .plain)
    for effect in state.begin() + state.begin() { runner.start(effect) }
    // The open file is watched for as long as it is open.
    while state.synthetic == nil || state.jobs.keys.contains(where: { $0 != .watch }) {
      stream.wait()
      for message in inbox.takeAll() { for effect in state.update(message) { runner.start(effect) } }
    }
    #expect(state.synthetic?.value.rowCount == 300)
  }
}

/// Waits for a wake without a clock.
private final class AsyncBridge: Sendable {
  private let pipe: (read: Int32, write: Int32)

  private init(_ pipe: (read: Int32, write: Int32)) { self.pipe = pipe }

  static func make() -> (AsyncBridge, @Sendable () -> Void) {
    var ends: [Int32] = [0, 0]
    Glibc.pipe(&ends)
    let bridge = AsyncBridge((ends[0], ends[1]))
    return (
      bridge,
      {
        var byte: UInt8 = 1
        write(bridge.pipe.write, &byte, 1)
      }
    )
  }

  func wait() {
    var byte: UInt8 = 0
    read(pipe.read, &byte, 1)
  }
}
