/// Big immutable data, compared and hashed by identity: two references are equal when they are the same object.
///
/// So a state that holds a table of a million rows is compared as quickly as one that holds none.
package final class Reference<Value: Sendable>: Sendable, Hashable {
  package let value: Value
  package init(_ value: Value) { self.value = value }
  package static func == (left: Reference, right: Reference) -> Bool { left === right }
  package func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
