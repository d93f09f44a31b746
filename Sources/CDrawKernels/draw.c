#include "CDrawKernels.h"

#include <string.h>

#pragma STDC FP_CONTRACT OFF

// Gathers pay with 256 bits; the 64-bit products of the mixing function with 512.
#if defined(__x86_64__) && defined(__linux__)
#define RS_VECTORS __attribute__((target_clones("default", "avx2")))
#define RS_WIDE_VECTORS __attribute__((target_clones("default", "avx2", "arch=x86-64-v4")))
#else
#define RS_VECTORS
#define RS_WIDE_VECTORS
#endif

static inline double double_of(uint64_t bits) {
  double number;
  memcpy(&number, &bits, sizeof number);
  return number;
}

static inline uint64_t bits_of(double number) {
  uint64_t bits;
  memcpy(&bits, &number, sizeof bits);
  return bits;
}

// The finaliser of SplitMix64 (Steele, Lea, Flood 2014).
static inline uint64_t mix(uint64_t bits) {
  bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9u;
  bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EBu;
  return bits ^ (bits >> 31);
}

RS_WIDE_VECTORS
void rs_fill_uniforms(uint64_t key, uint64_t first, double *restrict target, size_t count) {
  for (size_t row = 0; row < count; row++) {
    uint64_t bits = mix(key + mix((first + row) * 0x9E3779B97F4A7C15u + 0xD1B54A32D192ED03u));
    // 52 bits behind the exponent of 2^52 are that whole number above it.
    double whole = double_of(bits >> 12 | 0x4330000000000000u) - 0x1p52;
    target[row] = (whole + 0.5) * 0x1p-52;
  }
}

static inline double value_in(const rs_cell *cell, double uniform) {
  double part = (uniform - cell->start) / cell->width;
  part = part > 0 ? part : 0;
  part = part < 1 ? part : 1;
  double value = cell->lower * (1 - part) + cell->upper * part;
  value = value > cell->lower ? value : cell->lower;
  return value < cell->upper ? value : cell->upper;
}

// Added to a number of less than 2^51, leaves no bits behind the point.
static const double no_fraction = 0x1.8p52;

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
    target[row] = (int64_t)(bits_of(whole + no_fraction) - bits_of(no_fraction));
  }
}
