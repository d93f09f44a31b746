/// The bytes of a packed source, unpacked as they are asked for: memory does not grow with what an archive holds.
final class UnpackingSource: ByteSource {
  private let source: any ByteSource
  private let format: PackedFormat
  /// The file in errors.
  private let name: String
  private var unpacker: any Unpacker
  /// Packed bytes of which those in `waiting` are still to be unpacked.
  private var input: [UInt8]
  private var waiting: Range<Int> = 0..<0
  /// Bytes handed out so far.
  private var made = 0
  private var members = 0
  private var isInsideMember = false
  private var isAtEnd = false
  /// Bytes behind the last member that begin no other.
  private var strayBytes = 0

  private static let blockSize = 1 << 16

  /// - Throws: `.tooLarge` where there is no memory for the library.
  init(_ source: any ByteSource, format: PackedFormat, name: String) throws(TableError) {
    guard let unpacker = format.unpacker() else {
      throw TableError(.tooLarge(what: "the \(format.rawValue) archive", limit: "the memory that is free"), file: name)
    }
    (self.source, self.format, self.name, self.unpacker) = (source, format, name, unpacker)
    input = [UInt8](repeating: 0, count: Self.blockSize)
  }

  var size: Int? { source.size }
  var consumed: Int { source.consumed }
  var canRestart: Bool { source.canRestart }

  func restart() throws(TableError) {
    try source.restart()
    do { try unpacker.beginMember() } catch { throw failure(error) }
    (waiting, made, members, isInsideMember, isAtEnd, strayBytes) = (0..<0, 0, 0, false, false, 0)
  }

  func read(into memory: UnsafeMutableRawBufferPointer) throws(TableError) -> Int {
    while !isAtEnd {
      if waiting.count < 10 { try refill() }
      guard try beginMemberIfNeeded() else { return 0 }
      // An unpacker may hold bytes back that need no further input; without any of both the archive ends too early.
      let hadInput = !waiting.isEmpty
      let step = try unpack(into: memory)
      made += step.made
      if step.isMemberEnd { isInsideMember = false }
      if step.made > 0 { return step.made }
      if !hadInput, !step.isMemberEnd { throw failure(.damaged) }
    }
    return 0
  }

  /// - Returns: false where no member follows.
  private func beginMemberIfNeeded() throws(TableError) -> Bool {
    guard !isInsideMember else { return true }
    if members > 0 {
      guard !waiting.isEmpty, isMember(input[waiting]) else {
        try skipRest()
        return false
      }
      do { try unpacker.beginMember() } catch { throw failure(error) }
    }
    members += 1
    isInsideMember = true
    return true
  }

  private func isMember(_ bytes: ArraySlice<UInt8>) -> Bool {
    if PackedFormat.of(bytes) == format { return true }
    // Frames that hold no data may stand between those of zstd.
    return format == .zstd && bytes.count >= 4 && bytes.dropFirst().starts(with: [0x2A, 0x4D, 0x18])
      && bytes[bytes.startIndex] & 0xF0 == 0x50
  }

  private func unpack(into memory: UnsafeMutableRawBufferPointer) throws(TableError) -> UnpackingStep {
    let (unpacker, waiting) = (unpacker, waiting)
    let result = input.withUnsafeBytes { bytes in
      Result { () throws(UnpackingFailure) in
        try unpacker.unpack(UnsafeRawBufferPointer(rebasing: bytes[waiting]), into: memory)
      }
    }
    switch result {
    case .success(let step):
      self.waiting = (waiting.lowerBound + step.taken)..<waiting.upperBound
      return step
    case .failure(let error): throw failure(error)
    }
  }

  /// Moves what waits to the front and reads behind it.
  private func refill() throws(TableError) {
    let kept = waiting.count
    for index in 0..<kept { input[index] = input[waiting.lowerBound + index] }
    var count = kept
    while count < 10 {
      let more = try source.read(into: &input, behind: count)
      if more == 0 { break }
      count += more
    }
    waiting = 0..<count
  }

  /// Zeros are padding; anything else behind the archive is told.
  private func skipRest() throws(TableError) {
    repeat {
      strayBytes += input[waiting].reduce(0) { $1 == 0 ? $0 : $0 + 1 }
      waiting = 0..<0
      try refill()
    } while !waiting.isEmpty
    isAtEnd = true
  }

  private func failure(_ failure: UnpackingFailure) -> TableError {
    switch failure {
    case .damaged:
      let reason = "the \(format.rawValue) archive is cut or damaged; \(made) bytes could be unpacked before that"
      return TableError(.cannotRead(reason: reason), file: name)
    case .needsMemory:
      return TableError(.tooLarge(what: "the window of the \(format.rawValue) archive", limit: "128 MiB"), file: name)
    }
  }

  var remarks: [ReadReport.Remark] {
    var remarks = source.remarks + [ReadReport.Remark(text: "\(format.rawValue) archive unpacked", count: 1)]
    if members > 1 { remarks[remarks.count - 1].text += ", \(members) members" }
    if strayBytes > 0 {
      remarks.append(
        ReadReport.Remark(text: "byte behind the \(format.rawValue) archive left out", count: strayBytes, isFault: true)
      )
    }
    return remarks
  }
}
