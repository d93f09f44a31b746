import Screen
import Synthesis

/// What the keys of the rare-event designer do.
extension WorkbenchState {
  var canSetTargets: Bool { recipe != nil && selectedRareLine != nil }

  var rareLineChoices: [Choice] {
    rareLines.map { Choice($0.when, "\(RareTarget.percent($0.share)) of the real rows") }
  }

  /// Enter: the field for the target of the selected event, or the column of a side effect.
  mutating func chooseInDesigner() -> [Effect] {
    if focus == SideEffectsPane.name, let column = shownEffect {
      let effects = show("columns")
      return effects + run("go-to-column \(column)")
    }
    guard let line = selectedRareLine else { return say(.note, "no event is selected; + writes one") }
    return askTarget(line.when, offering: line.candidate.offeredShare)
  }

  /// The share that the target of an event gives it now, in percent; its real share where it has none.
  private func percentNow(_ line: RareLine) -> Double {
    let total = max(UInt64(previewRows), recipe?.totalForItsEvents ?? 0)
    return 100 * (line.event?.targetShare(ofTotal: total) ?? line.share)
  }

  mutating func shiftTarget(_ condition: String, by points: Int) -> [Effect] {
    guard let line = rareLines.first(where: { $0.when == condition }) else {
      return say(.problem, "no event is called \(condition)")
    }
    // To whole points: from 1.2 % one more is 2 %.
    let now = percentNow(line)
    let step = Double(points)
    let wanted = points > 0 ? (now + step).rounded(.down) : (now + step).rounded(.up)
    let target = max(1, min(100 - otherShares(than: line), wanted))
    guard abs(target - now) > 1e-9, (target - now) * step > 0 else {
      return say(.note, "no further than \(condition) : \(shown(now))")
    }
    let place = recipe?.placeOfRareEvent(condition)
    return run("\(place == nil ? "rare" : "retarget") \(condition) : \(shown(target))")
  }

  private func shown(_ percent: Double) -> String {
    "\(Numbers.fixed(percent, decimals: percent == percent.rounded() ? 0 : 2))%"
  }

  /// What the other events ask for, in percent.
  private func otherShares(than line: RareLine) -> Double {
    rareLines.filter { $0.event != nil && $0.when != line.when }.reduce(0) { $0 + percentNow($1) }
  }

  mutating func balanceSelectedEvent() -> [Effect] {
    guard let line = selectedRareLine else { return [] }
    let half = (100 - otherShares(than: line)) / 2
    guard half > 0 else { return say(.problem, "the other events take all rows already") }
    return run("rare \(line.when) : \(shown((half * 100).rounded() / 100))")
  }

  mutating func clearSelectedEvent() -> [Effect] {
    guard let line = selectedRareLine else { return [] }
    guard line.event == nil else { return run("clear-rare \(line.when)") }
    rare.drafts.removeAll { $0.when == line.when }
    return say(.note, "\(line.when) is off the list")
  }

  mutating func toggleWeightColumn() throws(CommandError) -> [Effect] {
    guard var next = recipe else { return [] }
    next.hasWeightColumn.toggle()
    if next.hasWeightColumn {
      do throws(SynthesisError) { _ = try Synthesizer(next) } catch { throw CommandError(error.description) }
    }
    return change(to: next, label: next.hasWeightColumn ? "with column _weight" : "without column _weight")
  }

  /// Another target of an event that the recipe has. The joint model stays: of a target it knows no more than how much the event's
  /// rows count in the choice of splits, at most a fifth.
  mutating func retarget(_ text: String) throws(CommandError) -> [Effect] {
    guard let recipe else { throw CommandError("nothing is fitted yet") }
    do throws(SynthesisError) {
      let event = try RareEvent(parsing: text)
      let next = try recipe.retargeted([event])
      // Before it is taken: targets that no draw can have are refused here.
      _ = try Synthesizer(next, total: max(UInt64(previewRows), next.totalForItsEvents))
      let thing = "target of \(event.when)"
      let label = Self.label(from: history.base(merging: thing) ?? recipe, to: next)
      return change(to: next, label: label ?? "\(event.when): \(event.target) as before", merging: thing)
    } catch { throw CommandError(error.description) }
  }
}
