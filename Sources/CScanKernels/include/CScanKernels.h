#ifndef C_SCAN_KERNELS_H
#define C_SCAN_KERNELS_H

#include <stddef.h>
#include <stdint.h>

// Finds where the fields of delimited text end, 64 bytes a step. Tables is the only target that calls this.

typedef struct {
  // 0x0A where there is none: it ends a field anyway.
  uint8_t delimiter;
  uint8_t quote;
  // 0: quotes mean nothing.
  uint8_t has_quote;
} rs_syntax;

// What one part of a text must know of the parts before it, and what is counted on the way. Begin with rs_scan_begin.
typedef struct {
  // All ones inside quotes.
  uint64_t inside;
  // Bit 0 each: whether the byte before may stand before an opening quote; was a closing quote; was a CR outside of quotes; was a CR.
  uint64_t may_open, has_closed, after_return, after_any_return;
  // Row ends outside of quotes: every LF, every CR, and those LF that follow a CR (no row end of their own).
  uint64_t line_feeds, returns, pairs;
  // Line ends inside and outside of quotes, CRLF once.
  uint64_t lines;
  // Quotes that do not stand at the edge of a field, so that this scan must not be believed.
  uint64_t odd_quotes;
  uint64_t quotes;
  uint64_t zeros;
  // Not 0 where a byte is not ASCII.
  uint64_t high_bytes;
} rs_scan_state;

void rs_scan_begin(rs_scan_state *state);

// Which loop to use: the best one is chosen where 0 is given; tests ask for each. Returns whether this machine has it.
enum { RS_SCAN_BEST = 0, RS_SCAN_PORTABLE = 1, RS_SCAN_SSE2 = 2, RS_SCAN_AVX2 = 3 };
int rs_scan_has(int loop);

// Writes the offsets, `base` added, of all bytes that end a field (delimiter, LF, CR; the LF of CRLF is left out) to `positions`, which has room
// for count + 64 of them.
// - returns: how many there are.
size_t rs_scan(int loop, const uint8_t *text, size_t count, uint32_t base, rs_syntax syntax, rs_scan_state *state,
  uint32_t *positions);

// What is counted in text that is UTF-8: line feeds, zeros, and characters of more than one byte.
typedef struct {
  uint64_t feeds, zeros, characters;
} rs_text_counts;

// - returns: how many bytes from the first on are whole characters of strict UTF-8; what is counted in them is added to `counts`.
size_t rs_valid_prefix(int loop, const uint8_t *text, size_t count, rs_text_counts *counts);

// Writes where the fields of some columns in some rows lie, from the positions of rs_scan over rows of `width` fields each. No LF may follow
// a CR in the text.
// - column, columns: the first one, and how many, 1 to 7.
// - row, rows: the first one, and how many; row 0 begins at offset 0.
// - starts, lengths: those of each column behind those of the one before by `stride`.
void rs_take_fields(int loop, const uint32_t *positions, size_t width, size_t column, size_t columns, size_t row, size_t rows,
  uint32_t *starts, uint32_t *lengths, size_t stride);

typedef struct {
  uint32_t shortest, longest;
  uint64_t sum;
} rs_lengths;

// Lowers and raises to those of the lengths, and adds them.
void rs_measure(const uint32_t *lengths, size_t count, rs_lengths *all);

// What is told of short integers: the least and the largest number of digits met, signs not counted; and how many fields were empty. Begin
// with UINT32_MAX, 0 and 0.
typedef struct {
  uint32_t fewest, most;
  uint64_t empty;
} rs_digit_counts;

// Reads fields that are empty or hold a whole number, one to eight bytes with a minus sign or without, no zero before other digits and no -0.
// - text: eight bytes from the start of every field may be read.
// - values: of the fields that are not empty.
// - returns: how many fields from the first on are such.
size_t rs_short_integers(int loop, const uint8_t *text, const uint32_t *starts, const uint32_t *lengths, size_t count,
  int64_t *values, rs_digit_counts *digits);

// Instants of a pattern whose parts all have a fixed place, up to 24 bytes.
typedef struct {
  uint32_t length;
  // RS_DATE, RS_TIME or RS_DATETIME.
  uint32_t kind;
  // What eight bytes at a time must be: literals where `fixed` has all bits, digits elsewhere. Behind the pattern both are 0 where `used`, which
  // has all bits of the pattern's bytes, is 0.
  uint64_t fixed[3], literals[3], used[3];
  // Where year (four digits), month, day, hour, minute and second (two digits) begin; -1 where they are not written.
  int32_t places[6];
  // The month met last (begin with -1), the days from 1970 to the day before its first one, and its days.
  int64_t last_month, days_to_month, days_in_month;
} rs_instants;
enum { RS_DATE = 0, RS_TIME = 1, RS_DATETIME = 2 };

// Reads fields as days from 1970, microseconds of the day, or microseconds from 1970 (the proleptic Gregorian calendar, years 1 to 9999).
// - text: eight bytes from the start of every field, and from each further eight of it, may be read.
// - returns: how many fields from the first on are such instants; their values are written.
size_t rs_fixed_instants(rs_instants *pattern, const uint8_t *text, const uint32_t *starts, const uint32_t *lengths,
  size_t count, int64_t *values);

// Lowers `least` and raises `most` to those of the values.
void rs_extremes(int loop, const int64_t *values, size_t count, int64_t *least, int64_t *most);

#endif
