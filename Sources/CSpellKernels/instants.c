#include "CSpellKernels.h"

#include "kernels.h"

#pragma STDC FP_CONTRACT OFF

enum { most_rows = 256 };

// A day has 2^13 times so many microseconds.
static const int32_t day_units = 10546875;
// Days from 0000-03-01, when the years of the computation begin, to 1970-01-01; the first day of year 1 and the last of year 9999.
static const int64_t before_1970 = 719468, first_day = -719162, last_day = 2932896;

RS_ALWAYS uint16_t pair(uint32_t number) {
  uint32_t tens = number * 103 >> 10;
  return (uint16_t)((tens | (number - tens * 10) << 8) | 0x3030);
}

// Added to a number of less than 2^51, leaves no bits behind the point and the whole number in the last ones.
static const double no_fraction = 0x1.8p52;

// For numbers of less than 2^51.
RS_ALWAYS double whole_of(int64_t number) {
  uint64_t bits = (uint64_t)number + bits_of(no_fraction);
  double sum;
  memcpy(&sum, &bits, sizeof sum);
  return sum - no_fraction;
}

// Days and the microseconds of the day, for any value: 2^13 microseconds are counted in doubles, which hold them exactly, and the
// quotient, which may be off by one, is set right by its remainder.
RS_ALWAYS void split_days(
    const int64_t *restrict values, size_t count, uint32_t *restrict days, uint32_t *restrict seconds) {
  for (size_t row = 0; row < count; row++) {
    int64_t units = values[row] >> 13;
    double quotient = whole_of(units) * (1.0 / 10546875.0);
    int64_t day = (int64_t)(bits_of(quotient + no_fraction) - bits_of(no_fraction));
    int64_t rest = units - (int64_t)(int32_t)day * day_units;
    day = rest < 0 ? day - 1 : day;
    rest = rest < 0 ? rest + day_units : rest;
    day = rest >= day_units ? day + 1 : day;
    rest = rest >= day_units ? rest - day_units : rest;
    day = day < first_day ? first_day : day;
    day = day > last_day ? last_day : day;
    days[row] = (uint32_t)(day + before_1970);
    // A second has 15625 times 2^6 microseconds.
    seconds[row] = (uint32_t)(rest << 7 | (values[row] >> 6 & 127)) / 15625;
  }
}

// Neri and Schneider, Euclidean affine functions and their application to calendar algorithms (2022): years begin in March.
RS_ALWAYS void split_dates(const uint32_t *restrict days, size_t count, size_t stride, uint16_t *restrict pairs) {
  for (size_t row = 0; row < count; row++) {
    uint32_t quarters = 4 * days[row] + 3;
    uint32_t century = quarters / 146097;
    uint32_t rest = quarters % 146097 | 3;
    uint64_t years = (uint64_t)2939745 * rest;
    uint32_t year = (uint32_t)(years >> 32);
    uint32_t day_of_year = (uint32_t)years / 2939745 / 4;
    uint32_t months = 2141 * day_of_year + 197913;
    uint32_t is_next = day_of_year >= 306;
    uint32_t month = (months >> 16) - 12 * is_next;
    uint32_t day = (months & 0xFFFF) / 2141 + 1;
    uint32_t all = 100 * century + year + is_next;
    uint32_t hundreds = all / 100;
    pairs[rs_century * stride + row] = pair(hundreds);
    pairs[rs_year * stride + row] = pair(all - hundreds * 100);
    pairs[rs_month * stride + row] = pair(month);
    pairs[rs_day * stride + row] = pair(day);
  }
}

RS_ALWAYS void split_times(const uint32_t *restrict seconds, size_t count, size_t stride, uint16_t *restrict pairs) {
  for (size_t row = 0; row < count; row++) {
    uint32_t minutes = seconds[row] / 60;
    uint32_t hours = minutes / 60;
    pairs[rs_hour * stride + row] = pair(hours);
    pairs[rs_minute * stride + row] = pair(minutes - hours * 60);
    pairs[rs_second * stride + row] = pair(seconds[row] - minutes * 60);
  }
}

RS_VECTORS
void rs_split_instants(const int64_t *restrict values, size_t count, bool are_days, uint16_t *restrict pairs) {
  uint32_t days[most_rows], seconds[most_rows];
  for (size_t start = 0; start < count; start += most_rows) {
    size_t rows = count - start < most_rows ? count - start : most_rows;
    if (are_days) {
      for (size_t row = 0; row < rows; row++) {
        int64_t day = values[start + row];
        day = day < first_day ? first_day : day;
        day = day > last_day ? last_day : day;
        days[row] = (uint32_t)(day + before_1970);
        seconds[row] = 0;
      }
    } else {
      split_days(values + start, rows, days, seconds);
    }
    split_dates(days, rows, count, pairs + start);
    split_times(seconds, rows, count, pairs + start);
  }
}

void rs_spell_pairs(
    const uint16_t *restrict pairs, size_t count, rs_text form, const rs_instant_pair *restrict places,
    size_t place_count, rs_text *restrict cells) {
  for (size_t row = 0; row < count; row++) cells[row] = form;
  for (size_t index = 0; index < place_count; index++) {
    const uint16_t *part = pairs + places[index].part * count;
    uint8_t *place = cells[0].bytes + places[index].place;
    for (size_t row = 0; row < count; row++) memcpy(place + row * sizeof(rs_text), part + row, 2);
  }
}
