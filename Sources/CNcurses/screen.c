#define _GNU_SOURCE 1
#define _XOPEN_SOURCE_EXTENDED 1
#define NCURSES_WIDECHAR 1
#include "CNcurses.h"
#include "guard.h"

#include <errno.h>
#include <fcntl.h>
#include <ncurses.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <term.h>
#include <unistd.h>
#include <wchar.h>

enum { MAX_ROWS = 500, MAX_COLUMNS = 1000, MODES_CAPACITY = 512, STDERR_LIMIT = 8192 };
enum { MOUSE_CODE = KEY_MAX + 1, PASTE_START_CODE, PASTE_END_CODE, EXTRA_CODES };

// Mouse buttons, drags and the wheel in decimal; pasted text between marks. ncurses knows neither mode.
static const char modes_on[] = "\033[?1002h\033[?1006h\033[?2004h";
static const char modes_off[] = "\033[?2026l\033[?1006l\033[?1002l\033[?2004l";

static struct {
  SCREEN *curses;
  WINDOW *keys;
  FILE *out, *in;
  int tty;
  int old_stderr, log;
  int cursor_x, cursor_y;
  bool is_changed, has_modes;
} screen = {.tty = -1, .old_stderr = -1, .log = -1};

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

static void send_modes(bool on) {
  if (screen.has_modes) send_text(on ? modes_on : modes_off);
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

static void define(const char *sequence, int code) { define_key(sequence, code); }

static void define_keys(void) {
  // A mouse key of terminfo would take the start of our own mouse reports.
  define_key(NULL, KEY_MOUSE);
  define("\033[<", MOUSE_CODE);
  define("\033[200~", PASTE_START_CODE);
  define("\033[201~", PASTE_END_CODE);
  static const struct { const char *sequence; int code; } both_modes[] = {
      {"\033[A", KEY_UP}, {"\033OA", KEY_UP}, {"\033[B", KEY_DOWN}, {"\033OB", KEY_DOWN}, {"\033[C", KEY_RIGHT},
      {"\033OC", KEY_RIGHT}, {"\033[D", KEY_LEFT}, {"\033OD", KEY_LEFT}, {"\033[H", KEY_HOME}, {"\033OH", KEY_HOME},
      {"\033[1~", KEY_HOME}, {"\033[7~", KEY_HOME}, {"\033[F", KEY_END}, {"\033OF", KEY_END}, {"\033[4~", KEY_END},
      {"\033[8~", KEY_END}, {"\033[3~", KEY_DC}, {"\033[5~", KEY_PPAGE}, {"\033[6~", KEY_NPAGE}, {"\033[Z", KEY_BTAB},
      {"\033OP", KEY_F(1)}, {"\033[11~", KEY_F(1)}, {"\033OM", KEY_ENTER}};
  for (size_t i = 0; i < sizeof both_modes / sizeof *both_modes; i++)
    define(both_modes[i].sequence, both_modes[i].code);
}

// What libraries print would land in the middle of the screen: it is kept and shown afterwards.
static void keep_stderr(void) {
  screen.log = memfd_create("stderr", MFD_CLOEXEC);
  if (screen.log < 0) screen.log = open("/dev/null", O_WRONLY | O_CLOEXEC);
  screen.old_stderr = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
  fflush(stderr);
  if (screen.log >= 0) dup2(screen.log, STDERR_FILENO);
}

static void show_stderr(void) {
  fflush(stderr);
  if (screen.old_stderr >= 0) dup2(screen.old_stderr, STDERR_FILENO);
  static char text[STDERR_LIMIT];
  ssize_t length = screen.log >= 0 ? pread(screen.log, text, sizeof text, 0) : 0;
  for (ssize_t i = 0; i < length; i++)
    if ((unsigned char)text[i] < 0x20 ? text[i] != '\n' : text[i] == 0x7f) text[i] = '?';
  if (length > 0 && write(STDERR_FILENO, text, (size_t)length) < 0) errno = 0;
  if (screen.old_stderr >= 0) close(screen.old_stderr);
  if (screen.log >= 0) close(screen.log);
  screen.old_stderr = screen.log = -1;
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
  // Reading from stdscr would refresh it outside the synchronized update.
  screen.keys = newpad(1, 1);
  keypad(screen.keys, TRUE);
  nodelay(screen.keys, TRUE);
  define_keys();
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
  return screen.keys ? CNC_STARTED : CNC_FAILED;
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
  keep_stderr();
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
  show_stderr();
  delwin(screen.keys);
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

static uint32_t key_of(wint_t code) {
  switch (code) {
    case KEY_UP: return CNC_KEY_UP;
    case KEY_DOWN: return CNC_KEY_DOWN;
    case KEY_LEFT: return CNC_KEY_LEFT;
    case KEY_RIGHT: return CNC_KEY_RIGHT;
    case KEY_HOME: return CNC_KEY_HOME;
    case KEY_END: return CNC_KEY_END;
    case KEY_PPAGE: return CNC_KEY_PAGE_UP;
    case KEY_NPAGE: return CNC_KEY_PAGE_DOWN;
    case KEY_ENTER: return CNC_KEY_ENTER;
    case KEY_BTAB: return CNC_KEY_BACK_TAB;
    case KEY_BACKSPACE: return CNC_KEY_BACKSPACE;
    case KEY_DC: return CNC_KEY_DELETE;
    case MOUSE_CODE: return CNC_KEY_MOUSE;
    case PASTE_START_CODE: return CNC_KEY_PASTE_START;
    case PASTE_END_CODE: return CNC_KEY_PASTE_END;
  }
  if (code > KEY_F0 && code <= KEY_F(12)) return CNC_KEY_FUNCTION + (code - KEY_F0);
  return CNC_KEY_OTHER;
}

cnc_input cnc_read(void) {
  wint_t code = 0;
  cnc_input input = {CNC_NOTHING, 0};
  switch (wget_wch(screen.keys, &code)) {
    case KEY_CODE_YES:
      input.kind = CNC_KEY;
      input.value = key_of(code);
      break;
    case OK:
      input.kind = CNC_SCALAR;
      input.value = (uint32_t)code;
      break;
    default: break;
  }
  return input;
}

int cnc_wait(int timeout, bool *readable) {
  struct pollfd fds[2] = {{.fd = fileno(screen.in), .events = POLLIN}, {.fd = cnc_guard_pipe(), .events = POLLIN}};
  *readable = false;
  int ready = poll(fds, 2, timeout);
  if (ready == 0) return -1;
  if (ready < 0) return errno == EINTR ? cnc_guard_take() : CNC_HANGUP_ASKED;
  int waiting = 0;
  bool has_input = fds[0].revents & POLLIN;
  // Readable without a byte is the end of the terminal; asking again would give the same for ever.
  bool is_over = (fds[0].revents & (POLLHUP | POLLERR | POLLNVAL)) ||
                 (has_input && (ioctl(fds[0].fd, FIONREAD, &waiting) != 0 || waiting == 0));
  *readable = has_input && !is_over;
  return cnc_guard_take() | (is_over ? CNC_HANGUP_ASKED : 0);
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

void cnc_suspend(void) {
  send_modes(false);
  def_prog_mode();
  curs_set(1);
  endwin();
  cnc_guard_restore_modes();
  cnc_guard_hold(0);
  cnc_guard_stop_group();
  cnc_guard_hold(1);
  cnc_take_again();
}
