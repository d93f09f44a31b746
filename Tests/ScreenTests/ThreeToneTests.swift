import Testing

@testable import Screen

@Suite struct ThreeToneTests {
  private func cell(_ real: Int, _ synthetic: Int, _ index: Int, isMono: Bool) -> Cell {
    ThreeTone.cell(real: real, synthetic: synthetic, index: index, eighths: ThreeTone.vertical, isMono: isMono)
  }

  private func eachPair(_ limit: Int, _ body: (_ real: Int, _ synthetic: Int) -> Void) {
    for real in 0...limit {
      for synthetic in 0...limit { body(real, synthetic) }
    }
  }

  private func filled(_ cell: Cell) -> Int {
    cell.background != nil ? 8 : cell.character.flatMap { ThreeTone.vertical.firstIndex(of: $0) } ?? 0
  }

  @Test func aBarNeverExceedsTheTallerSideByMoreThanAnEighth() {
    eachPair(40) { real, synthetic in
      let sum = (0..<5).reduce(0) { $0 + filled(cell(real, synthetic, $1, isMono: false)) }
      #expect(sum <= max(real, synthetic) + 1, "\(real) \(synthetic)")
      #expect(sum >= max(real, synthetic), "\(real) \(synthetic)")
    }
  }

  @Test func bothSidesAreTreatedAlike() {
    eachPair(24) { real, synthetic in
      for index in 0..<3 {
        for isMono in [false, true] {
          let one = cell(real, synthetic, index, isMono: isMono)
          #expect(swapped(one) == cell(synthetic, real, index, isMono: isMono), "\(real) \(synthetic) \(index)")
        }
      }
    }
  }

  private func swapped(_ cell: Cell) -> Cell {
    let roles: [Role: Role] = [.real: .synthetic, .synthetic: .real]
    let textures: [Character: Character] = ["░": "▒", "▒": "░"]
    return Cell(
      character: cell.character.map { textures[$0] ?? $0 }, role: roles[cell.role] ?? cell.role,
      background: cell.background.map { roles[$0] ?? $0 })
  }

  @Test func withoutColourEveryToneHasATexture() {
    eachPair(40) { real, synthetic in
      for index in 0..<5 {
        let cell = cell(real, synthetic, index, isMono: true)
        #expect(cell.background == nil)
        #expect((cell.role == .real) == (cell.character == "░"))
        #expect((cell.role == .synthetic) == (cell.character == "▒"))
      }
    }
  }
}
