#include "CScanKernels.h"
#include "words.h"

#if defined(__x86_64__)
#include <immintrin.h>
#define RS_AVX2 __attribute__((target("avx2,bmi,popcnt")))
#endif

// MARK: - Portable

// The length of the valid character that begins with a byte above 0x7F; 0 where there is none (Unicode, table 3-7).
static inline size_t character_length(const uint8_t *text, size_t count) {
  uint8_t first = text[0];
  size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || count < length) return 0;
  uint8_t low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
  uint8_t high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
  if (text[1] < low || text[1] > high) return 0;
  for (size_t offset = 2; offset < length; offset++)
    if ((text[offset] & 0xC0) != 0x80) return 0;
  return length;
}

static size_t valid_portable(const uint8_t *text, size_t count, rs_text_counts *counts) {
  size_t position = 0;
  while (position < count) {
    if (position + 8 <= count) {
      uint64_t word = load(text + position);
      uint64_t feeds = word ^ ones * 0x0A;
      uint64_t odd = word | (((feeds - ones) & ~feeds) | ((word - ones) & ~word));
      if (!(odd & tops)) {
        position += 8;
        continue;
      }
    }
    uint8_t byte = text[position];
    if (byte < 0x80) {
      counts->feeds += byte == 0x0A;
      counts->zeros += byte == 0;
      position += 1;
      continue;
    }
    size_t length = character_length(text + position, count - position);
    if (length == 0) return position;
    counts->characters += 1;
    position += length;
  }
  return position;
}

// MARK: - x86

#if defined(__x86_64__)

RS_AVX2 static inline __m256i shifted(__m256i input, __m256i before, int bytes) {
  __m256i middle = _mm256_permute2x128_si256(before, input, 0x21);
  switch (bytes) {
  case 1: return _mm256_alignr_epi8(input, middle, 15);
  case 2: return _mm256_alignr_epi8(input, middle, 14);
  default: return _mm256_alignr_epi8(input, middle, 13);
  }
}

#define RS_BOTH_HALVES(...) _mm256_setr_epi8(__VA_ARGS__, __VA_ARGS__)

// What is wrong with 32 bytes after those before them, not zero where something is: the tables of Keiser and Lemire 2021 (Validating
// UTF-8 in less than one instruction per byte, section 6).
RS_AVX2 static inline __m256i faults(__m256i input, __m256i before) {
  enum {
    short_ = 1, long_ = 2, overlong3 = 4, too_large = 8, surrogate = 16, overlong2 = 32, too_large_1000 = 64,
    overlong4 = 64, two_follow = -128, carry = short_ | long_ | two_follow
  };
  const __m256i first_high = RS_BOTH_HALVES(
    long_, long_, long_, long_, long_, long_, long_, long_, two_follow, two_follow, two_follow, two_follow,
    short_ | overlong2, short_, short_ | overlong3 | surrogate, short_ | too_large | too_large_1000 | overlong4);
  const __m256i first_low = RS_BOTH_HALVES(
    carry | overlong3 | overlong2 | overlong4, carry | overlong2, carry, carry, carry | too_large,
    carry | too_large | too_large_1000, carry | too_large | too_large_1000, carry | too_large | too_large_1000,
    carry | too_large | too_large_1000, carry | too_large | too_large_1000, carry | too_large | too_large_1000,
    carry | too_large | too_large_1000, carry | too_large | too_large_1000,
    carry | too_large | too_large_1000 | surrogate, carry | too_large | too_large_1000,
    carry | too_large | too_large_1000);
  const __m256i second_high = RS_BOTH_HALVES(
    short_, short_, short_, short_, short_, short_, short_, short_,
    long_ | overlong2 | two_follow | overlong3 | too_large_1000 | overlong4,
    long_ | overlong2 | two_follow | overlong3 | too_large, long_ | overlong2 | two_follow | surrogate | too_large,
    long_ | overlong2 | two_follow | surrogate | too_large, short_, short_, short_, short_);
  const __m256i nibble = _mm256_set1_epi8(0x0F);
  __m256i one = shifted(input, before, 1);
  __m256i special = _mm256_and_si256(
    _mm256_and_si256(
      _mm256_shuffle_epi8(first_high, _mm256_and_si256(_mm256_srli_epi16(one, 4), nibble)),
      _mm256_shuffle_epi8(first_low, _mm256_and_si256(one, nibble))),
    _mm256_shuffle_epi8(second_high, _mm256_and_si256(_mm256_srli_epi16(input, 4), nibble)));
  __m256i third = _mm256_subs_epu8(shifted(input, before, 2), _mm256_set1_epi8((char)(0xE0 - 0x80)));
  __m256i fourth = _mm256_subs_epu8(shifted(input, before, 3), _mm256_set1_epi8((char)(0xF0 - 0x80)));
  __m256i must_follow = _mm256_and_si256(_mm256_or_si256(third, fourth), _mm256_set1_epi8((char)0x80));
  return _mm256_xor_si256(must_follow, special);
}

