/// What a column's values are. The raw values are recipe spellings and frozen.
package enum ColumnKind: String, CaseIterable, Sendable, Hashable {
  case integer, decimal, boolean, categorical, date, time, datetime, text, identifier
}
