import Statistics
import Synthesis

/// How near rows of each candidate come to the real rows of the fit and to those held back.
struct NearestRecords: Sendable {
  /// One member per row looked at.
  struct Distances: Equatable, Sendable {
    var toTrain: [NearestScan.Found] = []
    var toHoldout: [NearestScan.Found] = []
    /// Rows held back that were searched.
    var holdoutRows = 0
  }

  let ofCandidates: [Candidate: Distances]

  /// Rows held back are judged by halves: one half is searched for rows near the other half.
  init(
    train: ScoredTable, holdout: ScoredTable, synthetic: ScoredTable, shuffled: ScoredTable, limits: ScoreLimits,
    stream: RandomStream
  ) {
    let space = RowDistance(real: train)
    let halves = (0...1).map { half in
      holdout.taking((0..<holdout.rows).filter { stream.bits(at: UInt64($0)) & 1 == UInt64(half) })
    }
    let limit = limits.nearestRows(among: train.rows + holdout.rows, columns: train.columns.count)
    let reference = NearestScan(columns: space.coordinates(of: train))
    let whole = NearestScan(columns: space.coordinates(of: holdout))
    let half = NearestScan(columns: space.coordinates(of: halves[1]))
    func distances(_ table: ScoredTable, _ held: NearestScan, rows: Int) -> Distances {
      let chosen = table.sampled(limit, stream.stream(named: "rows"))
      let coordinates = space.coordinates(of: chosen)
      let found = Parallel.map(chosen.rows) { row in
        let point = coordinates.map { $0[row] }
        return (reference.nearest(to: point), held.nearest(to: point))
      }
      return Distances(toTrain: found.map(\.0), toHoldout: found.map(\.1), holdoutRows: rows)
    }
    ofCandidates = [
      .synthetic: distances(synthetic, whole, rows: holdout.rows),
      .holdout: distances(halves[0], half, rows: halves[1].rows),
      .shuffled: distances(shuffled, whole, rows: holdout.rows),
    ]
  }
}
