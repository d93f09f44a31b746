#!/usr/bin/env python3
"""Are boosted rare events exact, as hard to tell from real ones as all rows are, and undone by their weights?

usage: rare_strata.py ROWSMITH FILE:COLUMN=VALUE[:DROPPED,...] ... [options]      (make bench-rare PYTHON=... RARE="...")
       rare_strata.py rowsmith penguins.csv:species=Chinstrap diamonds.csv:cut=Fair

For each table and each target (20%, 50%, x10) a recipe is fitted with --rare 'COLUMN = VALUE : TARGET' and drawn with --with-weight,
for each table also one without a rare event. One line per table and target:

  rare rows  counted in the whole draw, and the target rounded. "ranges": how many of several ranges (first..end, drawn each on their
             own with --range) are the same lines as in the whole draw, and of the prefixes among them how many have the target
             rounded; a factor that would exceed the whole table is refused by rowsmith and shown as "refused".
  AUC all    of a gradient boosting classifier (scikit-learn's HistGradientBoostingClassifier, three folds, mean of 5 draws of
             rows, of 20 where there are fewer than 1,000) that tells the unboosted draw from the real table; 0.5 is as good as
             real. The real rows are those fitted: a figure clearly below 0.5 says that drawn rows lie close to single real ones.
  AUC rare   the same, rare rows of the boosted draw against the real rare rows, the event's column left out. Its standard
             deviation over the draws. It should be at most AUC all + 0.05.
             "real halves" are two random halves of the real rare rows told apart: the noise of so few rows.
  weights    the weighted mean of every numeric column (_weight) against the mean of the unboosted draw: the columns further apart
             than three standard errors of their difference, of how many, and the largest distance in standard errors.

Columns whose values are nearly all different texts are left out of the AUC. Same arguments, same figures.

options: --rows N (20000: of each draw)  --most N (5000: rows a side of the AUC has at most)  --targets 20%,50%,x10  --seed S (1)
"""
import argparse, os, subprocess, sys, tempfile, warnings
os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np
import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold

warnings.filterwarnings("ignore")


class Encoder:
    """Text to numbers as the real table suggests: numbers, times as numbers, codes of the 250 most frequent levels."""

    def __init__(self, real, without):
        self.parsers, self.isText = {}, []
        for name in real.columns.drop(without):
            known = real[name][real[name] != ""]
            if pd.to_numeric(known, errors="coerce").notna().mean() > 0.995:
                self.parsers[name] = lambda text: pd.to_numeric(text, errors="coerce")
            elif known.str.match(r"\d{4}-\d\d-\d\d").mean() > 0.995:
                self.parsers[name] = self.seconds
            elif known.nunique() > 0.9 * len(known):
                continue
            else:
                codes = {level: code for code, level in enumerate(real[name].value_counts().index[:250])}
                self.parsers[name] = lambda text, codes=codes: text.map(codes).fillna(250)
                self.isText.append(len(self.parsers) - 1)

    @staticmethod
    def seconds(text):
        moments = pd.to_datetime(text, errors="coerce", utc=True)
        return moments.astype("int64").where(moments.notna()) / 1e9

    def __call__(self, table):
        return np.column_stack([np.asarray(parse(table[name]), float) for name, parse in self.parsers.items()])


