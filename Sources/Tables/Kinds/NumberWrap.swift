/// What the numbers of a column are spelled in besides their digits: marks around and between them, or units of time.
package struct NumberWrap: Hashable, Sendable {
  enum Form: Hashable, Sendable {
    case marks(DressFinder.Found)
    case duration(DurationLook)
  }

  let form: Form

  init(_ form: Form) { self.form = form }

  /// How a column's numbers are spelled; nil for plain ones.
  init?(_ look: Look) {
    if let dress = look.dress {
      form = .marks(DressFinder.Found(dress: dress, mark: look.decimalMark))
    } else if let duration = look.duration {
      form = .duration(duration)
    } else {
      return nil
    }
  }

  /// The decimal mark of the plain numbers.
  var mark: UInt8 { if case .marks(let found) = form { found.mark } else { UInt8(ascii: ".") } }

  func set(in look: inout Look) {
    look.decimalMark = mark
    switch form {
    case .marks(let found): look.dress = found.dress
    case .duration(let duration): look.duration = duration
    }
  }

  /// Appends the plain number that `text`, without blanks around it, spells.
  /// - Returns: whether it is one; nothing is appended where not.
  func unwrap(_ text: UnsafeBufferPointer<UInt8>, into plain: inout [UInt8]) -> Bool {
    switch form {
    case .marks(let found): return found.dress.undress(text, mark: found.mark, into: &plain)
    case .duration(let look):
      guard let seconds = look.seconds(of: text) else { return false }
      if let whole = Int64(exactly: seconds) {
        Digits.append(whole, to: &plain)
      } else {
        var look = Look()
        look.decimals = .shortest
        Digits.append(seconds, by: look, to: &plain)
      }
      return true
    }
  }

  /// Whether the plain number is written again as `source`: not so `1234` where `1,234` is usual, or `$ 5` for `$5`.
  func spells(_ plain: UnsafeBufferPointer<UInt8>, as source: UnsafeBufferPointer<UInt8>) -> Bool {
    let widest =
      switch form {
      case .marks(let found): found.dress.widest(plain.count)
      case .duration: DurationLook.widest + plain.count
      }
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: widest + Digits.slack) { room in
      guard let place = room.baseAddress else { return false }
      let end =
        switch form {
        case .marks(let found): found.dress.write(plain, at: place)
        case .duration(let look): look.write(plain, at: place)
        }
      return isEqual(UnsafeBufferPointer(start: place, count: end - place), source)
    }
  }
}
