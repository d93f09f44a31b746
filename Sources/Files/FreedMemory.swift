import CMalloc

/// What becomes of memory that the program gives back.
package enum FreedMemory {
  /// From the first use on, keeps up to 64 MiB of freed memory for the next block of work: else the pages of each block are
  /// returned to the system and zeroed again for the next, which takes a third of the time of drawing rows.
  package static let isKept: Bool = {
    let size = Int32(64 << 20)
    return mallopt(M_MMAP_THRESHOLD, size) == 1 && mallopt(M_TRIM_THRESHOLD, size) == 1
  }()

  /// Where the address space is limited, threads share one arena: each of their own would reserve 64 MiB of it. Call it before there
  /// are threads.
  package static func shareWhereLimited() {
    if MemoryRoom.isLimited { _ = mallopt(M_ARENA_MAX, 1) }
  }
}
