#pragma once

#include <stdint.h>
#include <string.h>

// What all bytes of a word are in which each is '0', 1, or its highest bit.
static const uint64_t zeros = 0x3030303030303030u, ones = 0x0101010101010101u, tops = 0x8080808080808080u;

// Eight bytes, the first of them lowest.
static inline uint64_t load(const uint8_t *place) {
  uint64_t word;
  memcpy(&word, place, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  word = __builtin_bswap64(word);
#endif
  return word;
}
