#define _GNU_SOURCE 1
#include "guard.h"
#include "CNcurses.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { RESTORE_CAPACITY = 512, SIGNAL_STACK = 32 * 1024 };

// Everything the handlers touch is here, allocated and filled before they are installed.
static struct {
  int tty;
  pthread_t drawer;
  struct termios before;
  char restore[RESTORE_CAPACITY];
  size_t restore_length;
} guarded = {.tty = -1};

static int pipe_ends[2] = {-1, -1};
static atomic_int is_holding;
static atomic_int notices;
static atomic_llong first_asked;
static atomic_int is_terminal_gone;
static atomic_flag is_dying = ATOMIC_FLAG_INIT;

// These end the process at once, by the same signal, after the terminal is restored.
static const int fatal_signals[] = {SIGABRT, SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGQUIT, SIGUSR1,
                                    SIGUSR2, SIGSYS, SIGXCPU, SIGALRM, SIGVTALRM, SIGPROF};
enum { FATAL_COUNT = sizeof fatal_signals / sizeof *fatal_signals };
static const int noticed_signals[] = {SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT, SIGWINCH};
enum { NOTICED_COUNT = sizeof noticed_signals / sizeof *noticed_signals };

// SIGTTOU: restoring from a background group must not stop half-way.
static const int ignored_signals[] = {SIGPIPE, SIGXFSZ, SIGTTOU};
enum { IGNORED_COUNT = sizeof ignored_signals / sizeof *ignored_signals };

static struct sigaction old_fatal[FATAL_COUNT];
static struct sigaction old_noticed[NOTICED_COUNT];
static struct sigaction old_ignored[IGNORED_COUNT];

static void write_fully(int fd, const char *bytes, size_t length) {
  while (length > 0) {
    ssize_t written = write(fd, bytes, length);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    bytes += written;
    length -= (size_t)written;
  }
}

static void restore(bool leaves_screen) {
  if (guarded.tty < 0 || !atomic_load(&is_holding)) return;
  if (leaves_screen) write_fully(guarded.tty, guarded.restore, guarded.restore_length);
  // What the terminal still had to say (mouse reports) is not for the shell.
  tcflush(guarded.tty, TCIFLUSH);
  tcsetattr(guarded.tty, TCSANOW, &guarded.before);
}

void cnc_guard_restore(void) { restore(true); }

void cnc_guard_restore_modes(void) { restore(false); }

static void die_by(int signal_number) {
  cnc_guard_restore();
  signal(signal_number, SIG_DFL);
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, signal_number);
  pthread_sigmask(SIG_UNBLOCK, &set, NULL);
  raise(signal_number);
}

// Whether a limit on the memory (ulimit -v) stands and most of it is taken: then an allocation has failed, which the language answers
// with SIGABRT and which no program of it can catch.
static bool is_memory_short(void) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return false;
  char text[32] = {0};
  int fd = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
  if (fd < 0) return false;
  ssize_t length = read(fd, text, sizeof text - 1);
  close(fd);
  unsigned long long pages = 0;
  for (ssize_t i = 0; i < length && text[i] >= '0' && text[i] <= '9'; i++) pages = pages * 10 + (unsigned long long)(text[i] - '0');
  return pages * (unsigned long long)sysconf(_SC_PAGESIZE) > limit.rlim_cur / 2;
}

static void leave_if_memory_is_short(int signal_number) {
  if (signal_number != SIGABRT || !is_memory_short()) return;
  static const char words[] = "rowsmith: the memory that the limit (ulimit -v) allows is not enough for this\n";
  write_fully(STDERR_FILENO, words, sizeof words - 1);
  _exit(3);
}

static void on_shortage(int signal_number) {
  leave_if_memory_is_short(signal_number);
  die_by(signal_number);
}

static void wait_a_second(void) {
  struct timespec rest = {.tv_sec = 1};
  while (nanosleep(&rest, &rest) != 0 && errno == EINTR) {
  }
}

