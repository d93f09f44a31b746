#define _GNU_SOURCE 1
#define _XOPEN_SOURCE_EXTENDED 1
#define NCURSES_WIDECHAR 1
#include "input.h"
#include "CNcurses.h"
#include "guard.h"

#include <errno.h>
#include <ncurses.h>
#include <poll.h>
#include <sys/ioctl.h>

enum { MOUSE_CODE = KEY_MAX + 1, PASTE_START_CODE, PASTE_END_CODE };

static WINDOW *keys;
static int input_fd = -1;

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

bool cnc_input_open(int fd) {
  input_fd = fd;
  // Reading from stdscr would refresh it outside the synchronized update.
  keys = newpad(1, 1);
  if (!keys) return false;
  keypad(keys, TRUE);
  nodelay(keys, TRUE);
  define_keys();
  return true;
}

void cnc_input_close(void) {
  delwin(keys);
  keys = NULL;
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
  switch (wget_wch(keys, &code)) {
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
  struct pollfd fds[2] = {{.fd = input_fd, .events = POLLIN}, {.fd = cnc_guard_pipe(), .events = POLLIN}};
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
  if (is_over) cnc_guard_terminal_gone();
  return cnc_guard_take() | (is_over ? CNC_HANGUP_ASKED : 0);
}
