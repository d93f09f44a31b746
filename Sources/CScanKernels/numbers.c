#include "CScanKernels.h"
#include "words.h"

#if defined(__x86_64__)
#include <immintrin.h>
#define RS_AVX2 __attribute__((target("avx2,bmi,popcnt")))
#define RS_INLINE __attribute__((target("avx2,bmi,popcnt"), always_inline)) static inline
#endif

static const uint64_t highs = 0xF0F0F0F0F0F0F0F0u;

// MARK: - Portable

// The pairwise sums of Mula and Lemire over eight bytes that hold the digits at their end. Returns whether the field is such a number.
static inline int read_one(const uint8_t *field, uint32_t length, int64_t *value, rs_digit_counts *digits) {
  if (length - 1 > 7) return 0;
  uint64_t word = load(field);
  uint32_t sign = (word & 0xFF) == '-';
  uint32_t count = length - sign;
  if (count == 0 || ((word >> 8 * sign & 0xFF) == '0' && length > 1)) return 0;
  word <<= 64 - 8 * length;
  if (count < 8) {
    uint64_t front = ~(uint64_t)0 >> 8 * count;
    word = (word & ~front) | (zeros & front);
  }
  if ((word & highs) != zeros || ((word + 0x0606060606060606u) & highs) != zeros) return 0;
  word -= zeros;
  word = word * 10 + (word >> 8);
  uint64_t low = (word & 0x000000FF000000FFu) * 0x000F424000000064u;
  uint64_t top = (word >> 16 & 0x000000FF000000FFu) * 0x0000271000000001u;
  int64_t number = (int64_t)((low + top) >> 32);
  *value = sign ? -number : number;
  if (count < digits->fewest) digits->fewest = count;
  if (count > digits->most) digits->most = count;
  return 1;
}

static size_t integers_portable(
  const uint8_t *text, const uint32_t *starts, const uint32_t *lengths, size_t count, int64_t *values,
  rs_digit_counts *digits) {
  size_t row = 0, written = 0;
  for (; row < count; row++) {
    if (lengths[row] == 0) digits->empty++;
    else if (read_one(text + starts[row], lengths[row], values + written, digits)) written++;
    else break;
  }
  return row;
}

static void extremes_portable(const int64_t *values, size_t count, int64_t *least, int64_t *most) {
  int64_t low = *least, high = *most;
  for (size_t index = 0; index < count; index++) {
    low = values[index] < low ? values[index] : low;
    high = values[index] > high ? values[index] : high;
  }
  *least = low;
  *most = high;
}

// MARK: - x86

#if defined(__x86_64__)

typedef struct {
  __m256i fewest, most;
} digit_range;

// As `read_one` for four fields of one to eight bytes, of which `lengths` are given. Returns whether all are such numbers.
RS_INLINE int read_four(const uint8_t *text, const uint32_t *starts, __m128i lengths, int64_t *values, digit_range *range) {
  const __m256i byte = _mm256_set1_epi64x(0xFF), eight = _mm256_set1_epi64x(8), one = _mm256_set1_epi64x(1);
  const __m256i all_zeros = _mm256_set1_epi8('0'), nine = _mm256_set1_epi8(9);
  __m256i words = _mm256_set_epi64x(
    (long long)load(text + starts[3]), (long long)load(text + starts[2]), (long long)load(text + starts[1]),
    (long long)load(text + starts[0]));
  __m256i length = _mm256_cvtepu32_epi64(lengths);
  // All ones, which is -1, where there is a sign.
  __m256i sign = _mm256_cmpeq_epi64(_mm256_and_si256(words, byte), _mm256_set1_epi64x('-'));
  __m256i digit_count = _mm256_add_epi64(length, sign);
  __m256i first = _mm256_and_si256(_mm256_srlv_epi64(words, _mm256_and_si256(sign, eight)), byte);
  __m256i padded = _mm256_and_si256(
    _mm256_cmpeq_epi64(first, _mm256_set1_epi64x('0')), _mm256_cmpgt_epi64(length, one));
  __m256i odd = _mm256_or_si256(_mm256_cmpgt_epi64(one, digit_count), padded);
  // The digits go to the end of the word, zeros in front of them; shifts by 64 and more give nothing here.
  __m256i moved = _mm256_sllv_epi64(words, _mm256_slli_epi64(_mm256_sub_epi64(eight, length), 3));
  __m256i front = _mm256_srlv_epi64(_mm256_set1_epi8(-1), _mm256_slli_epi64(digit_count, 3));
  __m256i figures = _mm256_sub_epi8(_mm256_blendv_epi8(moved, all_zeros, front), all_zeros);
  __m256i are_digits = _mm256_cmpeq_epi8(_mm256_max_epu8(figures, nine), nine);
  if (_mm256_movemask_epi8(_mm256_andnot_si256(odd, are_digits)) != -1) return 0;
  __m256i quads = _mm256_madd_epi16(
    _mm256_maddubs_epi16(_mm256_set1_epi16(0x010A), figures), _mm256_set1_epi32(0x00010064));
  __m256i number = _mm256_add_epi64(
    _mm256_mul_epu32(quads, _mm256_set1_epi64x(10000)), _mm256_srli_epi64(quads, 32));
  _mm256_storeu_si256((__m256i *)values, _mm256_sub_epi64(_mm256_xor_si256(number, sign), sign));
  // The upper half of each count is zero, which the least must not see.
  __m256i counts = _mm256_or_si256(digit_count, _mm256_slli_epi64(digit_count, 32));
  range->fewest = _mm256_min_epu32(range->fewest, counts);
  range->most = _mm256_max_epu32(range->most, counts);
  return 1;
}

