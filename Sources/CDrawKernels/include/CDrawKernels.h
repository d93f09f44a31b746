// Loops over whole blocks that gain from the vector units of the machine at hand, chosen when the program starts. The results are
// the same bits on every machine: the same operations in the same order, no fused ones.
#ifndef CDRAWKERNELS_H
#define CDRAWKERNELS_H

#include <stddef.h>
#include <stdint.h>

// A cell of a quantile function with all that drawing from it needs.
typedef struct {
  double start, width;
  double lower, upper;
  // Numbers of the first and last grid points that belong to the cell.
  double first, last;
} rs_cell;

// Equally spaced numbers: multiples of `units`, over `scale`, which are `step` apart.
typedef struct {
  double step, units, scale;
} rs_grid;

// A cell that starts and ends where it says, and within it the line that leads to the numbers of grid points plus a half, which end
// at the points' halves: base + slope * (uniform - start), rounded down, is the number of the point.
typedef struct {
  double start, end;
  double slope, base;
} rs_line;

// Where a search in a list begins: number `slice` of `guide` for uniforms near slice / slices, at or before the place that is
// sought. `guide` has slices + 1 members.
typedef struct {
  const int32_t *guide;
  double slices;
} rs_guide;

// Uniform numbers in (0, 1) at the counters first, first + 1, ... of a stream with the given key.
void rs_fill_uniforms(uint64_t key, uint64_t first, double *target, size_t count);

// What rs_fill_uniforms makes of its counters alone, for several keys at the same counters.
void rs_fill_counter_bits(uint64_t first, uint64_t *target, size_t count);

// The uniforms of a key, of counters that went through rs_fill_counter_bits.
void rs_fill_keyed_uniforms(uint64_t key, const uint64_t *bits, double *target, size_t count);

// The values at `uniforms`, of which number i lies in cell places[i]: between the cell's edges, not rounded.
void rs_fill_values(const double *uniforms, const int32_t *places, const rs_cell *cells, double *target, size_t count);

// As rs_fill_values, rounded to the points of a grid that belong to the cell.
void rs_fill_points(
    const double *uniforms, const int32_t *places, const rs_cell *cells, rs_grid grid, double *target, size_t count);

// As rs_fill_points where scale is 1, as integers below 2^51 in magnitude.
void rs_fill_integers(
    const double *uniforms, const int32_t *places, const rs_cell *cells, rs_grid grid, int64_t *target, size_t count);

// As rs_fill_points, but by lines, the last of which stands twice, so that a search may go one too far. What comes within `margin` of
// a whole number, or is not found near the guide's place, is left: the numbers of such rows are put into `left`, which has room for
// all. Returns how many there are.
size_t rs_draw_points(
    const double *uniforms, rs_guide guide, const rs_line *lines, double margin, rs_grid grid, double *target,
    size_t count, int32_t *left);

// As rs_draw_points where scale is 1, as integers below 2^51 in magnitude.
size_t rs_draw_integers(
    const double *uniforms, rs_guide guide, const rs_line *lines, double margin, rs_grid grid, int64_t *target,
    size_t count, int32_t *left);

// For each uniform the first of non-decreasing `ends` that lies above it; the last is above all.
void rs_find_ends(const double *uniforms, rs_guide guide, const double *ends, int32_t *target, size_t count);

// As rs_find_ends for at most 256 ends.
void rs_find_few_ends(const double *uniforms, rs_guide guide, const double *ends, uint8_t *target, size_t count);

// The rows whose uniforms lie below `low` or above `high`, into `rows`, which has room for all. Returns how many there are.
size_t rs_find_outside(const double *uniforms, double low, double high, int32_t *rows, size_t count);

// Leaf l has the knots starts[l] ... starts[l + 1] - 1, at least one, and `cumulative` says how many rows it has up to each of them, a row
// at least for each. For each uniform the knot whose rows hold it, as if they shared (0, 1), and how far it lies among them, from 0 to 1.
// `values`, of as many members, is what the caller looks at next.
void rs_find_knots(
    const double *uniforms, const int32_t *leaves, const int32_t *starts, const int32_t *cumulative,
    const int64_t *values, size_t count, int32_t *knots, double *fractions);

#endif
