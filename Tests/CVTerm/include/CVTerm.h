// A real terminal emulator (libvterm) and the pseudo-terminal it stands behind, for tests.
#ifndef CVTERM_H
#define CVTERM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

typedef struct cvt_screen cvt_screen;

enum { CVT_SCALARS = 6 };

/// Colours: -1 the terminal's own, 0...255 an index, from 0x1000000 on 24 bits of red, green and blue.
typedef struct {
  uint32_t scalars[CVT_SCALARS];
  int32_t width;
  int32_t foreground;
  int32_t background;
  bool is_bold, is_reverse, is_underlined;
} cvt_cell;

typedef struct {
  int32_t x, y;
  bool is_visible;
} cvt_cursor;

cvt_screen *cvt_open(int rows, int columns);
void cvt_close(cvt_screen *screen);
void cvt_feed(cvt_screen *screen, const char *bytes, size_t length);
void cvt_resize(cvt_screen *screen, int rows, int columns);
cvt_cell cvt_cell_at(const cvt_screen *screen, int x, int y);
cvt_cursor cvt_cursor_of(const cvt_screen *screen);
bool cvt_is_alternate(const cvt_screen *screen);

/// The master of a new pseudo-terminal, closed in children; -1 on failure. `name` takes the path of the slave.
int cvt_pty_open(char *name, size_t length, int rows, int columns);
void cvt_pty_resize(int master, int rows, int columns);
/// Input, output, control and local modes; false on failure.
bool cvt_pty_modes(int terminal, uint32_t modes[4]);
/// A descriptor that becomes readable when the process ends; -1 on failure.
int cvt_process_descriptor(pid_t process);
/// Sends a signal to one thread of a process.
void cvt_signal_thread(pid_t process, pid_t thread, int number);
/// Removes a folder and everything in it; links are not followed.
void cvt_remove_folder(const char *path);

#endif