def detection(encoder, real, drawn, most):
    """Mean and standard deviation of the AUC over draws of as many rows from either side; halves of the real one without `drawn`."""
    first, second = encoder(real), None if drawn is None else encoder(drawn)
    count, found = min(len(first) // 2 if drawn is None else min(len(first), len(second)), most), []
    labels = np.repeat([0, 1], count)
    for seed in range(5 if count >= 1000 else 20):
        generator = np.random.default_rng(seed)
        rows = first[generator.permutation(len(first))[:2 * count]] if second is None else \
            np.vstack([side[generator.choice(len(side), count, replace=False)] for side in (first, second)])
        scores = np.zeros(len(rows))
        for train, test in StratifiedKFold(3, shuffle=True, random_state=seed).split(rows, labels):
            detector = HistGradientBoostingClassifier(
                random_state=0, early_stopping=False, categorical_features=encoder.isText or None,
                min_samples_leaf=20 if count >= 400 else 5)
            scores[test] = detector.fit(rows[train], labels[train]).predict_proba(rows[test])[:, 1]
        found.append(roc_auc_score(labels, scores))
    return np.mean(found), np.std(found)


class Program:
    def __init__(self, path, folder):
        self.path, self.recipe, self.drawn = path, os.path.join(folder, "recipe.yaml"), os.path.join(folder, "drawn.csv")

    def run(self, *arguments):
        return subprocess.run([self.path, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)

    def fit(self, source, seed, event=None):
        """What the program says where it refuses, else None."""
        rare = ["--rare", event] if event else []
        done = self.run("fit", source, "-o", self.recipe, "--force", "--model", "tree_cascade", "--seed", str(seed), *rare)
        return done.stderr.strip() if done.returncode else None

    def draw(self, rows, *options):
        done = self.run("generate", self.recipe, "-n", str(rows), "-o", self.drawn, "--force", "-q", "--with-weight", *options)
        if done.returncode:
            raise RuntimeError(done.stderr.strip())
        return pd.read_csv(self.drawn, dtype=str, keep_default_na=False)


def mean_and_error(values, weights):
    """The ratio estimator Σwx / Σw and its standard error, gaps left out."""
    known = ~np.isnan(values)
    values, weights = values[known], weights[known]
    mean = np.average(values, weights=weights)
    return mean, np.sqrt(np.sum((weights * (values - mean)) ** 2)) / weights.sum()


def distances(plain, boosted):
    """By numeric column: how many standard errors the weighted mean is off."""
    found, weights = {}, boosted["_weight"].astype(float).to_numpy()
    for name in plain.columns.drop("_weight", errors="ignore"):
        values = [pd.to_numeric(table[name], errors="coerce").to_numpy(float) for table in (plain, boosted)]
        if np.isnan(values[0]).mean() > 0.9 or (plain[name] != "").sum() > 1.01 * (~np.isnan(values[0])).sum():
            continue
        (own, error), (other, other_error) = mean_and_error(values[0], np.ones(len(plain))), mean_and_error(values[1], weights)
        total = np.hypot(error, other_error)
        found[name] = abs(own - other) / total if total > 0 else 0.0
    return found


def ranges(program, whole, isRare, share):
    """Ranges that are the whole draw's lines, and prefixes that have their target rounded, each of how many."""
    rows, same, exact = len(whole), 0, 0
    cuts = [(0, 1), (0, 7), (0, 100), (0, rows // 3), (rows // 3, rows // 2), (rows // 2, rows // 2 + 17), (rows - 999, rows)]
    for first, end in cuts:
        part = program.draw(rows, "--range", f"{first}..{end}")
        same += part.equals(whole.iloc[first:end].reset_index(drop=True))
    prefixes = [end for first, end in cuts if first == 0] + [rows]
    exact = sum(abs(isRare[:end].sum() - share * end) <= 0.5 + 1e-6 for end in prefixes)
    return f"{same}/{len(cuts)} {exact}/{len(prefixes)}"


def bench(program, argument, given):
    path, event, *dropped = argument.split(":")
    column, value = event.split("=", 1)
    real = pd.read_csv(path, dtype=str, keep_default_na=False).drop(columns=dropped[0].split(",") if dropped else [])
    source = os.path.join(os.path.dirname(program.recipe), "source.csv")
    real.to_csv(source, index=False)
    rare = real[real[column] == value]
    refused = program.fit(source, given.seed)
    if refused:
        sys.exit(refused)
    rows = min(given.rows, most_rows(program, given.rows, len(real)))
    plain = program.draw(rows)
    overall, _ = detection(Encoder(real, []), real, plain, given.most)
    without = Encoder(real, [column])
    floor, spread = detection(without, rare, None, given.most)
    print(f"{os.path.basename(path)}, {column} = {value}: {len(rare):,} of {len(real):,} rows, {rows:,} drawn; "
          f"AUC all {overall:.3f}, real halves {floor:.3f} ± {spread:.3f}", flush=True)
    for target in given.targets:
        refused = program.fit(source, given.seed, f"{column} = {value} : {target}")
        try:
            boosted = None if refused else program.draw(rows)
        except RuntimeError as error:
            refused = str(error)
        if refused:
            print(f"  {target:4}  refused: {refused.splitlines()[-1]}", flush=True)
            continue
        isRare = (boosted[column] == value).to_numpy()
        share = len(rare) / len(real) * float(target[1:]) if target[0] == "x" else float(target[:-1]) / 100
        within, deviation = detection(without, rare, boosted[isRare], given.most)
        off = distances(plain, boosted)
        worst = max(off, key=off.get)
        far = sum(distance > 3 for distance in off.values())
        verdict = "yes" if within <= overall + 0.05 else "NO"
        print(f"  {target:4}  {isRare.sum():6} of {share * rows:9.2f}   ranges {ranges(program, boosted, isRare, share)}   "
              f"AUC rare {within:.3f} ± {deviation:.3f} at most {overall + 0.05:.3f}: {verdict:3}   "
              f"weights {far} of {len(off)} beyond, largest {off[worst]:.1f} ({worst})", flush=True)


def most_rows(program, wanted, real):
    """As many as wanted, or as the table has where an identifier does not reach further."""
    try:
        program.draw(wanted)
        return wanted
    except RuntimeError:
        return real


def main():
    parser = argparse.ArgumentParser(usage=__doc__.replace("%", "%%"))
    parser.add_argument("program")
    parser.add_argument("tables", nargs="+")
    for name, value in (("rows", 20_000), ("most", 5_000), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=value)
    parser.add_argument("--targets", default="20%,50%,x10", type=lambda text: text.split(","))
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for argument in given.tables:
            bench(Program(given.program, folder), argument, given)


main()
