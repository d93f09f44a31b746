#include "CTreeKernels.h"

enum { groups = 8 };

void rs_count(const uint32_t *entries, size_t count, const uint8_t *codes, int32_t *histogram) {
  for (size_t place = 0; place < count; place++) {
    uint32_t entry = entries[place];
    histogram[codes[entry >> 3] * groups + (entry & 7)]++;
  }
}

void rs_count_two(
    const uint32_t *entries, size_t count, const uint8_t *first_codes, const uint8_t *second_codes,
    int32_t *restrict first, int32_t *restrict second) {
  for (size_t place = 0; place < count; place++) {
    uint32_t entry = entries[place], row = entry >> 3, group = entry & 7;
    first[first_codes[row] * groups + group]++;
    second[second_codes[row] * groups + group]++;
  }
}

size_t rs_count_few(const uint32_t *entries, size_t count, const uint8_t *codes, int32_t *histogram, int32_t *bins) {
  uint64_t present[4] = {0};
  for (size_t place = 0; place < count; place++) {
    uint32_t entry = entries[place], bin = codes[entry >> 3];
    present[bin >> 6] |= (uint64_t)1 << (bin & 63);
    histogram[bin * groups + (entry & 7)]++;
  }
  size_t filled = 0;
  for (int32_t word = 0; word < 4; word++) {
    for (uint64_t bits = present[word]; bits != 0; bits &= bits - 1) {
      bins[filled++] = word * 64 + __builtin_ctzll(bits);
    }
  }
  for (size_t more = 0; more < groups; more++) bins[filled + more] = 255;
  return filled;
}

void rs_count_weighted(
    const uint32_t *entries, size_t count, const uint8_t *codes, const uint8_t *weights, int32_t *restrict histogram,
    int32_t *restrict rows) {
  for (size_t place = 0; place < count; place++) {
    uint32_t entry = entries[place], row = entry >> 3, bin = codes[row];
    histogram[bin * groups + (entry & 7)] += weights[row];
    rows[bin]++;
  }
}

size_t rs_divide(
    int32_t *restrict rows, size_t count, const uint8_t *restrict codes, const uint8_t *restrict goes_left,
    int32_t *restrict spare) {
  size_t left = 0;
  for (size_t place = 0; place < count; place++) {
    // Written to both, so that no jump depends on which way a row goes.
    int32_t row = rows[place];
    rows[left] = row;
    spare[place - left] = row;
    left += goes_left[codes[row]];
  }
  __builtin_memcpy(rows + left, spare, (count - left) * sizeof *rows);
  return left;
}
