import CScanKernels

/// Memory in which the values of a run of cells are put.
struct CellScratch {
  let spellings: MissingSpellings
  let integers: UnsafeMutablePointer<Int64>
  let decimals: UnsafeMutablePointer<Double>

  fileprivate func numbers(mark: UInt8) -> NumberCells {
    NumberCells(mark: mark, spellings: spellings, integers: integers, decimals: decimals)
  }
}

/// Reads the cells of one planned column in one segment.
struct ColumnReader {
  private enum Cells {
    case numbers(NumberCells)
    case dressed(DressedCells)
    case instants(InstantCells)
    case texts(TextCells)
  }

  private var cells: Cells
  private var tally = ColumnTally()

  init(plan: ColumnPlan, _ scratch: CellScratch) {
    switch plan.reading {
    case .numbers(let mark): cells = .numbers(scratch.numbers(mark: mark))
    case .dressed(let wrap): cells = .dressed(DressedCells(wrap, scratch.numbers(mark: wrap.mark)))
    case .instants(let formatter):
      cells = .instants(InstantCells(formatter, spellings: scratch.spellings, values: scratch.integers))
    case .texts: cells = .texts(TextCells(spellings: scratch.spellings))
    }
  }

  mutating func read(_ run: FieldRun, firstRow: Int, into summary: inout some ColumnSummary) {
    guard !tally.isBroken else { return }
    switch cells {
    case .numbers(var numbers):
      let outcome = numbers.read(run, firstRow: firstRow)
      take(outcome, numbers, run, into: &summary)
      cells = .numbers(numbers)
    case .dressed(var dressed):
      let outcome = dressed.read(run, firstRow: firstRow)
      take(outcome, dressed.numbers, run, into: &summary)
      cells = .dressed(dressed)
    case .instants(var instants):
      let outcome = instants.read(run)
      cells = .instants(instants)
      if let row = outcome.failedRow { return fail(run, row) }
      tally.present += outcome.count
      let values = UnsafeBufferPointer(start: UnsafePointer(instants.values), count: outcome.count)
      if let range = values.range() { summary.add(integers: values, in: range) }
    case .texts(var texts):
      var run = run
      texts.read(&run)
      cells = .texts(texts)
      tally.present += run.count
      measure(run)
      summary.add(texts: TextRun(run: run))
    }
  }

  private mutating func take(
    _ outcome: NumberCells.Outcome, _ numbers: NumberCells, _ run: FieldRun, into summary: inout some ColumnSummary
  ) {
    switch outcome {
    case .integers(let count):
      let values = UnsafeBufferPointer(start: UnsafePointer(numbers.integers), count: count)
      tally.present += count
      guard let range = values.range() else { return }
      tally.order.add(values, in: range)
      summary.add(integers: values, in: range)
    case .decimals(let count):
      tally.present += count
      tally.hasDecimals = true
      tally.order.spoil()
      summary.add(decimals: UnsafeBufferPointer(start: numbers.decimals, count: count))
    case .failed(let row): fail(run, row)
    }
  }

  private mutating func fail(_ run: FieldRun, _ row: Int) {
    tally.failures.append(ByteText(run[row].prefix(1000)))
  }

  private mutating func measure(_ run: FieldRun) {
    guard run.count > 0 else { return }
    var lengths = rs_lengths(shortest: .max, longest: 0, sum: 0)
    rs_measure(run.lengths, run.count, &lengths)
    tally.shortest = min(tally.shortest, Int(lengths.shortest))
    tally.longest = max(tally.longest, Int(lengths.longest))
    tally.bytes += Int(lengths.sum)
  }

  func finished() -> ColumnTally {
    var tally = tally
    switch cells {
    case .numbers(let numbers): (tally.missing, tally.spelling) = (numbers.missing, numbers.spelling)
    case .dressed(let dressed):
      (tally.missing, tally.spelling) = (dressed.numbers.missing, dressed.numbers.spelling)
      tally.irregularMarks = dressed.irregular
    case .instants(let instants): (tally.missing, tally.irregularInstants) = (instants.missing, instants.irregular)
    case .texts(let texts): tally.missing = texts.missing
    }
    return tally
  }
}
