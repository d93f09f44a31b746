#include "CScanKernels.h"

#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#define RS_AVX2 __attribute__((target("avx2,bmi,popcnt")))
#define RS_SSE2 __attribute__((target("sse2")))
#endif

// Into each loop, so that it is compiled for that loop's instructions: counting bits is one of them.
#define RS_INLINE static inline __attribute__((always_inline))

// One bit per byte of 64 bytes of text.
typedef struct {
  uint64_t delimiters, quotes, feeds, returns, zeros, high;
} masks;

void rs_scan_begin(rs_scan_state *state) {
  memset(state, 0, sizeof *state);
  state->may_open = 1;
}

// Bit i becomes the parity of bits 0...i.
RS_INLINE uint64_t prefix_parity(uint64_t bits) {
  bits ^= bits << 1;
  bits ^= bits << 2;
  bits ^= bits << 4;
  bits ^= bits << 8;
  bits ^= bits << 16;
  return bits ^ bits << 32;
}

// The offsets of the bits that are set. Writes eight at a time, so up to seven beyond the end are garbage.
RS_INLINE uint32_t *write_positions(uint64_t bits, uint32_t base, uint32_t *target) {
  int count = __builtin_popcountll(bits);
  uint32_t *end = target + count;
  while (target < end) {
    for (int step = 0; step < 8; step++) {
      // The top bit stands for none: without a branch, as there is no lowest one of nothing.
      target[step] = base + (uint32_t)__builtin_ctzll(bits | (uint64_t)1 << 63);
      bits &= bits - 1;
    }
    target += 8;
  }
  return end;
}

// What is known of 64 bytes, of which `valid` count (1...64), becomes positions; the carries go on to the next ones.
RS_INLINE uint32_t *take_masks(masks m, int valid, uint32_t base, rs_scan_state *state, uint32_t *target) {
  uint64_t feeds = m.feeds, returns = m.returns;
  int last = valid - 1;
  if (!(returns | m.quotes | m.zeros | state->inside | state->has_closed | state->after_return | state->after_any_return)) {
    // Plain rows that end with LF, as most do: what follows comes to this.
    uint64_t separators = m.delimiters | feeds;
    uint64_t count = (uint64_t)__builtin_popcountll(feeds);
    state->lines += count;
    state->line_feeds += count;
    state->high_bytes |= m.high;
    state->may_open = separators >> last & 1;
    return write_positions(separators, base, target);
  }
  uint64_t any_pairs = feeds & (returns << 1 | state->after_any_return);
  state->lines += (uint64_t)__builtin_popcountll(feeds) + (uint64_t)__builtin_popcountll(returns)
    - (uint64_t)__builtin_popcountll(any_pairs);
  state->after_any_return = returns >> last & 1;
  state->zeros += (uint64_t)__builtin_popcountll(m.zeros);
  state->high_bytes |= m.high;

  uint64_t separators = m.delimiters | feeds | returns;
  uint64_t edges = separators | m.quotes;
  if (m.quotes | state->inside | state->has_closed) {
    uint64_t inside = prefix_parity(m.quotes) ^ state->inside;
    uint64_t opening = m.quotes & inside, closing = m.quotes & ~inside;
    uint64_t everything = valid == 64 ? ~(uint64_t)0 : ((uint64_t)1 << valid) - 1;
    uint64_t odd = opening & ~(edges << 1 | state->may_open);
    odd |= (closing << 1 | state->has_closed) & ~edges & everything;
    state->odd_quotes += (uint64_t)__builtin_popcountll(odd);
    state->quotes += (uint64_t)__builtin_popcountll(m.quotes);
    state->inside = (uint64_t)0 - (inside >> last & 1);
    state->has_closed = closing >> last & 1;
    feeds &= ~inside;
    returns &= ~inside;
    separators &= ~inside;
  }
  state->may_open = edges >> last & 1;
  uint64_t pairs = feeds & (returns << 1 | state->after_return);
  state->after_return = returns >> last & 1;
  state->line_feeds += (uint64_t)__builtin_popcountll(feeds);
  state->returns += (uint64_t)__builtin_popcountll(returns);
  state->pairs += (uint64_t)__builtin_popcountll(pairs);
  return write_positions(separators & ~pairs, base, target);
}

// MARK: - Portable

static const uint64_t ones = 0x0101010101010101u, tops = 0x8080808080808080u;

// Bit i: byte i of eight equals `byte`. Exact for every byte value.
static inline uint64_t equal_bits(uint64_t word, uint8_t byte) {
  uint64_t difference = word ^ ones * byte;
  uint64_t zero = ~(((difference & ~tops) + ~tops) | difference | ~tops);
  return (zero >> 7) * 0x0102040810204080u >> 56;
}

static inline masks portable_masks(const uint8_t *text, rs_syntax syntax) {
  masks m = {0, 0, 0, 0, 0, 0};
  for (int step = 0; step < 8; step++) {
    uint64_t word = 0;
    for (int byte = 0; byte < 8; byte++) word |= (uint64_t)text[step * 8 + byte] << 8 * byte;
    m.delimiters |= equal_bits(word, syntax.delimiter) << 8 * step;
    if (syntax.has_quote) m.quotes |= equal_bits(word, syntax.quote) << 8 * step;
    m.feeds |= equal_bits(word, 0x0A) << 8 * step;
    m.returns |= equal_bits(word, 0x0D) << 8 * step;
    m.zeros |= equal_bits(word, 0) << 8 * step;
    m.high |= word & tops;
  }
  return m;
}

