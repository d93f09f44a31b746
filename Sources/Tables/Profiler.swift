/// Stub; the owner of profiling replaces it.
package enum Profiler {
  package static func profile(_ column: Column) -> ColumnProfile { preconditionFailure("stub") }
  /// - Parameter progress: columns done; returning false stops early with the columns so far (nil is returned).
  package static func profile(_ table: Table, progress: (_ columnsDone: Int) -> Bool = { _ in true }) -> Profile? {
    preconditionFailure("stub")
  }
}
