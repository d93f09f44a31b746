/// Text separated by tabs, otherwise as CSV.
package struct TSVFormat: TextFormat {
  package static let name = "tsv"
  package static let pathExtensions = ["tsv", "tab"]

  private let format = CSVFormat(delimiter: UInt8(ascii: "\t"))
  package init() {}

  package func appendHeader(of columns: [Column], to bytes: inout [UInt8]) {
    format.appendHeader(of: columns, to: &bytes)
  }

  package func appendRows(of block: Table, to bytes: inout [UInt8]) { format.appendRows(of: block, to: &bytes) }
}
