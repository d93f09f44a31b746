#include "CNcurses.h"

#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

static bool is_named(const char *variable) {
  const char *value = getenv(variable);
  return value && *value;
}

bool cnc_set_locale(void) {
  // Only the character type: numbers are read and written the same everywhere.
  bool is_own = setlocale(LC_CTYPE, "") && strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
  if (!is_own) setlocale(LC_CTYPE, "C.UTF-8");
  return is_own || !(is_named("LC_ALL") || is_named("LC_CTYPE") || is_named("LANG"));
}
