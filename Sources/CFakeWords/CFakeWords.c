#include "CFakeWords.h"

static const unsigned char words[] = {
#embed "packed/words.bin"
};

const unsigned char *rs_fake_words(size_t *count) {
  *count = sizeof words;
  return words;
}
