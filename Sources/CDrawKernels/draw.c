#include "CDrawKernels.h"

#include "numbers.h"

#pragma STDC FP_CONTRACT OFF

// The finaliser of SplitMix64 (Steele, Lea, Flood 2014).
static inline uint64_t mix(uint64_t bits) {
  bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9u;
  bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EBu;
  return bits ^ (bits >> 31);
}

static inline uint64_t counter_bits(uint64_t counter) { return mix(counter * 0x9E3779B97F4A7C15u + 0xD1B54A32D192ED03u); }

static inline double uniform(uint64_t bits) {
  // 52 bits behind the exponent of 2^52 are that whole number above it.
  double whole = double_of(bits >> 12 | 0x4330000000000000u) - 0x1p52;
  return (whole + 0.5) * 0x1p-52;
}

RS_WIDE_VECTORS
void rs_fill_uniforms(uint64_t key, uint64_t first, double *restrict target, size_t count) {
  for (size_t row = 0; row < count; row++) target[row] = uniform(mix(key + counter_bits(first + row)));
}

RS_WIDE_VECTORS
void rs_fill_counter_bits(uint64_t first, uint64_t *restrict target, size_t count) {
  for (size_t row = 0; row < count; row++) target[row] = counter_bits(first + row);
}

RS_WIDE_VECTORS
void rs_fill_keyed_uniforms(uint64_t key, const uint64_t *restrict bits, double *restrict target, size_t count) {
  for (size_t row = 0; row < count; row++) target[row] = uniform(mix(key + bits[row]));
}

static inline double value_in(const rs_cell *cell, double uniform) {
  double part = (uniform - cell->start) / cell->width;
  part = part > 0 ? part : 0;
  part = part < 1 ? part : 1;
  double value = cell->lower * (1 - part) + cell->upper * part;
  value = value > cell->lower ? value : cell->lower;
  return value < cell->upper ? value : cell->upper;
}

static inline double index_in(const rs_cell *cell, double uniform, double step) {
  double place = value_in(cell, uniform) / step + 0.5;
  double index = (place + no_fraction) - no_fraction;
  index = index > place ? index - 1 : index;
  index = cell->first >= index ? cell->first : index;
  return cell->last < index ? cell->last : index;
}

RS_VECTORS
void rs_fill_values(
    const double *restrict uniforms, const int32_t *restrict places, const rs_cell *restrict cells,
    double *restrict target, size_t count) {
  for (size_t row = 0; row < count; row++) target[row] = value_in(cells + places[row], uniforms[row]);
}

RS_VECTORS
void rs_fill_points(
    const double *restrict uniforms, const int32_t *restrict places, const rs_cell *restrict cells, rs_grid grid,
    double *restrict target, size_t count) {
  for (size_t row = 0; row < count; row++)
    target[row] = index_in(cells + places[row], uniforms[row], grid.step) * grid.units / grid.scale;
}

RS_VECTORS
void rs_fill_integers(
    const double *restrict uniforms, const int32_t *restrict places, const rs_cell *restrict cells, rs_grid grid,
    int64_t *restrict target, size_t count) {
  for (size_t row = 0; row < count; row++) {
    double whole = index_in(cells + places[row], uniforms[row], grid.step) * grid.units;
    target[row] = integer_of(whole);
  }
}
