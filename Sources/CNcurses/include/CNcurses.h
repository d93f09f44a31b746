// The narrow face of ncurses: no ncurses type, macro or global reaches Swift.
#ifndef CNCURSES_H
#define CNCURSES_H

#include <stdbool.h>
#include <stdint.h>

enum { CNC_SCALARS = 5 };

enum { CNC_BOLD = 1, CNC_DIM = 2, CNC_REVERSE = 4, CNC_UNDERLINE = 8 };

/// One cell. `scalars[0] == 0`: the right half of the wide character before it.
/// Colours: -1 the terminal's own, 0...255 an index, with 16,777,216 colours 0xRRGGBB.
typedef struct {
  uint32_t scalars[CNC_SCALARS];
  int32_t foreground;
  int32_t background;
  uint32_t attributes;
} cnc_cell;

typedef enum {
  CNC_STARTED = 0,
  CNC_NOT_A_TERMINAL,
  CNC_UNKNOWN_TERMINAL,
  CNC_POOR_TERMINAL,
  CNC_FAILED
} cnc_status;

typedef struct {
  int32_t height;
  int32_t width;
} cnc_size;

typedef enum { CNC_NOTHING = 0, CNC_SCALAR, CNC_KEY, CNC_ENDED } cnc_input_kind;

/// One input: a Unicode scalar, or one of the `cnc_key` codes.
typedef struct {
  cnc_input_kind kind;
  uint32_t value;
} cnc_input;

typedef enum {
  CNC_KEY_UP = 1, CNC_KEY_DOWN, CNC_KEY_LEFT, CNC_KEY_RIGHT, CNC_KEY_HOME, CNC_KEY_END, CNC_KEY_PAGE_UP,
  CNC_KEY_PAGE_DOWN, CNC_KEY_ENTER, CNC_KEY_BACK_TAB, CNC_KEY_BACKSPACE, CNC_KEY_DELETE, CNC_KEY_MOUSE,
  CNC_KEY_PASTE_START, CNC_KEY_PASTE_END, CNC_KEY_OTHER, CNC_KEY_FUNCTION = 100
} cnc_key;

/// What happened outside the keyboard; a set of bits.
enum {
  CNC_WOKEN = 1, CNC_RESIZED = 2, CNC_CONTINUED = 4, CNC_STOP_ASKED = 8, CNC_TERM_ASKED = 16, CNC_HANGUP_ASKED = 32,
  CNC_INTERRUPT_ASKED = 64
};

// The locale ------------------------------------------------------------------------------------------------------

/// Sets the character type of the user's locale, or C.UTF-8 where that is not UTF-8.
/// Returns whether the user's own locale is UTF-8 (or none is named at all).
bool cnc_set_locale(void);

// The screen: one thread calls all of these ------------------------------------------------------------------------

/// Opens the terminal on `input` and `output`. `term` may be NULL: the environment's.
cnc_status cnc_start(int input, int output, const char *term);
/// Whether terminfo has an entry of this name.
bool cnc_knows(const char *term);
/// Gives the terminal back for good.
void cnc_stop(void);
/// Opens /dev/tty; -1 where there is no terminal.
int cnc_open_tty(void);
int32_t cnc_colors(void);
cnc_size cnc_measure(void);
void cnc_resize(cnc_size size);
void cnc_put_row(int32_t y, const cnc_cell *cells, int32_t count);
/// The whole screen is sent again with the next flush.
void cnc_forget(void);
/// Asks the terminal to put a text on the clipboard (OSC 52). `base64` is the text so encoded.
void cnc_copy(const char *base64);
/// Shows what was put, and the cursor at a place; hidden where `x` is negative.
void cnc_flush(int32_t x, int32_t y);
cnc_input cnc_read(void);
/// Waits for input or a notice. Returns the notices; 0 with `*readable` set for input; -1 in `timeout` milliseconds.
int cnc_wait(int timeout, bool *readable);
/// Gives the terminal to the shell, stops the process group, and takes the terminal again when it continues.
void cnc_suspend(void);
/// Gives the terminal to a program (its path and arguments, then NULL) until that ends, and takes it again.
/// Returns its exit status; -1 where it could not be started or was ended by a signal.
int cnc_lend(const char *const *command);
/// Names the terminal's window; the title before comes back with its other modes. Printable UTF-8 only.
void cnc_set_title(const char *title);
/// Takes the terminal's modes again after a stop that could not be seen.
void cnc_take_again(void);

// The guard ----------------------------------------------------------------------------------------------------------

/// Wakes `cnc_wait` from any thread.
void cnc_wake(void);
/// No core dumps, no reading of this process's memory by others.
void cnc_forbid_dumps(void);
/// Gives the calling thread a signal stack, so that the guard also works when its own stack is full.
void cnc_guard_thread(void);

#endif
