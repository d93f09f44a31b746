#include "CVTerm.h"
int cvterm_placeholder(void) { return 0; }
