#define _GNU_SOURCE 1
#define _XOPEN_SOURCE_EXTENDED 1
#define NCURSES_WIDECHAR 1
#include "CNcurses.h"
#include "errors.h"
#include "guard.h"
#include "input.h"

#include <errno.h>
#include <fcntl.h>
#include <ncurses.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <unistd.h>
#include <wchar.h>

enum { MAX_ROWS = 500, MAX_COLUMNS = 1000, MODES_CAPACITY = 512, TITLE_CAPACITY = 256 };

// Mouse buttons, drags and the wheel in decimal; pasted text between marks. ncurses knows neither mode.
static const char modes_on[] = "\033[?1002h\033[?1006h\033[?2004h";
// The title that the terminal had comes back with the others.
static const char modes_off[] = "\033[?2026l\033[?1006l\033[?1002l\033[?2004l\033[23;2t";
static const char title_kept[] = "\033[22;2t";

static struct {
  SCREEN *curses;
  FILE *out, *in;
  int tty;
  int cursor_x, cursor_y;
  bool is_changed, has_modes;
  char title[TITLE_CAPACITY];
} screen = {.tty = -1};

int cnc_open_tty(void) { return open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY); }

static void send_text(const char *text) {
  size_t length = strlen(text);
  while (length > 0) {
    ssize_t written = write(screen.tty, text, length);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    text += written;
    length -= (size_t)written;
  }
}

void cnc_copy(const char *base64) {
  if (!screen.has_modes) return;
  send_text("\033]52;c;");
  send_text(base64);
  send_text("\a");
}

static void send_title(void) {
  if (!screen.has_modes || !screen.title[0]) return;
  send_text("\033]2;");
  send_text(screen.title);
  send_text("\a");
}

void cnc_set_title(const char *title) {
  snprintf(screen.title, sizeof screen.title, "%s", title);
  send_title();
}

static void send_modes(bool on) {
  if (!screen.has_modes) return;
  send_text(on ? modes_on : modes_off);
  if (!on) return;
  send_text(title_kept);
  send_title();
}

// Capabilities may hold delays ("$<5>"); a signal handler cannot wait, so they are left out.
static void append(char *text, const char *capability) {
  if (!capability || capability == (char *)-1) return;
  size_t length = strlen(text);
  for (const char *c = capability; *c && length + 1 < MODES_CAPACITY; c++) {
    if (c[0] == '$' && c[1] == '<') {
      const char *end = strchr(c, '>');
      if (end) {
        c = end;
        continue;
      }
    }
    text[length++] = *c;
  }
  text[length] = 0;
}

static void describe_restoring(char *text) {
  text[0] = 0;
  if (screen.has_modes) append(text, modes_off);
  append(text, tigetstr("sgr0"));
  append(text, tigetstr("op"));
  append(text, tigetstr("cnorm"));
  append(text, tigetstr("rmkx"));
  append(text, tigetstr("rmcup"));
}

static bool has(const char *capability) {
  char *value = tigetstr(capability);
  return value && value != (char *)-1 && *value;
}

// newterm() would end the whole process on a terminal it does not know, so everything is asked before.
static cnc_status examine(int output, const char *term) {
  int found = 0;
  if (setupterm(term, output, &found) != OK) return CNC_UNKNOWN_TERMINAL;
  // Without cursor addressing nothing can be placed, without reverse or bold no selection can be seen.
  bool is_enough = has("cup") && has("clear") && (has("rev") || has("bold") || has("smso"));
  del_curterm(cur_term);
  return is_enough ? CNC_STARTED : CNC_POOR_TERMINAL;
}

bool cnc_knows(const char *term) {
  int found = 0;
  if (setupterm(term, STDOUT_FILENO, &found) != OK) return false;
  del_curterm(cur_term);
  return true;
}

static FILE *stream(int fd, const char *mode) {
  int copy = fcntl(fd, F_DUPFD_CLOEXEC, 3);
  if (copy < 0) return NULL;
  FILE *file = fdopen(copy, mode);
  if (!file) close(copy);
  return file;
}

static void configure(void) {
  raw();
  noecho();
  nonl();
  if (has_colors()) {
    start_color();
    use_default_colors();
  }
  set_escdelay(25);
  leaveok(stdscr, FALSE);
  scrollok(stdscr, FALSE);
}

static bool is_console(const char *term) {
  return term && (strcmp(term, "linux") == 0 || strncmp(term, "vt", 2) == 0);
}

static cnc_status open_screen(const char *term) {
  screen.curses = newterm(term, screen.out, screen.in);
  if (!screen.curses) return CNC_FAILED;
  set_term(screen.curses);
  configure();
  return cnc_input_open(fileno(screen.in)) ? CNC_STARTED : CNC_FAILED;
}

cnc_status cnc_start(int input, int output, const char *term) {
  struct termios before;
  if (!isatty(input) || !isatty(output) || tcgetattr(output, &before) != 0) return CNC_NOT_A_TERMINAL;
  // The environment may claim any size; the terminal is asked instead.
  unsetenv("LINES");
  unsetenv("COLUMNS");
  const char *name = term ? term : getenv("TERM");
  if (!name || !*name) return CNC_UNKNOWN_TERMINAL;
  cnc_status status = examine(output, name);
  if (status != CNC_STARTED) return status;
  screen.has_modes = !is_console(name);
  screen.out = stream(output, "w");
  screen.in = stream(input, "r");
  if (!screen.out || !screen.in) return CNC_FAILED;
  screen.tty = fileno(screen.out);
  status = open_screen(name);
  if (status != CNC_STARTED) return status;
  char restoring[MODES_CAPACITY];
  describe_restoring(restoring);
  cnc_guard_install(screen.tty, &before, restoring, strlen(restoring));
  cnc_errors_keep();
  cnc_resize(cnc_measure());
  // Twice: the first refresh enters the alternate screen, which some terminals take as a reset of modes.
  refresh();
  send_modes(true);
  screen.cursor_x = screen.cursor_y = -2;
  return CNC_STARTED;
}