// The loop around each way of making masks. The last bytes are copied to where zeros follow, which are cut off again.
#define RS_SCAN_LOOP(make_masks)                                                        \
  uint32_t *target = positions;                                                         \
  /* A copy of its own stays in registers. */                                           \
  rs_scan_state local = *outside, *state = &local;                                      \
  size_t offset = 0;                                                                    \
  for (; offset + 64 <= count; offset += 64)                                            \
    target = take_masks(make_masks(text + offset, syntax), 64, base + (uint32_t)offset, state, target); \
  if (offset < count) {                                                                 \
    uint8_t rest[64] = {0};                                                             \
    int valid = (int)(count - offset);                                                  \
    memcpy(rest, text + offset, (size_t)valid);                                         \
    masks m = make_masks(rest, syntax);                                                 \
    uint64_t kept = ((uint64_t)1 << valid) - 1;                                         \
    m.delimiters &= kept;                                                               \
    m.quotes &= kept;                                                                   \
    m.zeros &= kept;                                                                    \
    target = take_masks(m, valid, base + (uint32_t)offset, state, target);              \
  }                                                                                     \
  *outside = local;                                                                     \
  return (size_t)(target - positions);

static size_t scan_portable(
  const uint8_t *text, size_t count, uint32_t base, rs_syntax syntax, rs_scan_state *outside,
  uint32_t *positions) {
  RS_SCAN_LOOP(portable_masks)
}

// MARK: - x86

#if defined(__x86_64__)

RS_SSE2 static inline uint64_t equal_sse2(const __m128i part[4], uint8_t byte) {
  __m128i wanted = _mm_set1_epi8((char)byte);
  uint64_t bits = 0;
  for (int step = 0; step < 4; step++)
    bits |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(part[step], wanted)) << 16 * step;
  return bits;
}

RS_SSE2 static inline masks sse2_masks(const uint8_t *text, rs_syntax syntax) {
  __m128i part[4];
  masks m = {0, 0, 0, 0, 0, 0};
  for (int step = 0; step < 4; step++) {
    part[step] = _mm_loadu_si128((const __m128i *)(text + 16 * step));
    m.high |= (uint64_t)(uint32_t)_mm_movemask_epi8(part[step]);
  }
  m.delimiters = equal_sse2(part, syntax.delimiter);
  if (syntax.has_quote) m.quotes = equal_sse2(part, syntax.quote);
  m.feeds = equal_sse2(part, 0x0A);
  m.returns = equal_sse2(part, 0x0D);
  m.zeros = equal_sse2(part, 0);
  return m;
}

RS_SSE2 static size_t scan_sse2(
  const uint8_t *text, size_t count, uint32_t base, rs_syntax syntax, rs_scan_state *outside,
  uint32_t *positions) {
  RS_SCAN_LOOP(sse2_masks)
}

RS_AVX2 static inline uint64_t equal_avx2(__m256i low, __m256i high, uint8_t byte) {
  __m256i wanted = _mm256_set1_epi8((char)byte);
  uint64_t first = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, wanted));
  uint64_t second = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, wanted));
  return first | second << 32;
}

RS_AVX2 static inline masks avx2_masks(const uint8_t *text, rs_syntax syntax) {
  __m256i low = _mm256_loadu_si256((const __m256i *)text);
  __m256i high = _mm256_loadu_si256((const __m256i *)(text + 32));
  masks m;
  m.delimiters = equal_avx2(low, high, syntax.delimiter);
  m.quotes = syntax.has_quote ? equal_avx2(low, high, syntax.quote) : 0;
  m.feeds = equal_avx2(low, high, 0x0A);
  m.returns = equal_avx2(low, high, 0x0D);
  m.zeros = equal_avx2(low, high, 0);
  m.high = (uint32_t)_mm256_movemask_epi8(_mm256_or_si256(low, high));
  return m;
}

RS_AVX2 static size_t scan_avx2(
  const uint8_t *text, size_t count, uint32_t base, rs_syntax syntax, rs_scan_state *outside,
  uint32_t *positions) {
  RS_SCAN_LOOP(avx2_masks)
}

#endif

int rs_scan_has(int loop) {
#if defined(__x86_64__)
  if (loop == RS_SCAN_SSE2) return 1;
  if (loop == RS_SCAN_AVX2) return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi");
#endif
  return loop == RS_SCAN_BEST || loop == RS_SCAN_PORTABLE;
}

size_t rs_scan(
  int loop, const uint8_t *text, size_t count, uint32_t base, rs_syntax syntax, rs_scan_state *state,
  uint32_t *positions) {
#if defined(__x86_64__)
  if (loop == RS_SCAN_BEST) loop = rs_scan_has(RS_SCAN_AVX2) ? RS_SCAN_AVX2 : RS_SCAN_SSE2;
  if (loop == RS_SCAN_AVX2 && rs_scan_has(RS_SCAN_AVX2)) return scan_avx2(text, count, base, syntax, state, positions);
  if (loop == RS_SCAN_SSE2) return scan_sse2(text, count, base, syntax, state, positions);
#endif
  return scan_portable(text, count, base, syntax, state, positions);
}
