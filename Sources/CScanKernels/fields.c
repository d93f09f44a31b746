#include "CScanKernels.h"

#if defined(__x86_64__)
#include <immintrin.h>
#define RS_AVX2 __attribute__((target("avx2,bmi,popcnt")))
#endif

// MARK: - Portable

static void take_portable(
  const uint32_t *positions, size_t width, size_t column, size_t columns, size_t row, size_t rows, uint32_t *starts,
  uint32_t *lengths, size_t stride) {
  for (size_t index = 0; index < columns; index++) {
    for (size_t offset = 0; offset < rows; offset++) {
      size_t field = (row + offset) * width + column + index;
      uint32_t start = field == 0 ? 0 : positions[field - 1] + 1;
      starts[index * stride + offset] = start;
      lengths[index * stride + offset] = positions[field] - start;
    }
  }
}

// MARK: - x86

#if defined(__x86_64__)

// Rows and columns of eight by eight numbers change places.
RS_AVX2 static inline void turn(__m256i rows[8]) {
  __m256i pairs[8], fours[8];
  for (int index = 0; index < 4; index++) {
    pairs[2 * index] = _mm256_unpacklo_epi32(rows[2 * index], rows[2 * index + 1]);
    pairs[2 * index + 1] = _mm256_unpackhi_epi32(rows[2 * index], rows[2 * index + 1]);
  }
  for (int half = 0; half < 2; half++) {
    for (int index = 0; index < 2; index++) {
      __m256i low = pairs[4 * half + index], high = pairs[4 * half + index + 2];
      fours[4 * half + 2 * index] = _mm256_unpacklo_epi64(low, high);
      fours[4 * half + 2 * index + 1] = _mm256_unpackhi_epi64(low, high);
    }
  }
  for (int index = 0; index < 4; index++) {
    rows[index] = _mm256_permute2x128_si256(fours[index], fours[index + 4], 0x20);
    rows[index + 4] = _mm256_permute2x128_si256(fours[index], fours[index + 4], 0x31);
  }
}

// Eight rows at a time: the ends of the fields before and of seven columns. Rows of fewer fields could lead behind the positions.
RS_AVX2 static void take_avx2(
  const uint32_t *positions, size_t width, size_t column, size_t columns, size_t row, size_t rows, uint32_t *starts,
  uint32_t *lengths, size_t stride) {
  size_t offset = row == 0 && rows > 0 ? 1 : 0;
  take_portable(positions, width, column, columns, row, offset, starts, lengths, stride);
  const __m256i one = _mm256_set1_epi32(1);
  // The last row is left: eight numbers from its end on are not there.
  for (; offset + 8 < rows; offset += 8) {
    const uint32_t *place = positions + (row + offset) * width + column - 1;
    __m256i ends[8];
    for (size_t index = 0; index < 8; index++) ends[index] = _mm256_loadu_si256((const __m256i *)(place + index * width));
    turn(ends);
    // Of a constant number of steps, so that the numbers stay in registers.
    for (size_t index = 0; index < 7; index++) {
      if (index == columns) break;
      __m256i start = _mm256_add_epi32(ends[index], one);
      _mm256_storeu_si256((__m256i *)(starts + index * stride + offset), start);
      _mm256_storeu_si256((__m256i *)(lengths + index * stride + offset), _mm256_sub_epi32(ends[index + 1], start));
    }
  }
  take_portable(positions, width, column, columns, row + offset, rows - offset, starts + offset, lengths + offset, stride);
}

#endif

void rs_take_fields(
  int loop, const uint32_t *positions, size_t width, size_t column, size_t columns, size_t row, size_t rows,
  uint32_t *starts, uint32_t *lengths, size_t stride) {
#if defined(__x86_64__)
  if (width >= 8 && (loop == RS_SCAN_BEST || loop == RS_SCAN_AVX2) && rs_scan_has(RS_SCAN_AVX2))
    return take_avx2(positions, width, column, columns, row, rows, starts, lengths, stride);
#endif
  take_portable(positions, width, column, columns, row, rows, starts, lengths, stride);
}

void rs_measure(const uint32_t *lengths, size_t count, rs_lengths *all) {
  uint32_t shortest = all->shortest, longest = all->longest;
  uint64_t sum = 0;
  for (size_t index = 0; index < count; index++) {
    shortest = lengths[index] < shortest ? lengths[index] : shortest;
    longest = lengths[index] > longest ? lengths[index] : longest;
    sum += lengths[index];
  }
  all->shortest = shortest;
  all->longest = longest;
  all->sum += sum;
}
