import Glibc
import Synchronization

/// The last signal; at file level because a C handler can capture nothing.
private let received = Atomic<Int32>(0)

/// Whether a signal asked a batch job to end. The job looks between blocks, and between the attempts at one, and removes its unfinished file.
enum Interruption {
  /// The exit status that tells of the signal, once one came: 130 after ^C.
  static var status: Int32? {
    let number = received.load(ordering: .relaxed)
    return number == 0 ? nil : 128 + number
  }

  /// From now on ^C, a hang-up and a request to terminate are noted. A second one ends the program at once.
  static func startListening() {
    received.store(0, ordering: .relaxed)
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { received.store($0, ordering: .relaxed) }
    action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND)) | SA_RESTART
    var heard = sigset_t()
    sigemptyset(&heard)
    for number in [SIGINT, SIGTERM, SIGHUP] {
      sigaction(number, &action, nil)
      sigaddset(&heard, number)
    }
    // A parent may have started the program with signals blocked; they would wait for ever.
    pthread_sigmask(SIG_UNBLOCK, &heard, nil)
  }
}
