import Screen

extension View {
  static let report = View(
    name: "report", digit: "5", title: "Report", shortTitle: "Rep",
    help: "How close the rows are, what agrees least, and how near they come to real rows.",
    panes: ["scores", "privacy", "worst", "correlations", "pair"],
    wide: { body, _ in
      let (upper, lower) = body.splitRows(min(18, body.size.height / 2))
      let (scores, rest) = upper.splitColumns(body.size.width * 40 / 100)
      let (privacy, worst) = rest.splitColumns(rest.size.width * 60 / 100)
      let (matrix, pair) = lower.splitColumns(body.size.width * 52 / 100)
      return [
        ("scores", scores), ("privacy", privacy), ("worst", worst), ("correlations", matrix), ("pair", pair),
      ].map { Layout.Place(pane: $0.0, area: $0.1, frame: .box) }
    },
    compact: { body, _ in
      let (upper, rest) = body.splitRows(body.size.height * 45 / 100)
      let (rule, lower) = rest.splitRows(1)
      let (scores, privacy) = upper.splitColumns(body.size.width / 2)
      let (matrix, worst) = lower.splitColumns(-30)
      let places = [("scores", scores), ("privacy", privacy), ("correlations", matrix), ("worst", worst)]
      return (places.map { Layout.Place(pane: $0.0, area: $0.1, frame: .none) }, rule)
    },
    rule: { (MatrixPane.title($0), $0.scoreStanding.short) },
    hints: [
      "move-down", "follow-report", "explain-report", "next-pane", "show-difference", "next-report-chart", "score",
      "zoom", "undo", "quit",
    ],
    missingWork: { $0.scoreIfMissing() })
}
