#include "CDrawKernels.h"
#include "numbers.h"

#include <stdbool.h>

#pragma STDC FP_CONTRACT OFF

#define RS_ALWAYS static inline __attribute__((always_inline))

// Rows that go through all stages before the next ones: what is between the stages stays in the nearest cache.
enum { run = 128 };

// Half a slice below the middle: the slice itself or, on its very edge, the one before; the first for what is not in [0, 1].
RS_ALWAYS void find_slices(const double *restrict uniforms, double slices, uint32_t *restrict target, size_t count) {
  for (size_t row = 0; row < count; row++) {
    int64_t slice = integer_of(uniforms[row] * slices - 0.5);
    target[row] = uniforms[row] >= 0 && uniforms[row] <= 1 ? (uint32_t)slice : 0;
  }
}

// A step without a jump is nearly always enough.
RS_ALWAYS void copy_lines(
    const double *restrict uniforms, const uint32_t *restrict slices, const int32_t *restrict guide,
    const rs_line *restrict lines, rs_line *restrict target, size_t count) {
  for (size_t row = 0; row < count; row++) {
    const rs_line *line = lines + guide[slices[row]];
    line += line->end <= uniforms[row];
    memcpy(target + row, line, sizeof *line);
  }
}

// Returns whether a row is left, of which `is_left` is not 0.
RS_ALWAYS bool draw_run(
    const double *restrict uniforms, const rs_line *restrict lines, double margin, double *restrict indices,
    uint8_t *restrict is_left, size_t count) {
  uint64_t any = 0;
  for (size_t row = 0; row < count; row++) {
    double place = (uniforms[row] - lines[row].start) * lines[row].slope + lines[row].base;
    double near = (place + no_fraction) - no_fraction;
    double beyond = place - near;
    indices[row] = beyond < 0 ? near - 1 : near;
    double distance = beyond < 0 ? -beyond : beyond;
    uint64_t left = !(distance > margin) | !(uniforms[row] >= lines[row].start) | !(uniforms[row] < lines[row].end);
    is_left[row] = (uint8_t)left;
    any |= left;
  }
  return any;
}

// The numbers of marked rows, few of a run, whose first one is number `start`: looks at eight at once. Those behind the last are unmarked.
RS_ALWAYS size_t note_marked(uint8_t *restrict marks, size_t start, size_t count, int32_t *restrict rows) {
  size_t found = 0;
  for (size_t row = count; row % 8 != 0; row++) marks[row] = 0;
  for (size_t first = 0; first < count; first += 8) {
    uint64_t eight;
    memcpy(&eight, marks + first, sizeof eight);
    if (eight == 0) continue;
    for (size_t row = first; row < first + 8; row++) {
      if (marks[row]) rows[found++] = (int32_t)(start + row);
    }
  }
  return found;
}

typedef struct {
  rs_line lines[run];
  double indices[run];
  uint8_t is_left[run];
  uint32_t slices[run];
} rs_room;

// The numbers of the grid points of a run, into the room. Returns whether a row is left.
RS_ALWAYS bool find_points(
    const double *restrict uniforms, rs_guide guide, const rs_line *restrict lines, double margin, rs_room *room,
    size_t count) {
  find_slices(uniforms, guide.slices, room->slices, count);
  copy_lines(uniforms, room->slices, guide.guide, lines, room->lines, count);
  return draw_run(uniforms, room->lines, margin, room->indices, room->is_left, count);
}

RS_WIDE_VECTORS
size_t rs_draw_points(
    const double *restrict uniforms, rs_guide guide, const rs_line *restrict lines, double margin, rs_grid grid,
    double *restrict target, size_t count, int32_t *restrict left) {
  rs_room room;
  size_t found = 0;
  for (size_t start = 0; start < count; start += run) {
    size_t rows = count - start < run ? count - start : run;
    bool is_left = find_points(uniforms + start, guide, lines, margin, &room, rows);
    for (size_t row = 0; row < rows; row++) target[start + row] = room.indices[row] * grid.units / grid.scale;
    if (is_left) found += note_marked(room.is_left, start, rows, left + found);
  }
  return found;
}

RS_WIDE_VECTORS
size_t rs_draw_integers(
    const double *restrict uniforms, rs_guide guide, const rs_line *restrict lines, double margin, rs_grid grid,
    int64_t *restrict target, size_t count, int32_t *restrict left) {
  rs_room room;
  size_t found = 0;
  for (size_t start = 0; start < count; start += run) {
    size_t rows = count - start < run ? count - start : run;
    bool is_left = find_points(uniforms + start, guide, lines, margin, &room, rows);
    for (size_t row = 0; row < rows; row++) target[start + row] = integer_of(room.indices[row] * grid.units);
    if (is_left) found += note_marked(room.is_left, start, rows, left + found);
  }
  return found;
}

RS_ALWAYS size_t find_end(double uniform, size_t place, const double *restrict ends) {
  place += ends[place] <= uniform;
  while (__builtin_expect(ends[place] <= uniform, 0)) place++;
  return place;
}

RS_WIDE_VECTORS
void rs_find_ends(
    const double *restrict uniforms, rs_guide guide, const double *restrict ends, int32_t *restrict target,
    size_t count) {
  uint32_t slices[run];
  for (size_t start = 0; start < count; start += run) {
    size_t rows = count - start < run ? count - start : run;
    find_slices(uniforms + start, guide.slices, slices, rows);
    for (size_t row = 0; row < rows; row++)
      target[start + row] = (int32_t)find_end(uniforms[start + row], (size_t)guide.guide[slices[row]], ends);
  }
}

RS_WIDE_VECTORS
void rs_find_few_ends(
    const double *restrict uniforms, rs_guide guide, const double *restrict ends, uint8_t *restrict target,
    size_t count) {
  uint32_t slices[run];
  for (size_t start = 0; start < count; start += run) {
    size_t rows = count - start < run ? count - start : run;
    find_slices(uniforms + start, guide.slices, slices, rows);
    for (size_t row = 0; row < rows; row++)
      target[start + row] = (uint8_t)find_end(uniforms[start + row], (size_t)guide.guide[slices[row]], ends);
  }
}

RS_WIDE_VECTORS
size_t rs_find_outside(
    const double *restrict uniforms, double low, double high, int32_t *restrict rows, size_t count) {
  uint8_t is_outside[run];
  size_t found = 0;
  for (size_t start = 0; start < count; start += run) {
    size_t part = count - start < run ? count - start : run;
    for (size_t row = 0; row < part; row++)
      is_outside[row] = (uniforms[start + row] < low) | (uniforms[start + row] > high);
    found += note_marked(is_outside, start, part, rows + found);
  }
  return found;
}
