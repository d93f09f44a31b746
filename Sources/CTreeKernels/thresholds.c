#include "CTreeKernels.h"

#pragma STDC FP_CONTRACT OFF

#if defined(__x86_64__) && defined(__linux__)
#define RS_VECTORS __attribute__((target_clones("default", "avx2")))
#else
#define RS_VECTORS
#endif

enum { groups = 8, lanes = 8 };

typedef int32_t ints __attribute__((vector_size(32)));
typedef float floats __attribute__((vector_size(32)));

// Member g of vector b becomes member b of vector g.
static inline __attribute__((always_inline)) void transpose(const ints *from, ints *to) {
  ints pairs[8], fours[8];
  for (int row = 0; row < 8; row += 2) {
    pairs[row] = __builtin_shufflevector(from[row], from[row + 1], 0, 8, 1, 9, 4, 12, 5, 13);
    pairs[row + 1] = __builtin_shufflevector(from[row], from[row + 1], 2, 10, 3, 11, 6, 14, 7, 15);
  }
  for (int row = 0; row < 8; row += 4) {
    for (int half = 0; half < 2; half++) {
      ints first = pairs[row + half], second = pairs[row + 2 + half];
      fours[row + 2 * half] = __builtin_shufflevector(first, second, 0, 1, 8, 9, 4, 5, 12, 13);
      fours[row + 2 * half + 1] = __builtin_shufflevector(first, second, 2, 3, 10, 11, 6, 7, 14, 15);
    }
  }
  for (int row = 0; row < 4; row++) {
    to[row] = __builtin_shufflevector(fours[row], fours[row + 4], 0, 1, 2, 3, 8, 9, 10, 11);
    to[row + 4] = __builtin_shufflevector(fours[row], fours[row + 4], 4, 5, 6, 7, 12, 13, 14, 15);
  }
}

// Whether bins are listed and rows counted is known as the function is compiled, but for weighted ones.
static inline __attribute__((always_inline)) rs_threshold best_threshold(
    rs_node node, int32_t *restrict histogram, int32_t *restrict row_counts, const int32_t *restrict bins,
    size_t count) {
  const ints nothing = {0};
  rs_threshold best = {0};
  ints left = nothing;
  int32_t left_rows = 0, all_weight = 0;
  for (int group = 0; group < groups; group++) all_weight += node.total[group];
  // Behind the last bin come empty ones, which lead to no other threshold.
  for (size_t place = 0; place < count; place += lanes) {
    // Up to each of eight bins: counts of the groups, and rows.
    ints sums[lanes], rows = nothing;
    for (size_t lane = 0; lane < lanes; lane++) {
      size_t bin = bins ? (size_t)bins[place + lane] : place + lane;
      ints counts;
      __builtin_memcpy(&counts, histogram + bin * groups, sizeof counts);
      __builtin_memcpy(histogram + bin * groups, &nothing, sizeof nothing);
      left += counts;
      sums[lane] = left;
      if (row_counts) {
        left_rows += row_counts[bin];
        row_counts[bin] = 0;
        rows[lane] = left_rows;
      }
    }
    ints by_group[groups];
    transpose(sums, by_group);
    ints weight = nothing;
    floats left_squares = {0}, right_squares = {0};
    for (int group = 0; group < groups; group++) {
      weight += by_group[group];
      floats on_left = __builtin_convertvector(by_group[group], floats);
      floats on_right = __builtin_convertvector(node.total[group] - by_group[group], floats);
      left_squares += on_left * on_left;
      right_squares += on_right * on_right;
    }
    if (!row_counts) rows = weight;
    floats gains = left_squares / __builtin_convertvector(weight, floats) +
                   right_squares / __builtin_convertvector(all_weight - weight, floats);
    ints is_better = (rows >= node.least) & (node.rows - rows >= node.least) & (gains > best.gain);
    if (!(is_better[0] | is_better[1] | is_better[2] | is_better[3] | is_better[4] | is_better[5] | is_better[6] |
          is_better[7])) {
      continue;
    }
    for (size_t lane = 0; lane < lanes; lane++) {
      if (!is_better[lane] || !(gains[lane] > best.gain)) continue;
      best.gain = gains[lane];
      best.bin = bins ? bins[place + lane] : (int32_t)(place + lane);
      __builtin_memcpy(best.left, &sums[lane], sizeof best.left);
    }
  }
  return best;
}

RS_VECTORS
rs_threshold rs_best_threshold(
    rs_node node, int32_t *restrict histogram, int32_t *restrict row_counts, const int32_t *restrict bins,
    size_t count) {
  if (row_counts) return best_threshold(node, histogram, row_counts, bins, count);
  return bins ? best_threshold(node, histogram, 0, bins, count) : best_threshold(node, histogram, 0, 0, count);
}
