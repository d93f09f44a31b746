import Glibc
import Synchronization

/// Runs effects on threads of their own and puts what they report into the inbox.
///
/// The only place that knows threads. A second effect in a slot cancels the first; what a cancelled one still reports is
/// dropped by its ticket. Threads, not tasks: reading may block, and the pool of tasks has one thread per core.
package final class EffectRunner: Sendable {
  private struct Running {
    var tickets: [Slot: Ticket] = [:]
    var delayed: [Slot: Effect] = [:]
  }

  private let performer: Performer
  private let inbox: Inbox
  private let running = Mutex(Running())

  private let prepareThread: @Sendable () -> Void

  /// - Parameter prepareThread: called first on every thread.
  package init(performer: Performer, inbox: Inbox, prepareThread: @escaping @Sendable () -> Void = {}) {
    self.performer = performer
    self.inbox = inbox
    self.prepareThread = prepareThread
  }

  package func start(_ effect: Effect) {
    if effect.delay > 0 { return startLater(effect) }
    running.withLock { $0.tickets[effect.ticket.slot] = effect.ticket }
    Self.detach {
      self.prepareThread()
      self.run(effect)
    }
  }

  /// Makes all other work stop at its next check.
  package func keep(only tickets: Set<Ticket>) {
    running.withLock { running in running.tickets = running.tickets.filter { tickets.contains($0.value) } }
  }

  private func run(_ effect: Effect) {
    let ticket = effect.ticket
    let isCurrent: @Sendable () -> Bool = { self.running.withLock { $0.tickets[ticket.slot] == ticket } }
    let outcome = performer.perform(
      effect.work, report: { if isCurrent() { self.inbox.put(.partial(ticket, $0)) } }, isCancelled: { !isCurrent() })
    inbox.put(.done(ticket, outcome))
  }

  private func startLater(_ effect: Effect) {
    let slot = effect.ticket.slot
    let isFirst = running.withLock { $0.delayed.updateValue(effect, forKey: slot) == nil }
    guard isFirst else { return }
    Self.detach {
      Self.rest(seconds: effect.delay)
      guard var latest = self.running.withLock({ $0.delayed.removeValue(forKey: slot) }) else { return }
      latest.delay = 0
      self.start(latest)
    }
  }

  /// The whole time: a signal, such as that of a resized terminal, wakes any thread.
  static func rest(seconds: Double) {
    let bounded = min(max(0, seconds), 86_400)
    let whole = bounded.rounded(.down)
    var time = timespec(tv_sec: Int(whole), tv_nsec: Int(min(999_999_999, 1e9 * (bounded - whole))))
    var left = timespec()
    while nanosleep(&time, &left) != 0, errno == EINTR { time = left }
  }

  private static func detach(_ body: @escaping @Sendable () -> Void) {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    pthread_attr_setstacksize(&attributes, 8 << 20)
    defer { pthread_attr_destroy(&attributes) }
    var thread = pthread_t()
    let box = Unmanaged.passRetained(Reference(body))
    let code = pthread_create(
      &thread, &attributes,
      { argument in
        guard let argument else { return nil }
        yieldToKeys()
        Unmanaged<Reference<@Sendable () -> Void>>.fromOpaque(argument).takeRetainedValue().value()
        return nil
      }, box.toOpaque())
    // No thread to be had: do the work here rather than never.
    if code != 0 { box.takeRetainedValue().value() }
  }
}

/// The thread that answers keys goes first: on Linux niceness and policy are the thread's own, and those that it starts have them too.
private func yieldToKeys() {
  let who = __priority_which_t(PRIO_PROCESS.rawValue)
  setpriority(who, 0, min(19, getpriority(who, 0) + 10))
  var parameter = sched_param()
  // Work that was waiting does not take the processor from the thread that draws a frame.
  sched_setscheduler(0, batchPolicy, &parameter)
}

/// SCHED_BATCH of Linux, which the header hides.
private let batchPolicy: Int32 = 3
