// Loops that spell whole blocks of values as text, in the vector units of the machine at hand, chosen when the program starts. The
// bytes are the same on every machine.
//
// Every cell takes 16 bytes, whose last says how many of the first 15 belong to it; so a column's cells are found without a look at
// those above them, and rows are put together without a decision per cell.
#ifndef CSPELLKERNELS_H
#define CSPELLKERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Up to 15 bytes and, as the last, their count. Where a cell is longer: where it stands (16 bytes behind it may be read), and its count.
typedef union {
  uint8_t bytes[16];
  uint64_t words[2];
  struct {
    const uint8_t *start;
    size_t count;
  } elsewhere;
} rs_text;

// What is written behind each number: at most 6 bytes, the first in the lowest byte.
typedef struct {
  uint64_t bytes;
  uint32_t count;
} rs_tail;

// Decimals of 1 to 6 digits behind the mark, of which `minimum` are written even where they are zeros. With the tail, no more than
// 7 bytes stand behind the mark. `scale` is 10 to the power of `decimals`.
typedef struct {
  double scale;
  uint32_t decimals, minimum;
  uint8_t mark;
} rs_decimal_look;

// The two digits of a part of an instant and where they stand in a cell: 0 to 13.
typedef struct {
  uint8_t part, place;
} rs_instant_pair;

// The parts of instants that are spelled as two digits, in the order of rs_split_instants.
enum { rs_century, rs_year, rs_month, rs_day, rs_hour, rs_minute, rs_second, rs_instant_parts };

// False where a value has more than 8 digits: nothing that is written counts then.
bool rs_spell_short_integers(const int64_t *values, size_t count, rs_tail tail, rs_text *cells);

// As rs_spell_short_integers for up to 14 digits and signs, less the tail but for its first byte.
bool rs_spell_integers(const int64_t *values, size_t count, rs_tail tail, rs_text *cells);

// Halves go to the even digit. False where a value has more than 8 digits, with those behind the mark, or is not finite.
bool rs_spell_decimals(const double *values, size_t count, rs_decimal_look look, rs_tail tail, rs_text *cells);

// Cell number 1 + code of `texts`, the first for what is no code of theirs.
void rs_spell_levels(const int32_t *codes, size_t count, const rs_text *texts, size_t text_count, rs_text *cells);

// Parts of instants as pairs of ASCII digits: part p of value i is pairs[p * count + i]. Values are days where `per_day` is false, else
// microseconds, since 1970; those outside the years 1 to 9999 keep their time and get the nearest day.
void rs_split_instants(const int64_t *values, size_t count, bool are_days, uint16_t *pairs);

// `form` with pairs of digits from rs_split_instants put in.
void rs_spell_pairs(
    const uint16_t *pairs, size_t count, rs_text form, const rs_instant_pair *places, size_t place_count, rs_text *cells);

// Puts rows together: for each row the cells of all columns, one behind the other. Of the columns some are short, then one is
// elsewhere, then some are short again and so on: `runs` holds the counts of short ones, which are one more than the others.
// Up to 16 bytes behind the last may be overwritten. Returns the place behind the last byte.
uint8_t *rs_join_rows(
    const rs_text *const *columns, const uint32_t *runs, size_t run_count, size_t row_count, uint8_t *target);

#endif