// A signal may find any thread, and another one may be in the middle of a frame: what that one still writes would come after the
// restoring. So the thread that draws restores, which its own drawing cannot outlive; where it cannot be had, this one does.
static void on_fatal(int signal_number) {
  bool is_drawer = pthread_equal(pthread_self(), guarded.drawer);
  if (!is_drawer && guarded.tty >= 0 && atomic_load(&is_holding) && pthread_kill(guarded.drawer, signal_number) == 0) wait_a_second();
  // A failure while another is dealt with: on another thread the process ends under this one, in the restoring itself it is not tried again.
  if (atomic_flag_test_and_set(&is_dying)) wait_a_second();
  else cnc_guard_restore();
  leave_if_memory_is_short(signal_number);
  die_by(signal_number);
  _exit(128 + signal_number);
}

static long long monotonic_milliseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000 + 1;
}

static void notice(int bit) {
  atomic_fetch_or(&notices, bit);
  char byte = 'n';
  ssize_t ignored = write(pipe_ends[1], &byte, 1);
  (void)ignored;
}

// The program saves and leaves by itself. A second request, a second later, finds a program that no longer listens.
static void ask_to_end(int signal_number, int bit) {
  long long now = monotonic_milliseconds();
  long long expected = 0;
  if (!atomic_compare_exchange_strong(&first_asked, &expected, now) && now - expected >= 1000) {
    cnc_guard_restore();
    _exit(128 + signal_number);
  }
  notice(bit);
}

static void on_noticed(int signal_number) {
  int saved = errno;
  switch (signal_number) {
    case SIGTERM: ask_to_end(signal_number, CNC_TERM_ASKED); break;
    case SIGHUP: ask_to_end(signal_number, CNC_HANGUP_ASKED); break;
    case SIGINT: ask_to_end(signal_number, CNC_INTERRUPT_ASKED); break;
    case SIGTSTP: notice(CNC_STOP_ASKED); break;
    case SIGCONT: notice(CNC_CONTINUED); break;
    case SIGWINCH: notice(CNC_RESIZED); break;
  }
  errno = saved;
}

static bool open_pipe(void) {
  if (pipe_ends[0] >= 0) return true;
  return pipe2(pipe_ends, O_CLOEXEC | O_NONBLOCK) == 0;
}

void cnc_guard_install(int tty, const struct termios *before, const char *restore, size_t length) {
  if (!open_pipe()) return;
  cnc_guard_thread();
  guarded.tty = tty;
  guarded.drawer = pthread_self();
  guarded.before = *before;
  guarded.restore_length = length < RESTORE_CAPACITY ? length : RESTORE_CAPACITY;
  memcpy(guarded.restore, restore, guarded.restore_length);
  atomic_store(&first_asked, 0);
  atomic_store(&is_terminal_gone, 0);
  atomic_store(&is_holding, 1);

  struct sigaction action = {.sa_handler = on_fatal, .sa_flags = SA_ONSTACK | SA_NODEFER};
  sigemptyset(&action.sa_mask);
  for (int i = 0; i < FATAL_COUNT; i++) sigaction(fatal_signals[i], &action, &old_fatal[i]);
  action.sa_handler = on_noticed;
  action.sa_flags = SA_ONSTACK | SA_RESTART;
  for (int i = 0; i < NOTICED_COUNT; i++) {
    sigaction(noticed_signals[i], NULL, &old_noticed[i]);
    // Under nohup a hang-up stays ignored; the end of the terminal is then seen by poll.
    if (noticed_signals[i] == SIGHUP && old_noticed[i].sa_handler == SIG_IGN) continue;
    sigaction(noticed_signals[i], &action, NULL);
  }
  action.sa_handler = SIG_IGN;
  for (int i = 0; i < IGNORED_COUNT; i++) sigaction(ignored_signals[i], &action, &old_ignored[i]);
}

void cnc_guard_remove(void) {
  if (guarded.tty < 0) return;
  atomic_store(&is_holding, 0);
  for (int i = 0; i < FATAL_COUNT; i++) sigaction(fatal_signals[i], &old_fatal[i], NULL);
  for (int i = 0; i < NOTICED_COUNT; i++) {
    // A hang-up comes twice, for the terminal and for the shell: the second must not cut the leaving short.
    // The end of the terminal may be seen before either.
    bool is_ending = atomic_load(&first_asked) || atomic_load(&is_terminal_gone);
    if (noticed_signals[i] == SIGHUP && is_ending) signal(SIGHUP, SIG_IGN);
    else sigaction(noticed_signals[i], &old_noticed[i], NULL);
  }
  for (int i = 0; i < IGNORED_COUNT; i++) sigaction(ignored_signals[i], &old_ignored[i], NULL);
  guarded.tty = -1;
}