void cnc_stop(void) {
  if (screen.tty < 0) return;
  send_modes(false);
  curs_set(1);
  endwin();
  cnc_guard_restore_modes();
  cnc_guard_remove();
  cnc_errors_show();
  cnc_input_close();
  delscreen(screen.curses);
  fclose(screen.in);
  fclose(screen.out);
  screen.tty = -1;
}

int32_t cnc_colors(void) { return has_colors() ? COLORS : 0; }

static int clamp(int value, int least, int most) { return value < least ? least : value > most ? most : value; }

cnc_size cnc_measure(void) {
  struct winsize size;
  cnc_size result = {24, 80};
  if (ioctl(screen.tty, TIOCGWINSZ, &size) != 0) return result;
  // 0 is a terminal that does not know.
  if (size.ws_row > 0) result.height = clamp(size.ws_row, 1, MAX_ROWS);
  if (size.ws_col > 0) result.width = clamp(size.ws_col, 1, MAX_COLUMNS);
  return result;
}

void cnc_resize(cnc_size size) {
  resizeterm(size.height, size.width);
  cnc_forget();
}

void cnc_forget(void) {
  clearok(curscr, TRUE);
  erase();
  screen.is_changed = true;
}

static attr_t attributes_of(const cnc_cell *cell) {
  attr_t result = A_NORMAL;
  if (cell->attributes & CNC_BOLD) result |= A_BOLD;
  if (cell->attributes & CNC_DIM) result |= A_DIM;
  if (cell->attributes & CNC_REVERSE) result |= A_REVERSE;
  if (cell->attributes & CNC_UNDERLINE) result |= A_UNDERLINE;
  return result;
}

static int pair_of(const cnc_cell *cell) {
  if (!has_colors() || (cell->foreground < 0 && cell->background < 0)) return 0;
  int pair = alloc_pair(cell->foreground, cell->background);
  return pair < 0 ? 0 : pair;
}

// The library's idea of a width decides where the rest of the row goes, so what it measures otherwise is not drawn.
static bool fill_cell(cchar_t *target, const cnc_cell *cell, int width) {
  wchar_t text[CNC_SCALARS + 1];
  int length = 0;
  while (length < CNC_SCALARS && cell->scalars[length]) {
    text[length] = (wchar_t)cell->scalars[length];
    length++;
  }
  text[length] = 0;
  bool is_expected = length > 0 && wcwidth(text[0]) == width;
  for (int i = 1; i < length; i++) is_expected = is_expected && wcwidth(text[i]) == 0;
  int pair = pair_of(cell);
  // A right half whose left half was not drawn is a blank.
  const wchar_t *other = length > 0 ? L"?" : L" ";
  setcchar(target, is_expected ? text : other, attributes_of(cell), 0, &pair);
  return is_expected;
}

void cnc_put_row(int32_t y, const cnc_cell *cells, int32_t count) {
  cchar_t row[MAX_COLUMNS];
  int length = 0;
  for (int32_t x = 0; x < count && length < MAX_COLUMNS; x++) {
    bool is_wide = x + 1 < count && cells[x + 1].scalars[0] == 0;
    if (fill_cell(&row[length++], &cells[x], is_wide ? 2 : 1) && is_wide) x++;
  }
  // Never wraps and never scrolls, also in the last cell.
  mvadd_wchnstr(y, 0, row, length);
  screen.is_changed = true;
}

void cnc_flush(int32_t x, int32_t y) {
  bool moves = x != screen.cursor_x || y != screen.cursor_y;
  if (!screen.is_changed && !moves) return;
  if (screen.is_changed && screen.has_modes) send_text("\033[?2026h");
  if (moves && (x < 0) != (screen.cursor_x < 0 && screen.cursor_x != -2)) curs_set(x < 0 ? 0 : 1);
  move(y < 0 ? 0 : y, x < 0 ? 0 : x);
  wnoutrefresh(stdscr);
  doupdate();
  if (screen.is_changed && screen.has_modes) send_text("\033[?2026l");
  screen.is_changed = false;
  screen.cursor_x = x;
  screen.cursor_y = y;
}

void cnc_take_again(void) {
  // After a stop that could not be seen the shell has used the screen: leave and enter it anew.
  if (!isendwin()) endwin();
  reset_prog_mode();
  cnc_forget();
  refresh();
  send_modes(true);
  screen.cursor_x = screen.cursor_y = -2;
}

static void give_away(void) {
  send_modes(false);
  def_prog_mode();
  curs_set(1);
  endwin();
  cnc_guard_restore_modes();
  cnc_guard_hold(0);
}

int cnc_lend(const char *const *command) {
  give_away();
  int status = cnc_guard_run(command);
  cnc_guard_hold(1);
  cnc_take_again();
  return status;
}

void cnc_suspend(void) {
  give_away();
  cnc_guard_stop_group();
  cnc_guard_hold(1);
  cnc_take_again();
}
