extension Sequence {
  /// The first result that is not nil; `lazy.compactMap(body).first` would ask for the one that it finds twice.
  func firstResult<Result>(_ body: (Element) -> Result?) -> Result? {
    for element in self { if let result = body(element) { return result } }
    return nil
  }
}
