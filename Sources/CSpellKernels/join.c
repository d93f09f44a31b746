#include "CSpellKernels.h"

#include <string.h>

uint8_t *rs_join_rows(
    const rs_text *const *columns, const uint32_t *runs, size_t run_count, size_t row_count, uint8_t *target) {
  for (size_t row = 0; row < row_count; row++) {
    const rs_text *const *column = columns;
    for (size_t run = 0;; run++) {
      for (const rs_text *const *end = column + runs[run]; column < end; column++) {
        const rs_text *cell = *column + row;
        memcpy(target, cell, 16);
        target += cell->bytes[15];
      }
      if (run + 1 == run_count) break;
      const rs_text *cell = *column++ + row;
      const uint8_t *start = cell->elsewhere.start;
      size_t count = cell->elsewhere.count;
      for (size_t done = 0; done < count; done += 16) memcpy(target + done, start + done, 16);
      target += count;
    }
  }
  return target;
}
