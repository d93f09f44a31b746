#!/usr/bin/env python3
"""Do drawn tails reach as far as rows that were not seen?

usage: tails.py ROWSMITH TABLE.csv ... [--splits N (10)] [--rows N (200000)]      (make bench-tails PYTHON=... TABLES="...")

Each table is cut into two random halves. A recipe with default settings is fitted to one and drawn from; the value that one row in a
thousand of the other half exceeds (of fewer rows: that 20 rows exceed, or one in ten) is looked for in the draw. Asked is every side of
a numeric column of more than 50 values that is heavy - from its median to the 1,000th row it is at least 1.5 times as far as to the
100th; 1.59 times for an exponential law. Printed: the median share over the splits of drawn rows beyond, times 1,000, beside that of
the other half; whether so many of its rows lie within the 95 % band of a binomial law; and in how many splits they do, beside the same
for the fitted half's own rows. The band holds the chance of one half only, so that a perfect law lies within it in 83 % of the splits.

A side is capped where its last value is one of 20 rows or 1 % of them: the drawn values beyond it are counted, of all splits.
"""
import argparse, os, subprocess, sys, tempfile

import numpy as np
import pandas as pd
from scipy.stats import binom


def heavy(values):
    middle, far, farther = np.quantile(values, (0.5, 0.99, 0.999))
    return far > middle and (farther - middle) / (far - middle) >= 1.5


def capped(values):
    return (values == values.max()).sum() >= max(20, 0.01 * len(values))


def draw(program, half, rows, seed, folder):
    source, recipe, drawn = (os.path.join(folder, name) for name in ("half.csv", "recipe.yaml", "drawn.csv"))
    half.to_csv(source, index=False)
    for command in (["fit", source, "-o", recipe, "--force", "--model", "tree_cascade", "--seed", str(seed)],
                    ["generate", recipe, "-n", str(rows), "-o", drawn, "--force", "-q"]):
        done = subprocess.run([program, *command], capture_output=True, text=True)
        if done.returncode and command[0] == "generate" and rows > len(half):
            return draw(program, half, len(half), seed, folder)
        if done.returncode:
            sys.exit(f"rowsmith {' '.join(command)}: exit {done.returncode}\n{done.stderr}")
    return pd.read_csv(drawn, dtype=str, keep_default_na=False)


def numbers(table, name):
    values = pd.to_numeric(table[name], errors="coerce")
    return values[np.isfinite(values)].to_numpy()


def sides(table):
    """Of the columns asked: name, 1 or -1 for the upper or lower side, and what it is."""
    for name in table:
        present = pd.to_numeric(table[name][table[name] != ""], errors="coerce")
        if present.isna().any() or table[name].nunique() <= 50:
            continue
        for sign in (1, -1):
            values = sign * numbers(table, name)
            if capped(values):
                yield name, sign, "capped"
            elif heavy(values):
                yield name, sign, "heavy"


class Side:
    def __init__(self, name, sign, kind, table):
        self.name, self.sign, self.kind = name, sign, kind
        self.last = (sign * numbers(table, name)).max()
        self.shares, self.wanted, self.rows = [], [], 0
        self.within, self.fitted, self.beyond = 0, 0, 0

    def look(self, fitted, other, drawn):
        fitted, other, drawn = (self.sign * numbers(table, self.name) for table in (fitted, other, drawn))
        self.beyond += int((drawn > self.last).sum())
        place = np.quantile(other, 1 - max(0.001, min(0.1, 20 / len(other))), method="higher")
        # Repeated values: as many rows as really lie beyond.
        share = (other > place).mean()
        self.rows = len(other)
        self.shares.append((drawn > place).mean())
        self.wanted.append(share)
        self.within += self.is_within(self.shares[-1], share)
        self.fitted += self.is_within((fitted > place).mean(), share)

    def is_within(self, found, share):
        low, high = binom.ppf((0.025, 0.975), self.rows, share)
        return bool(low <= round(found * self.rows) <= high)

    def holds(self):
        return self.is_within(np.median(self.shares), np.median(self.wanted))

    def line(self, path, splits):
        label = f"{os.path.basename(path)}: {self.name}, {'upper' if self.sign > 0 else 'lower'}"
        if self.kind == "capped":
            return f"{label:42} capped: {self.beyond} drawn beyond the last value"
        found, share = np.median(self.shares), np.median(self.wanted)
        return (f"{label:42} {1000 * found:6.2f} beside {1000 * share:6.2f} of 1,000 rows: {'within' if self.holds() else 'outside'}; "
                f"within in {self.within} of {splits} splits, the fitted half in {self.fitted}")


def main():
    parser = argparse.ArgumentParser(usage=__doc__.replace("%", "%%"))
    parser.add_argument("program")
    parser.add_argument("tables", nargs="+")
    parser.add_argument("--splits", type=int, default=10)
    parser.add_argument("--rows", type=int, default=200_000)
    given = parser.parse_args()
    heavy_sides = []
    with tempfile.TemporaryDirectory() as folder:
        for path in given.tables:
            table = pd.read_csv(path, dtype=str, keep_default_na=False)
            looked = [Side(*side, table) for side in sides(table)]
            for seed in range(given.splits if looked else 0):
                order = np.random.default_rng(seed).permutation(len(table))
                first, second = (table.iloc[np.sort(part)] for part in np.array_split(order, 2))
                drawn = draw(given.program, first, given.rows, seed, folder)
                for side in looked:
                    side.look(first, second, drawn)
            for side in looked:
                print(side.line(path, given.splits), flush=True)
            heavy_sides += [side for side in looked if side.kind == "heavy"]
    print(f"{len(heavy_sides)} heavy sides: {sum(side.holds() for side in heavy_sides)} within by the median; of all splits "
          f"{sum(side.within for side in heavy_sides)} within, of the fitted halves {sum(side.fitted for side in heavy_sides)}")


main()