void cnc_guard_terminal_gone(void) { atomic_store(&is_terminal_gone, 1); }

void cnc_guard_hold(int holds) { atomic_store(&is_holding, holds); }

void cnc_guard_stop_group(void) {
  struct sigaction action = {.sa_handler = SIG_DFL}, ours;
  sigemptyset(&action.sa_mask);
  sigaction(SIGTSTP, &action, &ours);
  // The kernel stops the group here. Where nobody could continue it (an orphaned group) it does nothing.
  kill(0, SIGTSTP);
  // Continued in the background (kill -CONT, bg): the terminal is not ours to draw on, so stop until it is.
  while (tcgetpgrp(guarded.tty) >= 0 && tcgetpgrp(guarded.tty) != getpgrp() && !atomic_load(&first_asked)) raise(SIGSTOP);
  sigaction(SIGTSTP, &ours, NULL);
  atomic_fetch_and(&notices, ~(CNC_CONTINUED | CNC_STOP_ASKED));
}

static pid_t spawn(const char *const *command) {
  posix_spawn_file_actions_t files;
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_init(&files);
  posix_spawnattr_init(&attributes);
  // Keys may come from another descriptor than 0, and errors are kept for later: the program has the terminal for all three.
  for (int fd = 0; fd < 3; fd++) posix_spawn_file_actions_adddup2(&files, guarded.tty, fd);
  sigset_t all, none;
  sigfillset(&all);
  sigemptyset(&none);
  posix_spawnattr_setsigdefault(&attributes, &all);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
  pid_t child = -1;
  int code = posix_spawn(&child, command[0], &files, &attributes, (char *const *)command, environ);
  posix_spawn_file_actions_destroy(&files);
  posix_spawnattr_destroy(&attributes);
  return code == 0 ? child : -1;
}

int cnc_guard_run(const char *const *command) {
  static const int meant[] = {SIGINT, SIGQUIT, SIGTSTP};
  struct sigaction action, ours[3];
  sigemptyset(&action.sa_mask);
  action.sa_flags = 0;
  for (int i = 0; i < 3; i++) {
    // ^Z stops the whole group, us with it, and fg goes on.
    action.sa_handler = meant[i] == SIGTSTP ? SIG_DFL : SIG_IGN;
    sigaction(meant[i], &action, &ours[i]);
  }
  int status = 0;
  pid_t child = spawn(command);
  while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  for (int i = 0; i < 3; i++) sigaction(meant[i], &ours[i], NULL);
  atomic_fetch_and(&notices, ~(CNC_CONTINUED | CNC_STOP_ASKED));
  return child > 0 && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

int cnc_guard_pipe(void) { return pipe_ends[0]; }

int cnc_guard_take(void) {
  char bytes[256];
  while (read(pipe_ends[0], bytes, sizeof bytes) > 0) {
  }
  return atomic_exchange(&notices, 0);
}

void cnc_wake(void) {
  // One unread byte is enough to wake.
  if (!(atomic_fetch_or(&notices, CNC_WOKEN) & CNC_WOKEN)) {
    char byte = 'k';
    ssize_t ignored = write(pipe_ends[1], &byte, 1);
    (void)ignored;
  }
}

void cnc_forbid_dumps(void) {
  struct rlimit none = {0, 0};
  setrlimit(RLIMIT_CORE, &none);
  prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
  // The crash reporter of the language prints memory: the default action does not.
  static const int crashes[] = {SIGABRT, SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGQUIT};
  for (size_t i = 0; i < sizeof crashes / sizeof *crashes; i++) signal(crashes[i], SIG_DFL);
  signal(SIGABRT, on_shortage);
}

static _Thread_local char thread_stack[SIGNAL_STACK] __attribute__((aligned(16)));

void cnc_guard_thread(void) {
  stack_t stack = {.ss_sp = thread_stack, .ss_size = sizeof thread_stack};
  sigaltstack(&stack, NULL);
}
