#include "CDrawKernels.h"
#include "numbers.h"

#pragma STDC FP_CONTRACT OFF

// Rows whose lists are asked for ahead of time: more than the processor looks ahead by itself.
enum { ahead = 12 };

#if defined(__GNUC__)
// Keeps the compiler from making a jump of a mask: which way it goes is random, so that a processor that guesses errs half the time.
#define RS_KEEP(mask) __asm__("" : "+r"(mask))
#else
#define RS_KEEP(mask) (void)0
#endif

void rs_find_knots(
    const double *restrict uniforms, const int32_t *restrict leaves, const int32_t *restrict starts,
    const int32_t *restrict cumulative, const int64_t *restrict values, size_t count, int32_t *restrict knots,
    double *restrict fractions) {
  for (size_t row = 0; row < count; row++) {
    size_t later = row + ahead < count ? row + ahead : row;
    __builtin_prefetch(cumulative + starts[leaves[later]]);
    __builtin_prefetch(values + starts[leaves[later]]);
    size_t first = (size_t)starts[leaves[row]], size = (size_t)starts[leaves[row] + 1] - first;
    const int32_t *rows = cumulative + first;
    double position = uniforms[row] * (double)rows[size - 1];
    int32_t whole = (int32_t)position;
    // Every knot has a row at least, and in most leaves no more.
    size_t knot = (size_t)whole < size - 1 ? (size_t)whole : size - 1;
    if (knot > 0 && rows[knot - 1] > whole) {
      size = knot;
      knot = 0;
      while (size > 1) {
        size_t half = size >> 1;
        int64_t is_behind = ((int64_t)rows[knot + half - 1] - whole - 1) >> 63;
        RS_KEEP(is_behind);
        knot += half & (size_t)is_behind;
        size -= half;
      }
    }
    double below = knot == 0 ? 0 : (double)rows[knot - 1];
    fractions[row] = (position - below) / ((double)rows[knot] - below);
    knots[row] = (int32_t)(first + knot);
  }
}
