import Glibc
import Testing

@testable import Files
@testable import Tables

struct FormatTests {
  private var table: Table {
    var number = Look()
    number.decimals = .fixed(2)
    var always = Look()
    always.quoting = .always
    return Table(
      name: "t",
      columns: [
        Column(name: "n", kind: .integer, storage: .integers([1, -2, 0]), missing: [false, false, true]),
        Column(name: "d", kind: .decimal, storage: .decimals([1.5, 0, -0.25]), look: number),
        Column(
          name: "b", kind: .boolean, storage: .levels(codes: [0, 1, -1], levels: ["false", "true"]),
          missing: [false, false, true]),
        Column(
          name: "c,\"x", kind: .categorical, storage: .levels(codes: [0, 1, 1], levels: ["a\"b", "c,d\te"]),
          look: always),
        Column(name: "t", kind: .text, storage: .text(PackedText(["", "x\ny", "\u{1}é"] as [ByteText]))),
      ])
  }

  private func written(_ format: any TextFormat) -> String {
    var bytes: [UInt8] = []
    format.appendHeader(of: table.columns, to: &bytes)
    format.appendRows(of: table, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func csv() {
    #expect(
      written(CSVFormat()) == """
        n,d,b,"c,""x",t
        1,1.50,false,"a""b",""
        -2,0.00,true,"c,d\te","x
        y"
        ,-0.25,,"c,d\te",\u{1}é

        """)
    #expect(written(CSVFormat(delimiter: 0x3B, lineEnd: .crlf)).hasPrefix("n;d;b;\"c,\"\"x\";t\r\n1;"))
  }

  @Test func tsv() {
    #expect(written(TSVFormat()).hasPrefix("n\td\tb\t\"c,\"\"x\"\tt\n1\t1.50\tfalse\t\"a\"\"b\"\t\"\"\n"))
  }

  @Test func jsonLines() {
    #expect(
      written(JSONLinesFormat()) == #"""
        {"n":1,"d":1.50,"b":false,"c,\"x":"a\"b","t":""}
        {"n":-2,"d":0.00,"b":true,"c,\"x":"c,d\te","t":"x\ny"}
        {"n":null,"d":-0.25,"b":null,"c,\"x":"c,d\te","t":"\u0001é"}

        """#)
  }

  @Test func jsonNumbersHaveAPointAndCodesAreTexts() {
    var comma = Look()
    (comma.decimals, comma.decimalMark) = (.upTo(2), 0x2C)
    var code = Look()
    code.zeroPaddedWidth = 3
    let table = Table(
      name: "t",
      columns: [
        Column(name: "a", kind: .decimal, storage: .decimals([1.5]), look: comma),
        Column(name: "b", kind: .identifier, storage: .integers([7]), look: code),
      ])
    var bytes: [UInt8] = []
    JSONLinesFormat().appendRows(of: table, to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == "{\"a\":1.5,\"b\":\"007\"}\n")
    bytes = []
    CSVFormat().appendRows(of: table, to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == "\"1,5\",007\n")
  }

  @Test func unknownEndingsAreCSV() {
    #expect(TableFormats.forPath("out")?.name == "csv")
    #expect(TableFormats.forPath("a.b/out.xyz")?.name == "csv")
    #expect(TableFormats.forPath("-")?.name == "csv")
    #expect(TableFormats.named("nope") == nil)
  }

  /// One file per format and one line in the registry.
  @Test func theFolderAndTheRegistryAgree() throws {
    let root = PathParts.folder(of: PathParts.folder(of: PathParts.folder(of: #filePath)))
    let files = try Folder.names(in: root + "/Sources/Tables/Formats")
    #expect(files == TableFormats.all.map { "\($0).swift" }.sorted())
  }
}
