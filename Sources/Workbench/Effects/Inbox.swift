import Synchronization

/// Messages of background work, in order of arrival, until the loop takes them.
package final class Inbox: Sendable {
  private let waiting = Mutex<[Message]>([])
  private let wake: @Sendable () -> Void

  /// - Parameter wake: called after every message, from any thread.
  package init(wake: @escaping @Sendable () -> Void) { self.wake = wake }

  package func put(_ message: Message) {
    waiting.withLock { $0.append(message) }
    wake()
  }

  package func takeAll() -> [Message] {
    waiting.withLock { messages in
      defer { messages = [] }
      return messages
    }
  }
}
