import Statistics
import Testing

@testable import Synthesis

/// Draws from many leaves at once against those from one leaf after another.
@Suite struct CascadeLeavesTests {
  /// Leaves of 1 to 70 knots; in some every knot has one row, in others some have many. Runs of the block's own and beyond.
  @Test(arguments: [1, 2, 13, 255, 256, 257, 3_000]) func blocksAreThoseOfSingleDraws(rowCount: Int) {
    let stream = RandomStream(seed: UInt64(rowCount))
    var leaves = CascadeLeaves()
    leaves.blockWidth = 0.01
    leaves.setAtoms(centers: [0.2, 0.6, 0.95], widths: [0.1, 0.05, 0.02])
    let leafCount = 60
    for leaf in 0..<leafCount {
      let size = 1 + Int(stream.bits(at: UInt64(leaf)) % 70)
      var (knots, below, rows) = ([Int64](), [Int32](), Int32(0))
      for knot in 0..<size {
        let bits = stream.bits(at: UInt64(1_000 + leaf * 100 + knot))
        let atom = Int64((bits >> 32) % 3) | CascadeLeaves.atomFlag
        let place = Int64(bits >> 40)
        knots.append(bits % 5 == 0 ? atom : place)
        let more: UInt64 = leaf % 2 == 0 ? 0 : (bits >> 8) % 9
        rows += 1 + Int32(more)
        below.append(rows)
      }
      // Equal knots side by side are one.
      leaves.append(count: size, rows: { below[$0] }, knot: { knots[$0] })
    }
    #expect(leaves.isSound)
    let edges: [Double] = [0x1p-53, 1 - 0x1p-53, 0.5, 0.25, 1.0 / 3]
    var (chosen, uniforms) = ([Int32](), [Double]())
    for row in 0..<rowCount {
      let bits = stream.bits(at: UInt64(50_000 + row))
      chosen.append(Int32(bits % UInt64(leafCount)))
      uniforms.append(row % 4 == 0 ? edges[row / 4 % 5] : RandomStream.uniform(from: bits))
    }
    var drawn = uniforms
    leaves.withDrawing { drawing in
      drawn.withUnsafeMutableBufferPointer { drawing.draw(leaves: chosen, $0) }
      for row in 0..<rowCount {
        #expect(drawn[row] == drawing.draw(leaf: Int(chosen[row]), uniform: uniforms[row]), "row \(row)")
      }
    }
  }
}
