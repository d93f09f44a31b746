// Standard error while the screen is ours.
#ifndef CNC_ERRORS_H
#define CNC_ERRORS_H

/// What is printed from now on is kept.
void cnc_errors_keep(void);
/// Shows what was kept, made safe for a terminal.
void cnc_errors_show(void);

#endif
