#define _GNU_SOURCE 1
#include "errors.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

enum { STDERR_LIMIT = 8192 };

// What libraries print would land in the middle of the screen: it is kept in memory and shown afterwards.
static int old = -1, kept = -1;

void cnc_errors_keep(void) {
  kept = memfd_create("stderr", MFD_CLOEXEC);
  if (kept < 0) kept = open("/dev/null", O_WRONLY | O_CLOEXEC);
  old = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
  fflush(stderr);
  if (kept >= 0) dup2(kept, STDERR_FILENO);
}

void cnc_errors_show(void) {
  fflush(stderr);
  if (old >= 0) dup2(old, STDERR_FILENO);
  static char text[STDERR_LIMIT];
  ssize_t length = kept >= 0 ? pread(kept, text, sizeof text, 0) : 0;
  for (ssize_t i = 0; i < length; i++)
    if ((unsigned char)text[i] < 0x20 ? text[i] != '\n' : text[i] == 0x7f) text[i] = '?';
  if (length > 0 && write(STDERR_FILENO, text, (size_t)length) < 0) errno = 0;
  if (old >= 0) close(old);
  if (kept >= 0) close(kept);
  old = kept = -1;
}
