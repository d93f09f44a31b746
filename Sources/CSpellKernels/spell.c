#include "CSpellKernels.h"

#include "kernels.h"

#pragma STDC FP_CONTRACT OFF

static const uint64_t ascii_zeros = 0x3030303030303030u;
static const uint32_t most_digits = 99999999;

// The digits of a number of at most 8, one per byte, the first in the lowest byte: 4, then 2, then 1 digits are parted in all lanes at
// once (109951163 / 2^40, 10486 / 2^20 and 103 / 2^10 stand for 1 / 10000, 1 / 100 and 1 / 10, exact for such small numbers).
RS_ALWAYS uint64_t eight_digits(uint32_t number) {
  uint64_t high = (uint64_t)number * 109951163 >> 40;
  uint64_t lanes = high | (number - (uint64_t)(uint32_t)high * 10000) << 32;
  uint64_t hundreds = ((lanes * 10486) >> 20) & 0x0000007F0000007Fu;
  lanes = hundreds | (lanes - hundreds * 100) << 16;
  uint64_t tens = ((lanes * 103) >> 10) & 0x000F000F000F000Fu;
  return tens | (lanes - tens * 10) << 8;
}

// Comparisons, which all machines do in vectors, where counting zeros is not.
RS_ALWAYS uint64_t digit_count(uint32_t number) {
  return 1 + (number > 9) + (number > 99) + (number > 999) + (number > 9999) + (number > 99999) + (number > 999999) +
         (number > 9999999);
}

// Writes 16 bytes with the sign before them and `count`, which has it in, as the last.
RS_ALWAYS void finish(rs_text *cell, uint64_t low, uint64_t high, uint64_t negative, uint64_t count) {
  high = negative ? high << 8 | low >> 56 : high;
  low = negative ? low << 8 | '-' : low;
  cell->words[0] = low;
  cell->words[1] = high | count << 56;
}

RS_VECTORS
bool rs_spell_short_integers(const int64_t *restrict values, size_t count, rs_tail tail, rs_text *restrict cells) {
  uint64_t is_large = 0;
  for (size_t row = 0; row < count; row++) is_large |= (uint64_t)values[row] + most_digits > 2 * (uint64_t)most_digits;
  if (is_large) return false;
  for (size_t row = 0; row < count; row++) {
    uint64_t negative = values[row] < 0;
    uint32_t size = (uint32_t)(negative ? -values[row] : values[row]);
    uint64_t digits = digit_count(size);
    uint64_t low = (eight_digits(size) | ascii_zeros) >> (64 - 8 * digits);
    low |= tail.bytes << 8 * (digits - 1) << 8;
    uint64_t high = tail.bytes >> (64 - 8 * digits);
    finish(cells + row, low, high, negative, digits + negative + tail.count);
  }
  return true;
}

// 1 to 8 digits, or 9 and more: those beyond the last 8 and the last 8 themselves.
RS_ALWAYS void spell_integer(int64_t value, rs_tail tail, rs_text *cell) {
  uint64_t negative = value < 0;
  uint64_t size = negative ? 0 - (uint64_t)value : (uint64_t)value;
  uint64_t beyond = size / 100000000;
  uint64_t last = eight_digits((uint32_t)(size - beyond * 100000000)) | ascii_zeros;
  uint64_t first = eight_digits((uint32_t)beyond) | ascii_zeros;
  uint64_t is_long = beyond > 0;
  uint64_t digits = digit_count(is_long ? (uint32_t)beyond : (uint32_t)size);
  // As 128 bits: the last 8 digits with the tail, then moved behind the first ones.
  uint64_t low = is_long ? first >> (64 - 8 * digits) : last >> (64 - 8 * digits);
  uint64_t more = is_long ? last : tail.bytes;
  uint64_t high = more >> (64 - 8 * digits);
  low |= more << 8 * (digits - 1) << 8;
  high |= is_long ? tail.bytes << 8 * digits % 64 : 0;
  finish(cell, low, high & 0x00FFFFFFFFFFFFFFu, negative, digits + 8 * is_long + negative + tail.count);
}

RS_VECTORS
bool rs_spell_integers(const int64_t *restrict values, size_t count, rs_tail tail, rs_text *restrict cells) {
  if (tail.count > 6) return false;
  uint64_t most = 99999999999999;
  for (uint32_t taken = 0; taken < tail.count; taken++) most /= 10;
  uint64_t is_large = 0;
  for (size_t row = 0; row < count; row++) is_large |= (uint64_t)values[row] + most > 2 * most;
  if (is_large) return false;
  for (size_t row = 0; row < count; row++) spell_integer(values[row], tail, cells + row);
  return true;
}

RS_ALWAYS void spell_decimals(
    const double *restrict values, size_t count, rs_decimal_look look, uint32_t minimum, rs_tail tail,
    rs_text *restrict cells) {
  const uint64_t decimals = look.decimals, before_mark = 64 - 8 * decimals;
  for (size_t row = 0; row < count; row++) {
    double value = values[row];
    // A double of 2^52 and more has no room for bits behind the point: adding it rounds.
    uint32_t size = (uint32_t)bits_of((value < 0 ? -value : value) * look.scale + 0x1p52);
    uint64_t negative = value < 0 && size > 0;
    uint64_t all = eight_digits(size), fraction = all >> before_mark;
    uint64_t kept = minimum;
    if (minimum < decimals) {
      uint64_t used = 0;
      for (int place = 0; place < 6; place++) used += fraction >> 8 * place != 0;
      kept = used > kept ? used : kept;
    }
    uint64_t digits = digit_count(size);
    uint64_t whole = digits > decimals ? digits - decimals : 1;
    uint64_t width = kept + (kept > 0);
    uint64_t behind = ((fraction | ascii_zeros) << 8 | look.mark) & (((uint64_t)1 << 8 * width) - 1);
    behind |= tail.bytes << 8 * width;
    uint64_t low = (all | ascii_zeros) >> (before_mark - 8 * whole) & (((uint64_t)1 << 8 * whole) - 1);
    finish(
        cells + row, low | behind << 8 * whole, behind >> (64 - 8 * whole), negative,
        whole + width + negative + tail.count);
  }
}

RS_VECTORS
bool rs_spell_decimals(
    const double *restrict values, size_t count, rs_decimal_look look, rs_tail tail, rs_text *restrict cells) {
  uint64_t is_large = 0;
  for (size_t row = 0; row < count; row++) {
    double scaled = (values[row] < 0 ? -values[row] : values[row]) * look.scale;
    is_large |= !(scaled < most_digits);
  }
  if (is_large) return false;
  if (look.minimum == look.decimals) {
    spell_decimals(values, count, look, look.decimals, tail, cells);
  } else {
    spell_decimals(values, count, look, look.minimum, tail, cells);
  }
  return true;
}

void rs_spell_levels(
    const int32_t *restrict codes, size_t count, const rs_text *restrict texts, size_t text_count,
    rs_text *restrict cells) {
  for (size_t row = 0; row < count; row++) {
    size_t text = (size_t)((int64_t)codes[row] + 1);
    cells[row] = texts[text < text_count ? text : 0];
  }
}
