// What growing a tree does with every row and bin of a node, in vector units where the machine has them. The results are the same bits
// on every machine: the same operations in the same order, no fused ones.
//
// An entry is a row of the table with its group of the target, of which there are 8: row << 3 | group. A histogram has 8 counters for
// each of 256 bins, one for each group, all 0 between features. Columns have at most 255 bins.
#ifndef CTREEKERNELS_H
#define CTREEKERNELS_H

#include <stddef.h>
#include <stdint.h>

// The best threshold of a feature: what lies in bins up to it, in the order of the search, goes left.
typedef struct {
  // The sum over both sides of Σ counts² / rows; 0 where no side may be cut off.
  float gain;
  int32_t bin;
  int32_t left[8];
} rs_threshold;

// Rows of a node by group, all of them, and how many each side must have.
typedef struct {
  int32_t total[8];
  int32_t rows;
  int32_t least;
} rs_node;

// Counts entries by the bins of one feature, whose bin of every row of the table is in `codes`.
void rs_count(const uint32_t *entries, size_t count, const uint8_t *codes, int32_t *histogram);

// Counts entries by the bins of two features.
void rs_count_two(
    const uint32_t *entries, size_t count, const uint8_t *first_codes, const uint8_t *second_codes, int32_t *first,
    int32_t *second);

// Counts few entries, and puts the bins that they lie in into `bins`, in increasing order, behind them up to 8 times the last of the
// histogram, which no column has. Returns how many there are, without those.
size_t rs_count_few(const uint32_t *entries, size_t count, const uint8_t *codes, int32_t *histogram, int32_t *bins);

// Counts each entry as often as the weight of its row says, and in `rows` how many lie in each bin.
void rs_count_weighted(
    const uint32_t *entries, size_t count, const uint8_t *codes, const uint8_t *weights, int32_t *histogram,
    int32_t *rows);

// Looks for the best threshold and clears the histogram. Bins are the `count` ones listed, in that order, as rs_count_few lists them, or
// the first `count` where `bins` is null. Where `row_counts` is not null counts are weighted, and it says (and is cleared) how many rows
// lie in each bin.
rs_threshold rs_best_threshold(
    rs_node node, int32_t *histogram, int32_t *row_counts, const int32_t *bins, size_t count);

// Moves the rows whose code goes left to the front and the others behind them, both in the order they had. `goes_left` has a 1 or 0
// for each of 256 codes, and `spare` room for all rows. Returns how many go left.
size_t rs_divide(int32_t *rows, size_t count, const uint8_t *codes, const uint8_t *goes_left, int32_t *spare);

#endif
