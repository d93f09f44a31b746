#if canImport(Glibc)
  import Glibc
#endif

/// The exponential function, for callers that import no C library.
package enum Exponential {
  @inline(__always)
  package static func value(_ exponent: Double) -> Double { exp(exponent) }
}
