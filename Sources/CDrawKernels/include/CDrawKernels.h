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

// Uniform numbers in (0, 1) at the counters first, first + 1, ... of a stream with the given key.
void rs_fill_uniforms(uint64_t key, uint64_t first, double *target, size_t count);

// The values at `uniforms`, of which number i lies in cell places[i]: between the cell's edges, not rounded.
void rs_fill_values(const double *uniforms, const int32_t *places, const rs_cell *cells, double *target, size_t count);

// As rs_fill_values, rounded to the points of a grid that belong to the cell.
void rs_fill_points(
    const double *uniforms, const int32_t *places, const rs_cell *cells, rs_grid grid, double *target, size_t count);

// As rs_fill_points where scale is 1, as integers below 2^51 in magnitude.
void rs_fill_integers(
    const double *uniforms, const int32_t *places, const rs_cell *cells, rs_grid grid, int64_t *target, size_t count);

#endif
