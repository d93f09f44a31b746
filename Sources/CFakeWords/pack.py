#!/usr/bin/env python3
"""Packs the word lists of made-up values (lists/*.txt) into packed/words.bin, which the program carries.

Run it after a change of a list: `python3 Sources/CFakeWords/pack.py`. A test compares both.
The order of the lists and of their words is part of what a seed means: to change it changes the values of every recipe.
"""

import pathlib
import zlib

here = pathlib.Path(__file__).parent
index, packed = "", b""
for path in sorted((here / "lists").glob("*.txt")):
    plain = path.read_bytes()
    stream = zlib.compress(plain, 9)
    index += f"{path.stem} {len(packed)} {len(stream)} {len(plain)}\n"
    packed += stream
target = here / "packed" / "words.bin"
target.write_bytes(index.encode() + b"\n" + packed)
print(f"{target}: {target.stat().st_size} bytes")