static inline int load_four(const uint8_t *place) {
  int word;
  memcpy(&word, place, sizeof word);
  return word;
}

// As `read_four` for eight fields of at most four bytes; those that are empty, where all bits of `none` are set, become 0.
RS_INLINE int read_eight(const uint8_t *text, const uint32_t *starts, __m256i length, __m256i none, int64_t *values, digit_range *range) {
  const __m256i byte = _mm256_set1_epi32(0xFF), all_zeros = _mm256_set1_epi8('0'), nine = _mm256_set1_epi8(9);
  __m256i words = _mm256_setr_epi32(
    load_four(text + starts[0]), load_four(text + starts[1]), load_four(text + starts[2]), load_four(text + starts[3]),
    load_four(text + starts[4]), load_four(text + starts[5]), load_four(text + starts[6]), load_four(text + starts[7]));
  __m256i sign = _mm256_andnot_si256(none, _mm256_cmpeq_epi32(_mm256_and_si256(words, byte), _mm256_set1_epi32('-')));
  __m256i digit_count = _mm256_add_epi32(length, sign);
  __m256i first = _mm256_and_si256(_mm256_srlv_epi32(words, _mm256_and_si256(sign, _mm256_set1_epi32(8))), byte);
  __m256i padded = _mm256_and_si256(
    _mm256_cmpeq_epi32(first, _mm256_set1_epi32('0')), _mm256_cmpgt_epi32(length, _mm256_set1_epi32(1)));
  __m256i odd = _mm256_or_si256(
    _mm256_andnot_si256(none, _mm256_cmpgt_epi32(_mm256_set1_epi32(1), digit_count)), padded);
  __m256i moved = _mm256_sllv_epi32(words, _mm256_slli_epi32(_mm256_sub_epi32(_mm256_set1_epi32(4), length), 3));
  __m256i front = _mm256_srlv_epi32(_mm256_set1_epi8(-1), _mm256_slli_epi32(digit_count, 3));
  __m256i figures = _mm256_sub_epi8(_mm256_blendv_epi8(moved, all_zeros, front), all_zeros);
  __m256i are_digits = _mm256_cmpeq_epi8(_mm256_max_epu8(figures, nine), nine);
  if (_mm256_movemask_epi8(_mm256_andnot_si256(odd, are_digits)) != -1) return 0;
  __m256i number = _mm256_madd_epi16(
    _mm256_maddubs_epi16(_mm256_set1_epi16(0x010A), figures), _mm256_set1_epi32(0x00010064));
  number = _mm256_sub_epi32(_mm256_xor_si256(number, sign), sign);
  _mm256_storeu_si256((__m256i *)values, _mm256_cvtepi32_epi64(_mm256_castsi256_si128(number)));
  _mm256_storeu_si256((__m256i *)(values + 4), _mm256_cvtepi32_epi64(_mm256_extracti128_si256(number, 1)));
  range->fewest = _mm256_min_epu32(range->fewest, _mm256_or_si256(digit_count, none));
  range->most = _mm256_max_epu32(range->most, digit_count);
  return 1;
}

// Keeps the values of the fields that are not empty. Returns how many there are.
RS_INLINE size_t without_empty(int64_t *values, const uint32_t *lengths) {
  size_t kept = 0;
  for (int lane = 0; lane < 8; lane++) {
    values[kept] = values[lane];
    kept += lengths[lane] > 0;
  }
  return kept;
}

