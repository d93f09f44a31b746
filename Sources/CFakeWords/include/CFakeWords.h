#ifndef CFAKEWORDS_H
#define CFAKEWORDS_H

#include <stddef.h>

/// The word lists of made-up values as `pack.py` wrote them: a line `name offset packed plain` for each list, an empty line, then
/// their zlib streams, to whose start the offsets count. Gives their size through `count`.
const unsigned char *rs_fake_words(size_t *count);

#endif
