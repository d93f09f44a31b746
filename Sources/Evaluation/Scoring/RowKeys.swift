import Glibc
import Statistics

/// One number per row that is equal for rows equal in every column that is compared; numbers count as equal to nine digits.
enum RowKeys {
  static func keys(of table: ScoredTable) -> [UInt64] {
    var keys = [UInt64](repeating: 0, count: table.rows)
    for column in table.columns {
      switch column.content {
      case .numbers(let numbers):
        for row in keys.indices {
          keys[row] = mix(keys[row], column.isMissing(row) ? .max : rounded(numbers[row]).bitPattern)
        }
      case .levels(let codes):
        for row in keys.indices { keys[row] = mix(keys[row], UInt64(bitPattern: Int64(codes[row]))) }
      case .ignored: break
      }
    }
    return keys
  }

  private static func rounded(_ value: Double) -> Double {
    guard value != 0, value.isFinite else { return 0 }
    if abs(value) < 1e9, value == value.rounded() { return value }
    let unit = pow(10, 8 - floor(log10(abs(value))))
    let result = (value * unit).rounded() / unit
    return result.isFinite ? result : value
  }

  /// The key so far and the next part in one.
  @inline(__always)
  private static func mix(_ key: UInt64, _ part: UInt64) -> UInt64 {
    RandomStream.mix((key &* 0x9E37_79B9_7F4A_7C15) ^ (part &+ 0xD1B5_4A32_D192_ED03))
  }
}
