import Glibc

/// The standard normal distribution.
package enum Normal {
  /// Density at `x`.
  @inline(__always)
  package static func density(_ x: Double) -> Double { 0.398_942_280_401_432_68 * exp(-0.5 * x * x) }

  /// Φ(x), by the complementary error function, so that small values keep their relative precision down to x = -37.
  ///
  /// The relative error grows as x² · 2⁻⁵³ in the far lower tail (1e-13 at -30).
  @inline(__always)
  package static func cdf(_ x: Double) -> Double { 0.5 * erfc(-x * 0.707_106_781_186_547_524_4) }

  /// Φ⁻¹(p) to about 1e-15 relative, rising but for the last bits. 0 gives -∞, 1 gives +∞; outside 0...1 the nearer end
  /// counts.
  ///
  /// Wichura (1988), algorithm AS 241, Applied Statistics 37, 477-484, function PPND16.
  @inline(__always)
  package static func quantile(_ probability: Double) -> Double {
    let offset = probability - 0.5
    return abs(offset) <= 0.425 ? centralQuantile(offset) : tailQuantile(probability, offset)
  }

  /// Replaces every probability in `values` by its quantile.
  package static func quantiles(_ values: UnsafeMutableBufferPointer<Double>) {
    for index in values.indices { values[index] = quantile(values[index]) }
  }

  /// Replaces every number in `values` by its cdf.
  package static func cdfs(_ values: UnsafeMutableBufferPointer<Double>) {
    for index in values.indices { values[index] = cdf(values[index]) }
  }

  /// The quantile of each probability.
  package static func quantiles(of probabilities: [Double]) -> [Double] {
    var values = probabilities
    values.withUnsafeMutableBufferPointer { quantiles($0) }
    return values
  }

  @inline(__always)
  private static func centralQuantile(_ offset: Double) -> Double {
    let r = 0.180625 - offset * offset
    var top = 2.509_080_928_730_122_672_7e3
    top = top * r + 3.343_057_558_358_812_810_5e4
    top = top * r + 6.726_577_092_700_870_085_3e4
    top = top * r + 4.592_195_393_154_987_145_7e4
    top = top * r + 1.373_169_376_550_946_112_5e4
    top = top * r + 1.971_590_950_306_551_442_7e3
    top = top * r + 1.331_416_678_917_843_774_5e2
    top = top * r + 3.387_132_872_796_366_608
    var bottom = 5.226_495_278_852_854_561_0e3
    bottom = bottom * r + 2.872_908_573_572_194_267_4e4
    bottom = bottom * r + 3.930_789_580_009_271_061e4
    bottom = bottom * r + 2.121_379_430_158_659_586_7e4
    bottom = bottom * r + 5.394_196_021_424_751_107_7e3
    bottom = bottom * r + 6.871_870_074_920_579_083e2
    bottom = bottom * r + 4.231_333_070_160_091_125_2e1
    return offset * top / (bottom * r + 1)
  }

  private static func tailQuantile(_ probability: Double, _ offset: Double) -> Double {
    let tail = offset < 0 ? probability : 1 - probability
    guard tail > 0 else { return offset < 0 ? -.infinity : .infinity }
    let r = (-log(tail)).squareRoot()
    let magnitude = r <= 5 ? nearTail(r - 1.6) : farTail(r - 5)
    return offset < 0 ? -magnitude : magnitude
  }

  private static func nearTail(_ r: Double) -> Double {
    var top = 7.745_450_142_783_414_076_4e-4
    top = top * r + 2.272_384_498_926_918_458_6e-2
    top = top * r + 2.417_807_251_774_506_117_7e-1
    top = top * r + 1.270_458_252_452_368_382_58
    top = top * r + 3.647_848_324_763_204_605_04
    top = top * r + 5.769_497_221_460_691_405_5
    top = top * r + 4.630_337_846_156_545_295_9
    top = top * r + 1.423_437_110_749_683_577_34
    var bottom = 1.050_750_071_644_416_843_24e-9
    bottom = bottom * r + 5.475_938_084_995_344_946e-4
    bottom = bottom * r + 1.519_866_656_361_645_719_66e-2
    bottom = bottom * r + 1.481_039_764_274_800_745_9e-1
    bottom = bottom * r + 6.897_673_349_851_000_045_5e-1
    bottom = bottom * r + 1.676_384_830_183_803_849_4
    bottom = bottom * r + 2.053_191_626_637_758_821_87
    return top / (bottom * r + 1)
  }

  private static func farTail(_ r: Double) -> Double {
    var top = 2.010_334_399_292_288_132_65e-7
    top = top * r + 2.711_555_568_743_487_578_15e-5
    top = top * r + 1.242_660_947_388_078_438_6e-3
    top = top * r + 2.653_218_952_657_612_309_3e-2
    top = top * r + 2.965_605_718_285_048_912_3e-1
    top = top * r + 1.784_826_539_917_291_335_8
    top = top * r + 5.463_784_911_164_114_369_9
    top = top * r + 6.657_904_643_501_103_777_2
    var bottom = 2.044_263_103_389_939_785_64e-15
    bottom = bottom * r + 1.421_511_758_316_445_888_7e-7
    bottom = bottom * r + 1.846_318_317_510_054_681_8e-5
    bottom = bottom * r + 7.868_691_311_456_132_591e-4
    bottom = bottom * r + 1.487_536_129_085_061_485_25e-2
    bottom = bottom * r + 1.369_298_809_227_358_053_1e-1
    bottom = bottom * r + 5.998_322_065_558_879_376_9e-1
    return top / (bottom * r + 1)
  }
}
