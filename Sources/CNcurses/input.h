// The keyboard and the mouse of the screen.
#ifndef CNC_INPUT_H
#define CNC_INPUT_H

#include <stdbool.h>

/// After newterm(); false where there is no memory.
bool cnc_input_open(int fd);
void cnc_input_close(void);

#endif
