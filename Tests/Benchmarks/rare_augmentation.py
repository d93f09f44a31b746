#!/usr/bin/env python3
"""Does a detector of a rare class learn more from synthetic rare rows than from SMOTENC's?

usage: rare_augmentation.py ROWSMITH FILE:COLUMN=VALUE[:DROPPED,...] ... [options]      (make bench-rare PYTHON=...)
       rare_augmentation.py rowsmith abalone19.csv:class=positive nass_crashes.csv:dead=dead:caseid

Each table is split at random, 70 % to train and 30 % to test, with the class's share kept; of the train part's rare rows 50 are
kept (all of them where there are fewer). A gradient boosting classifier (scikit-learn's HistGradientBoostingClassifier, default
settings, no early stopping) is trained on that part made richer in several ways, and its average precision (AP) is taken on the
test part, which is real and has all its rare rows:

  none           nothing is added
  weights        class weights that balance the classes
  smotenc SHARE  imbalanced-learn's SMOTENC (SMOTE where no column is text) up to that share of rare rows
  rowsmith SHARE rowsmith fit TRAIN --rare 'COLUMN = VALUE : 50%', then rare rows of `generate` up to the same share

All ways see the same columns, the dropped ones gone; gaps are filled with the train part's median or "missing" for the detector
and SMOTENC, which cannot take any. Printed: quartiles of AP over the splits, and of the paired difference to SMOTENC at the same
share and in how many splits it is positive. Same arguments, same figures.

options: --splits N (20)  --kept N (50)  --shares 20,50  --first SEED (0)
         --fit-share P (50: the share in --rare)  --variant 'NAME=OPTIONS OF rowsmith fit' (may be given several times)
"""
import argparse, os, shlex, subprocess, sys, tempfile, warnings
os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np
import pandas as pd
try:
    from imblearn.over_sampling import SMOTE, SMOTENC
except ImportError as error:
    sys.exit(f"SMOTENC needs imbalanced-learn (pip install imbalanced-learn): {error}")
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import average_precision_score
from sklearn.model_selection import train_test_split

warnings.filterwarnings("ignore")


class Table:
    """A table as text, for rowsmith, and as numbers, for detectors: codes of the levels where a column is text."""

    def __init__(self, argument):
        parts = argument.split(":")
        if len(parts) < 2 or "=" not in parts[1]:
            sys.exit(f"{argument}: expected FILE:COLUMN=VALUE")
        self.path = parts[0]
        self.column, self.value = parts[1].split("=", 1)
        dropped = parts[2].split(",") if len(parts) > 2 else []
        self.text = pd.read_csv(self.path, dtype=str, keep_default_na=False).drop(columns=dropped)
        self.isRare = (self.text[self.column] == self.value).to_numpy()
        self.features = [name for name in self.text if name != self.column]
        self.isText = {name: self.is_text(self.text[name]) for name in self.features}
        self.name = f"{os.path.basename(self.path)}, {self.column} = {self.value}" + "".join(f", without {d}" for d in dropped)

    @staticmethod
    def is_text(column):
        return pd.to_numeric(column[column != ""], errors="coerce").isna().any()

    def text_columns(self):
        return np.array([self.isText[name] for name in self.features])

    def encoder(self, train):
        """A function from text to numbers, with levels and medians of the train part; an unseen level has a code of its own."""
        levels, medians = {}, {}
        for name in self.features:
            if self.isText[name]:
                levels[name] = {level: code for code, level in enumerate(sorted(train[name].unique()))}
            else:
                medians[name] = pd.to_numeric(train[name], errors="coerce").median()

        def encode(text):
            columns = [text[name].map(levels[name]).fillna(len(levels[name])) if self.isText[name]
                       else pd.to_numeric(text[name], errors="coerce").fillna(medians[name]) for name in self.features]
            return np.column_stack(columns).astype(float)
        return encode


def split(table, seed, kept):
    everything = np.arange(len(table.text))
    train, test = train_test_split(everything, test_size=0.3, random_state=seed, stratify=table.isRare)
    rare, common = train[table.isRare[train]], train[~table.isRare[train]]
    rare = np.sort(np.random.default_rng(seed).permutation(rare)[:kept])
    return np.sort(np.concatenate([rare, common])), test


def precision(table, train, labels, test, test_labels, weights=None):
    text = table.text_columns()
    detector = HistGradientBoostingClassifier(early_stopping=False, random_state=0, class_weight=weights,
                                              categorical_features=text if text.any() else None)
    detector.fit(train, labels)
    return average_precision_score(test_labels, detector.predict_proba(test)[:, 1])


