// What the files of this target share.
#ifndef NUMBERS_H
#define NUMBERS_H

#include <stdint.h>
#include <string.h>

// Gathers pay with 256 bits; the 64-bit products of the mixing function with 512.
#if defined(__x86_64__) && defined(__linux__)
#define RS_VECTORS __attribute__((target_clones("default", "avx2")))
#define RS_WIDE_VECTORS __attribute__((target_clones("default", "avx2", "arch=x86-64-v4")))
#else
#define RS_VECTORS
#define RS_WIDE_VECTORS
#endif

// Added to a number of less than 2^51, leaves no bits behind the point.
static const double no_fraction = 0x1.8p52;

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

// A whole number of less than 2^51.
static inline int64_t integer_of(double whole) { return (int64_t)(bits_of(whole + no_fraction) - bits_of(no_fraction)); }

#endif
