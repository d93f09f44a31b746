"""Tails fitted to one half of a column, judged by the other half. Needs numpy.

    python3 Tests/Reference/tail_halves.py .build/release/rowsmith TABLE.csv ...

Every numeric column is halved by 10 seeds. Of columns whose half has a fitted upper tail: how often the number of rows of the
other half beyond the fitted 99.9 % quantile lies inside its binomial band of 95 %, and inside the band of two halves, since the
fitted value is itself known from one half only. Of columns without: the rows drawn beyond the column's own largest value, rounded
outward, of a million.
"""

import csv
import pathlib
import subprocess
import sys
import tempfile

import numpy as np

HALVINGS, DRAWN = 10, 1_000_000


def columns(path):
    with open(path, newline="") as file:
        rows = list(csv.reader(file))
    for place, name in enumerate(rows[0]):
        texts = [row[place] for row in rows[1:] if row[place]]
        try:
            numbers = np.array([float(text) for text in texts])
        except ValueError:
            continue
        if len(np.unique(numbers)) > 30:
            yield name, np.array(texts), numbers


def fitted(program, folder, texts):
    (folder / "half.csv").write_text("value\n" + "\n".join(texts) + "\n")
    recipe, rows = folder / "r.yaml", folder / "rows.csv"
    run = lambda *words: subprocess.run([program, *map(str, words)], check=True, capture_output=True)
    run("fit", folder / "half.csv", "--model", "independent", "--force", "-o", recipe)
    text = recipe.read_text()
    if "name: empirical" not in text:
        return None, None
    run("generate", recipe, "-n", DRAWN, "--force", "-o", rows)
    return "upper_tail" in text, np.loadtxt(rows, skiprows=1)


def main(program, tables):
    inside = wider = cases = beyond = capped = 0
    for table in tables:
        for name, texts, numbers in columns(table):
            tails, within, both, shares, far = 0, 0, 0, [], []
            for seed in range(HALVINGS):
                order = np.random.default_rng(seed).permutation(len(texts))
                first, second = order[: len(order) // 2], order[len(order) // 2 :]
                with tempfile.TemporaryDirectory() as folder:
                    has_tail, drawn = fitted(program, pathlib.Path(folder), texts[first])
                if has_tail is None:
                    break
                if not has_tail:
                    top = numbers[first].max()
                    far.append(int((drawn > top + 0.05 * abs(top)).sum()))
                    continue
                tails += 1
                passed, expected = (numbers[second] > np.quantile(drawn, 0.999)).sum(), len(second) * 0.001
                shares.append(passed / len(second))
                within += abs(passed - expected) <= 1.96 * np.sqrt(expected) + 0.5
                both += abs(passed - expected) <= 1.96 * np.sqrt(2 * expected) + 0.5
            if tails:
                print(f"{table} {name}: {tails} tails, {100 * np.mean(shares):.3f} % pass, {within} inside, {both} inside both")
            elif far:
                print(f"{table} {name}: no tail, {max(far)} of a million beyond")
            inside, wider, cases = inside + within, wider + both, cases + tails
            beyond, capped = beyond + sum(far), capped + len(far)
    print(f"{inside} of {cases} halves inside the band, {wider} inside that of two halves; {beyond} rows beyond {capped} ends")


main(sys.argv[1], sys.argv[2:])