RS_AVX2 static inline uint64_t count_equal(__m256i input, __m256i byte) {
  return (uint64_t)__builtin_popcount((uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(input, byte)));
}

// Checks all of some bytes that begin and end between characters.
RS_AVX2 static int is_valid_avx2(const uint8_t *text, size_t count, rs_text_counts *counts) {
  __m256i before = _mm256_setzero_si256(), wrong = _mm256_setzero_si256();
  const __m256i feed = _mm256_set1_epi8(0x0A), zero = _mm256_setzero_si256(), lead = _mm256_set1_epi8((char)0xBF);
  rs_text_counts sums = {0, 0, 0};
  int was_plain = 1;
  for (size_t offset = 0; offset < count; offset += 32) {
    __m256i input;
    if (offset + 32 <= count) {
      input = _mm256_loadu_si256((const __m256i *)(text + offset));
      sums.zeros += count_equal(input, zero);
    } else {
      uint8_t rest[32] = {0};
      memcpy(rest, text + offset, count - offset);
      input = _mm256_loadu_si256((const __m256i *)rest);
      sums.zeros += count_equal(input, zero) - (offset + 32 - count);
    }
    sums.feeds += count_equal(input, feed);
    int is_plain = _mm256_movemask_epi8(input) == 0;
    if (!is_plain || !was_plain) {
      wrong = _mm256_or_si256(wrong, faults(input, before));
      // As signed numbers, continuations lie below 0xC0 and ASCII above all.
      __m256i leads = _mm256_andnot_si256(_mm256_cmpgt_epi8(input, _mm256_set1_epi8(-1)), _mm256_cmpgt_epi8(input, lead));
      sums.characters += (uint64_t)__builtin_popcount((uint32_t)_mm256_movemask_epi8(leads));
    }
    before = input;
    was_plain = is_plain;
  }
  // A character that is cut by the end shows where zeros follow it.
  if (!was_plain) wrong = _mm256_or_si256(wrong, faults(_mm256_setzero_si256(), before));
  if (!_mm256_testz_si256(wrong, wrong)) return 0;
  counts->feeds += sums.feeds;
  counts->zeros += sums.zeros;
  counts->characters += sums.characters;
  return 1;
}

enum { step = 4096 };

static size_t valid_avx2(const uint8_t *text, size_t count, rs_text_counts *counts) {
  size_t position = 0;
  while (position < count) {
    size_t size = count - position < step ? count - position : step;
    // Not through a character, where more bytes follow.
    for (int back = 0; back < 3 && position + size < count && (text[position + size] & 0xC0) == 0x80; back++) size--;
    // What is wrong with a part is found byte by byte.
    if (!is_valid_avx2(text + position, size, counts)) {
      size_t valid = valid_portable(text + position, count - position, counts);
      if (valid < size) return position + valid;
      size = valid;
    }
    position += size;
  }
  return position;
}

#endif

size_t rs_valid_prefix(int loop, const uint8_t *text, size_t count, rs_text_counts *counts) {
#if defined(__x86_64__)
  if ((loop == RS_SCAN_BEST || loop == RS_SCAN_AVX2) && rs_scan_has(RS_SCAN_AVX2)) return valid_avx2(text, count, counts);
#endif
  return valid_portable(text, count, counts);
}
