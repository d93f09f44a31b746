// What the guard and the screen of this target tell each other.
#ifndef CNC_GUARD_H
#define CNC_GUARD_H

#include <stddef.h>
#include <termios.h>

/// Remembers how to restore the terminal on `tty`, and takes over the signals.
void cnc_guard_install(int tty, const struct termios *before, const char *restore, size_t length);
/// Gives the signals back.
void cnc_guard_remove(void);
/// Writes the restore string and the old modes. Safe in a signal handler.
void cnc_guard_restore(void);
/// Only the old modes, where the screen was already left.
void cnc_guard_restore_modes(void);
/// While the terminal belongs to the shell nothing is restored on death.
void cnc_guard_hold(int holds);
/// Lets the default action of SIGTSTP happen to the process group and returns when it is over.
void cnc_guard_stop_group(void);
/// The end of the terminal was seen, whose signal may still come.
void cnc_guard_terminal_gone(void);
/// Runs a program on the terminal and waits for its end: keys that would end or stop us mean the program.
/// Returns its exit status; -1 where it could not be started or was ended by a signal.
int cnc_guard_run(const char *const *command);
/// The end of the pipe that `cnc_wait` polls; -1 before installation.
int cnc_guard_pipe(void);
/// Empties the pipe and returns the notices that came.
int cnc_guard_take(void);

#endif