def smotenc(table, rows, labels, wanted, seed):
    """`wanted` new rare rows."""
    text = table.text_columns()
    target = {1: int(labels.sum()) + wanted}
    sampler = SMOTENC(list(np.flatnonzero(text)), sampling_strategy=target, random_state=seed) if text.any() else \
        SMOTE(sampling_strategy=target, random_state=seed)
    return sampler.fit_resample(rows, labels)[0][len(rows):]


def synthetic(program, table, train, wanted, seed, fit_share, options, folder):
    """The first `wanted` rare rows of a table drawn from a recipe that was fitted to the train part."""
    source, recipe, drawn = (os.path.join(folder, name) for name in ("train.csv", "recipe.yaml", "drawn.csv"))
    train.to_csv(source, index=False)
    event = f"{table.column} = {table.value} : {fit_share}%"
    rows = -(-wanted * 100 // fit_share) + 200
    for command in (["fit", source, "-o", recipe, "--force", "--seed", str(seed), "--rare", event, *options],
                    ["generate", recipe, "-n", str(rows), "-o", drawn, "--force", "-q"]):
        done = subprocess.run([program, *command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        if done.returncode:
            sys.exit(f"rowsmith {shlex.join(command)}: exit {done.returncode}\n{done.stderr}")
    text = pd.read_csv(drawn, dtype=str, keep_default_na=False)
    rare = text[text[table.column] == table.value]
    if len(rare) < wanted:
        sys.exit(f"{len(rare)} rare rows drawn, {wanted} wanted")
    return rare.sample(wanted, random_state=seed)


def one_split(program, table, seed, given, folder):
    """AP of every way on one split, by its name."""
    train, test = split(table, seed, given.kept)
    text, encode = table.text.iloc[train], table.encoder(table.text.iloc[train])
    rows, labels = encode(text), table.isRare[train].astype(int)
    held, truth = encode(table.text.iloc[test]), table.isRare[test].astype(int)
    found = {"none": precision(table, rows, labels, held, truth),
             "weights": precision(table, rows, labels, held, truth, "balanced")}
    rare, common = int(labels.sum()), int((1 - labels).sum())
    wanted = {share: round(common * share / (100 - share)) - rare for share in given.shares}

    def added(extra):
        return precision(table, np.vstack([rows, extra]), np.concatenate([labels, np.ones(len(extra), int)]), held, truth)

    for share in given.shares:
        found[f"smotenc {share}%"] = added(smotenc(table, rows, labels, wanted[share], seed))
    for name, options in given.variants:
        drawn = synthetic(program, table, text, max(wanted.values()), seed, given.fit_share, options, folder)
        for share in given.shares:
            found[f"{name} {share}%"] = added(encode(drawn.iloc[:wanted[share]]))
    return found, rare


def quartiles(values):
    return "  ".join(f"{value:7.4f}" for value in np.quantile(values, (0.25, 0.5, 0.75)))


def report(found, given):
    print(f"  {'':24} AP: quartile, median, quartile        paired with smotenc of the same share: quartiles, splits above")
    for name in found[0]:
        own = np.array([split[name] for split in found])
        line = f"  {name:24} {quartiles(own)}"
        for share in given.shares:
            if name.endswith(f" {share}%") and name.split()[0] == "smotenc":
                continue
            if name.endswith(f" {share}%") or name in ("none", "weights"):
                gap = own - np.array([split[f"smotenc {share}%"] for split in found])
                line += f"     {share}%: {quartiles(gap)}  {int((gap > 0).sum()):2} of {len(gap)}"
        print(line, flush=True)


def arguments():
    parser = argparse.ArgumentParser(usage=__doc__.replace("%", "%%"))
    parser.add_argument("program")
    parser.add_argument("tables", nargs="+")
    for name, value in (("splits", 20), ("kept", 50), ("first", 0), ("fit-share", 50)):
        parser.add_argument(f"--{name}", type=int, default=value)
    parser.add_argument("--shares", default="20,50", type=lambda text: [int(part) for part in text.split(",")])
    parser.add_argument("--variant", action="append", default=[])
    given = parser.parse_args()
    given.variants = [("rowsmith", [])]
    for variant in given.variant:
        name, _, options = variant.partition("=")
        given.variants.append((name, shlex.split(options)))
    return given


def main():
    given = arguments()
    with tempfile.TemporaryDirectory() as folder:
        for table in map(Table, given.tables):
            found = []
            for seed in range(given.first, given.first + given.splits):
                aps, rare = one_split(given.program, table, seed, given, folder)
                found.append(aps)
            print(f"{table.name}: {len(found)} splits, {rare} rare rows to train on, shares {given.shares} %", flush=True)
            report(found, given)


main()
