#define _GNU_SOURCE 1
#include "CVTerm.h"

#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <termios.h>
#include <unistd.h>
#include <vterm.h>

struct cvt_screen {
  VTerm *terminal;
  VTermScreen *screen;
  cvt_cursor cursor;
  bool is_alternate;
};

static int on_move(VTermPos now, VTermPos before, int visible, void *user) {
  (void)before, (void)visible;
  cvt_screen *screen = user;
  screen->cursor.x = now.col;
  screen->cursor.y = now.row;
  return 1;
}

static int on_property(VTermProp property, VTermValue *value, void *user) {
  cvt_screen *screen = user;
  if (property == VTERM_PROP_ALTSCREEN) screen->is_alternate = value->boolean;
  if (property == VTERM_PROP_CURSORVISIBLE) screen->cursor.is_visible = value->boolean;
  return 1;
}

static const VTermScreenCallbacks callbacks = {.movecursor = on_move, .settermprop = on_property};

cvt_screen *cvt_open(int rows, int columns) {
  cvt_screen *screen = calloc(1, sizeof *screen);
  if (!screen) return NULL;
  screen->terminal = vterm_new(rows, columns);
  vterm_set_utf8(screen->terminal, 1);
  screen->screen = vterm_obtain_screen(screen->terminal);
  screen->cursor.is_visible = true;
  vterm_screen_set_callbacks(screen->screen, &callbacks, screen);
  vterm_screen_enable_altscreen(screen->screen, 1);
  vterm_screen_reset(screen->screen, 1);
  return screen;
}

void cvt_close(cvt_screen *screen) {
  vterm_free(screen->terminal);
  free(screen);
}

void cvt_feed(cvt_screen *screen, const char *bytes, size_t length) {
  vterm_input_write(screen->terminal, bytes, length);
}

void cvt_resize(cvt_screen *screen, int rows, int columns) { vterm_set_size(screen->terminal, rows, columns); }

static int32_t color_number(const VTermColor *color, bool is_default) {
  if (is_default) return -1;
  if (VTERM_COLOR_IS_INDEXED(color)) return color->indexed.idx;
  return 0x1000000 | color->rgb.red << 16 | color->rgb.green << 8 | color->rgb.blue;
}

cvt_cell cvt_cell_at(const cvt_screen *screen, int x, int y) {
  cvt_cell result = {.width = 1, .foreground = -1, .background = -1};
  VTermScreenCell cell;
  if (!vterm_screen_get_cell(screen->screen, (VTermPos){.row = y, .col = x}, &cell)) return result;
  for (int i = 0; i < CVT_SCALARS && cell.chars[i]; i++) result.scalars[i] = cell.chars[i];
  result.width = cell.width;
  result.is_bold = cell.attrs.bold;
  result.is_reverse = cell.attrs.reverse;
  result.is_underlined = cell.attrs.underline != 0;
  result.foreground = color_number(&cell.fg, VTERM_COLOR_IS_DEFAULT_FG(&cell.fg));
  result.background = color_number(&cell.bg, VTERM_COLOR_IS_DEFAULT_BG(&cell.bg));
  return result;
}

cvt_cursor cvt_cursor_of(const cvt_screen *screen) { return screen->cursor; }

bool cvt_is_alternate(const cvt_screen *screen) { return screen->is_alternate; }

void cvt_pty_resize(int master, int rows, int columns) {
  struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
  ioctl(master, TIOCSWINSZ, &size);
}

int cvt_pty_open(char *name, size_t length, int rows, int columns) {
  int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (master < 0) return -1;
  if (grantpt(master) != 0 || unlockpt(master) != 0 || ptsname_r(master, name, length) != 0) {
    close(master);
    return -1;
  }
  cvt_pty_resize(master, rows, columns);
  return master;
}

bool cvt_pty_modes(int terminal, uint32_t modes[4]) {
  struct termios now;
  if (tcgetattr(terminal, &now) != 0) return false;
  modes[0] = now.c_iflag;
  modes[1] = now.c_oflag;
  modes[2] = now.c_cflag;
  modes[3] = now.c_lflag;
  return true;
}

int cvt_process_descriptor(pid_t process) { return (int)syscall(SYS_pidfd_open, process, 0); }

void cvt_signal_thread(pid_t process, pid_t thread, int number) { syscall(SYS_tgkill, process, thread, number); }

static int remove_entry(const char *path, const struct stat *facts, int kind, struct FTW *place) {
  (void)facts, (void)kind, (void)place;
  return remove(path);
}

void cvt_remove_folder(const char *path) { nftw(path, remove_entry, 16, FTW_DEPTH | FTW_PHYS); }
