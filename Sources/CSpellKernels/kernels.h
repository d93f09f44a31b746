// What the files of this target share.
#ifndef KERNELS_H
#define KERNELS_H

#include <stdint.h>
#include <string.h>

#if defined(__x86_64__) && defined(__linux__)
#define RS_VECTORS __attribute__((target_clones("default", "avx2", "arch=x86-64-v4")))
#else
#define RS_VECTORS
#endif
#define RS_ALWAYS static inline __attribute__((always_inline))

RS_ALWAYS uint64_t bits_of(double number) {
  uint64_t bits;
  memcpy(&bits, &number, sizeof bits);
  return bits;
}

#endif
