import Glibc
import Screen

/// How an eye sees colours: as most do, or without one kind of cone.
enum Sight: CaseIterable {
  case normal, protanopia, deuteranopia, tritanopia

  /// Machado, Oliveira and Fernandes 2009, table 1, severity 1: what such an eye makes of linear red, green and blue.
  fileprivate var matrix: [[Double]] {
    switch self {
    case .normal: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    case .protanopia:
      [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    case .deuteranopia:
      [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    case .tritanopia:
      [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    }
  }
}

/// Linear red, green and blue of a colour, each 0...1 (IEC 61966-2-1).
private func linear(_ color: Color) -> [Double]? {
  let bytes: [Double]
  switch color {
  case .rgb(let red, let green, let blue): bytes = [red, green, blue].map(Double.init)
  // The cube and the greys of xterm; the first sixteen are the user's own.
  case .indexed(let index) where index >= 232: bytes = Array(repeating: 8 + 10 * Double(index - 232), count: 3)
  case .indexed(let index) where index >= 16:
    let place = Int(index) - 16
    bytes = [place / 36, place / 6 % 6, place % 6].map { [0, 95, 135, 175, 215, 255][$0] }
  case .indexed, .named, .standard: return nil
  }
  return bytes.map { value in
    let c = value / 255
    return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4)
  }
}

/// A colour in CIE L*a*b* (D65), for distances as the eye has them: IEC 61966-2-1 and CIE 15.
struct LabColor {
  private var l, a, b: Double

  /// Nil for a colour whose red, green and blue are not stated.
  init?(_ color: Color, sight: Sight = .normal) {
    guard let own = linear(color) else { return nil }
    let seen = sight.matrix.map { row in min(1, max(0, zip(row, own).reduce(0) { $0 + $1.0 * $1.1 })) }
    let x = 0.4124 * seen[0] + 0.3576 * seen[1] + 0.1805 * seen[2]
    let y = 0.2126 * seen[0] + 0.7152 * seen[1] + 0.0722 * seen[2]
    let z = 0.0193 * seen[0] + 0.1192 * seen[1] + 0.9505 * seen[2]
    let f = [x / 0.9505, y, z / 1.089].map { $0 > 0.008856 ? pow($0, 1 / 3) : 7.787 * $0 + 16 / 116 }
    (l, a, b) = (116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2]))
  }

  /// CIE76.
  func distance(to other: LabColor) -> Double {
    ((l - other.l) * (l - other.l) + (a - other.a) * (a - other.a) + (b - other.b) * (b - other.b)).squareRoot()
  }
}

/// The relative luminance of a colour, for contrasts after WCAG 2.2.
struct Luminance {
  private let value: Double

  /// Nil for a colour whose red, green and blue are not stated.
  init?(_ color: Color) {
    guard let own = linear(color) else { return nil }
    value = 0.2126 * own[0] + 0.7152 * own[1] + 0.0722 * own[2]
  }

  /// 1...21.
  func contrast(to other: Luminance) -> Double {
    (max(value, other.value) + 0.05) / (min(value, other.value) + 0.05)
  }
}
