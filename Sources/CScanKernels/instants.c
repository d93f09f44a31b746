#include "CScanKernels.h"
#include "words.h"

// The number of two digits; 0 where they are not written.
static inline int64_t two(const uint8_t *text, int32_t place) {
  return place < 0 ? 0 : (text[place] & 0x0F) * 10 + (text[place + 1] & 0x0F);
}

// Days from 1970 to the first day of a month (Hinnant 2013, days_from_civil), years from 1 on.
static int64_t days_to(int64_t year, int64_t month) {
  if (month <= 2) year--;
  int64_t era = year / 400, of_era = year % 400;
  int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5;
  return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static void set_month(rs_instants *pattern, int64_t year, int64_t month) {
  pattern->last_month = year * 16 + month;
  int64_t first = days_to(year, month);
  pattern->days_to_month = first - 1;
  pattern->days_in_month = (month == 12 ? days_to(year + 1, 1) : days_to(year, month + 1)) - first;
}

// The words of a field, bytes behind it zero.
typedef struct {
  uint64_t part[3];
} words;

static inline words words_of(const rs_instants *pattern, const uint8_t *field) {
  words all = {{load(field) & pattern->used[0], 0, 0}};
  if (pattern->length > 8) all.part[1] = load(field + 8) & pattern->used[1];
  if (pattern->length > 16) all.part[2] = load(field + 16) & pattern->used[2];
  return all;
}

static inline uint64_t difference(words left, words right, words mask) {
  return ((left.part[0] ^ right.part[0]) & mask.part[0]) | ((left.part[1] ^ right.part[1]) & mask.part[1])
    | ((left.part[2] ^ right.part[2]) & mask.part[2]);
}

// All bits of the bytes that spell year, month and day.
static words day_mask(const rs_instants *pattern) {
  words mask = {{0, 0, 0}};
  for (int part = 0; part < 3; part++) {
    for (int32_t place = pattern->places[part], end = place + (part == 0 ? 4 : 2); place >= 0 && place < end; place++)
      mask.part[place / 8] |= (uint64_t)0xFF << place % 8 * 8;
  }
  return mask;
}

// Bits where the word does not follow the pattern.
static inline uint64_t faults(const rs_instants *pattern, int part, uint64_t word) {
  uint64_t fixed = pattern->fixed[part];
  uint64_t figures = ((word & ~fixed) | (zeros & fixed)) ^ zeros;
  uint64_t not_digits = ((figures + 0x7676767676767676u) | figures) & tops;
  // A carry comes only from a byte that is no digit, and goes up: what is wrong below is seen there.
  return ((word ^ pattern->literals[part]) & fixed & pattern->used[part]) | not_digits;
}

// The microseconds of the day; -1 where there is no such time.
static inline int64_t time_of(const rs_instants *pattern, const uint8_t *text) {
  int64_t hour = two(text, pattern->places[3]), minute = two(text, pattern->places[4]);
  int64_t second = two(text, pattern->places[5]);
  if (hour >= 24 || minute >= 60 || second >= 60) return -1;
  return ((hour * 60 + minute) * 60 + second) * 1000000;
}

// The days from 1970. Returns whether there is such a day.
static inline int day_of(rs_instants *pattern, const uint8_t *text, int64_t *days) {
  int32_t at = pattern->places[0];
  int64_t year = at < 0 ? 1970 : two(text, at) * 100 + two(text, at + 2);
  int64_t month = pattern->places[1] < 0 ? 1 : two(text, pattern->places[1]);
  int64_t day = pattern->places[2] < 0 ? 1 : two(text, pattern->places[2]);
  if (year < 1 || month < 1 || month > 12) return 0;
  if (year * 16 + month != pattern->last_month) set_month(pattern, year, month);
  if (day < 1 || day > pattern->days_in_month) return 0;
  *days = pattern->days_to_month + day;
  return 1;
}

size_t rs_fixed_instants(
  rs_instants *outside, const uint8_t *text, const uint32_t *starts, const uint32_t *lengths, size_t count,
  int64_t *values) {
  // A copy of its own stays in registers.
  rs_instants local = *outside, *pattern = &local;
  const words of_day = day_mask(pattern), all = {{~(uint64_t)0, ~(uint64_t)0, ~(uint64_t)0}};
  words last = {{0, 0, 0}};
  int64_t days = 0;
  size_t row = 0;
  if (pattern->length == 0) return 0;
  for (; row < count; row++) {
    if (lengths[row] != pattern->length) break;
    const uint8_t *field = text + starts[row];
    words now = words_of(pattern, field);
    // Instants repeat in most tables row after row, and days more often.
    if (row > 0 && difference(now, last, all) == 0) {
      values[row] = values[row - 1];
      continue;
    }
    if (faults(pattern, 0, now.part[0]) | faults(pattern, 1, now.part[1]) | faults(pattern, 2, now.part[2])) break;
    int is_same_day = row > 0 && difference(now, last, of_day) == 0;
    if (!is_same_day && pattern->kind != RS_TIME && !day_of(pattern, field, &days)) break;
    int64_t time = time_of(pattern, field);
    if (time < 0) break;
    values[row] = pattern->kind == RS_DATE ? days : days * 86400000000 + time;
    last = now;
  }
  *outside = local;
  return row;
}
