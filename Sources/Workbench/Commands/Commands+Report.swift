import Screen

extension Commands {
  static let reportCommands: [Command] = [
    Command(
      "score", ["r"], .report, in: ["report"], title: "rescore", help: "Scores the drawn rows against the real ones.",
      otherwise: "no rows are drawn yet",
      isAvailable: { $0.real != nil && $0.synthetic != nil }
    ) { state, _ in state.score() },
    Command(
      "follow-report", ["<ret>"], .report, in: ["report"], title: "go there",
      help: "Goes to the column or pair that a line speaks of; in the matrix gives its chart the whole screen."
    ) { state, _ in state.followReport() },
    Command(
      "explain-report", ["e"], .report, in: ["report"], title: "explain",
      help: "Says what every line of the report means."
    ) { state, _ in state.explainReport() },
    Command(
      "show-difference", ["d"], .report, in: ["report"], title: "difference",
      help: "Shows links that are weaker or stronger than the real ones; or both sides again."
    ) { state, _ in
      state.report.showsDifference.toggle()
      return []
    },
    Command(
      "next-report-chart", ["v"], .report, in: ["report"], title: "pair chart",
      help: "Draws the chosen pair as densities, dots, or where its rows are too few or too many."
    ) { state, _ in
      let forms = PairForm.allCases
      let place = forms.firstIndex(of: state.report.form) ?? 0
      state.report.form = forms[(place + 1) % forms.count]
      return []
    },
    Command(
      "choose-pair", [], .report, in: ["report"], title: "pair", help: "Shows the pair of two columns: price × carat.",
      arguments: [CommandArgument("PAIR", choices: { $0.pairChoices })], otherwise: "nothing is scored yet",
      isAvailable: { $0.associations != nil }
    ) { (state, arguments) throws(CommandError) in
      let text = arguments.first ?? ""
      for name in state.associations?.names ?? [] where text.hasPrefix(name + " × ") {
        if state.choosePair(name, String(text.dropFirst(name.count + 3))) { return [] }
      }
      throw CommandError("\(text) is no pair; expected two columns of the matrix: a × b")
    },
  ]
}

extension WorkbenchState {
  /// Pairs of the matrix, the largest difference first.
  var pairChoices: [Choice] {
    guard let matrix = associations else { return [] }
    return matrix.byDifference.map {
      Choice(
        "\(matrix.names[$0.first]) × \(matrix.names[$0.second])",
        "\(Correlations.text($0.real)) → \(Correlations.text($0.synthetic))")
    }
  }
}
