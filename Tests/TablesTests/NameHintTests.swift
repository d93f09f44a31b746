import Testing

@testable import Tables

struct NameHintTests {
  @Test(arguments: ["id", "ID", "order_id", "orderId", "idNum", "Customer No", "row-index", "user.uuid"])
  func namesAnIdentifier(_ name: String) { #expect(NameHints.suggestsIdentifier(name)) }

  @Test(arguments: ["paid", "width", "note", "nomad", "video", ""])
  func namesNoIdentifier(_ name: String) { #expect(!NameHints.suggestsIdentifier(name)) }

  @Test func wordsAreCutAtMarksAndCapitals() {
    #expect(NameHints.words(of: "orderDate_2024 xY") == ["order", "date", "2024", "x", "y"])
    #expect(NameHints.words(of: "HTTPStatus") == ["httpstatus"])
  }
}
