import Glibc
import Screen

/// A colour in CIE L*a*b* (D65), for distances as the eye has them: IEC 61966-2-1 and CIE 15.
struct LabColor {
  private var l, a, b: Double

  /// Nil for a colour whose red, green and blue are not stated.
  init?(_ color: Color) {
    guard case .rgb(let red, let green, let blue) = color else { return nil }
    let linear = [red, green, blue].map { value -> Double in
      let c = Double(value) / 255
      return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4)
    }
    let x = 0.4124 * linear[0] + 0.3576 * linear[1] + 0.1805 * linear[2]
    let y = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    let z = 0.0193 * linear[0] + 0.1192 * linear[1] + 0.9505 * linear[2]
    let f = [x / 0.9505, y, z / 1.089].map { $0 > 0.008856 ? pow($0, 1 / 3) : 7.787 * $0 + 16 / 116 }
    (l, a, b) = (116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2]))
  }

  /// CIE76.
  func distance(to other: LabColor) -> Double {
    ((l - other.l) * (l - other.l) + (a - other.a) * (a - other.a) + (b - other.b) * (b - other.b)).squareRoot()
  }
}