RS_INLINE void note_range(digit_range range, rs_digit_counts *digits) {
  uint32_t least[8], largest[8];
  _mm256_storeu_si256((__m256i *)least, range.fewest);
  _mm256_storeu_si256((__m256i *)largest, range.most);
  for (int lane = 0; lane < 8; lane++) {
    if (least[lane] < digits->fewest) digits->fewest = least[lane];
    if (largest[lane] > digits->most) digits->most = largest[lane];
  }
}

RS_AVX2 static size_t integers_avx2(
  const uint8_t *text, const uint32_t *starts, const uint32_t *lengths, size_t count, int64_t *values,
  rs_digit_counts *digits) {
  digit_range range = {_mm256_set1_epi32(-1), _mm256_setzero_si256()};
  const __m256i nothing = _mm256_setzero_si256(), four = _mm256_set1_epi32(4);
  size_t row = 0, written = 0;
  for (; row + 8 <= count; row += 8) {
    __m256i length = _mm256_loadu_si256((const __m256i *)(lengths + row));
    __m256i none = _mm256_cmpeq_epi32(length, nothing);
    const uint32_t *first = starts + row;
    int64_t *target = values + written;
    if (_mm256_movemask_epi8(_mm256_cmpeq_epi32(_mm256_max_epu32(length, four), four)) == -1) {
      if (read_eight(text, first, length, none, target, &range)) {
        size_t kept = _mm256_testz_si256(none, none) ? 8 : without_empty(target, lengths + row);
        written += kept;
        digits->empty += 8 - kept;
        continue;
      }
    } else if (_mm256_movemask_epi8(
        _mm256_cmpeq_epi32(_mm256_srli_epi32(_mm256_sub_epi32(length, _mm256_set1_epi32(1)), 3), nothing)) == -1) {
      if (read_four(text, first, _mm256_castsi256_si128(length), target, &range)
        && read_four(text, first + 4, _mm256_extracti128_si256(length, 1), target + 4, &range)) {
        written += 8;
        continue;
      }
    }
    uint64_t empty = digits->empty;
    size_t read = integers_portable(text, first, lengths + row, 8, target, digits);
    if (read < 8) {
      note_range(range, digits);
      return row + read;
    }
    written += 8 - (size_t)(digits->empty - empty);
  }
  note_range(range, digits);
  return row + integers_portable(text, starts + row, lengths + row, count - row, values + written, digits);
}

RS_AVX2 static void extremes_avx2(const int64_t *values, size_t count, int64_t *least, int64_t *most) {
  // Two of each, so that no step waits for the one before it.
  __m256i low = _mm256_set1_epi64x(*least), high = _mm256_set1_epi64x(*most), low2 = low, high2 = high;
  size_t index = 0;
  for (; index + 8 <= count; index += 8) {
    __m256i one = _mm256_loadu_si256((const __m256i *)(values + index));
    __m256i two = _mm256_loadu_si256((const __m256i *)(values + index + 4));
    low = _mm256_blendv_epi8(low, one, _mm256_cmpgt_epi64(low, one));
    high = _mm256_blendv_epi8(high, one, _mm256_cmpgt_epi64(one, high));
    low2 = _mm256_blendv_epi8(low2, two, _mm256_cmpgt_epi64(low2, two));
    high2 = _mm256_blendv_epi8(high2, two, _mm256_cmpgt_epi64(two, high2));
  }
  int64_t lanes[16];
  _mm256_storeu_si256((__m256i *)lanes, low);
  _mm256_storeu_si256((__m256i *)(lanes + 4), low2);
  _mm256_storeu_si256((__m256i *)(lanes + 8), high);
  _mm256_storeu_si256((__m256i *)(lanes + 12), high2);
  for (int lane = 0; lane < 8; lane++) {
    if (lanes[lane] < *least) *least = lanes[lane];
    if (lanes[lane + 8] > *most) *most = lanes[lane + 8];
  }
  extremes_portable(values + index, count - index, least, most);
}

#endif

void rs_extremes(int loop, const int64_t *values, size_t count, int64_t *least, int64_t *most) {
#if defined(__x86_64__)
  if ((loop == RS_SCAN_BEST || loop == RS_SCAN_AVX2) && rs_scan_has(RS_SCAN_AVX2))
    return extremes_avx2(values, count, least, most);
#endif
  extremes_portable(values, count, least, most);
}

size_t rs_short_integers(
  int loop, const uint8_t *text, const uint32_t *starts, const uint32_t *lengths, size_t count, int64_t *values,
  rs_digit_counts *digits) {
#if defined(__x86_64__)
  if ((loop == RS_SCAN_BEST || loop == RS_SCAN_AVX2) && rs_scan_has(RS_SCAN_AVX2))
    return integers_avx2(text, starts, lengths, count, values, digits);
#endif
  return integers_portable(text, starts, lengths, count, values, digits);
}
