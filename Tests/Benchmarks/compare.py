#!/usr/bin/env python3
"""Times rowsmith against three Python systems on the same tables, in turn, in one run.

usage: compare.py ROWSMITH TABLE...      (make bench-python PYTHON=... TABLES="...")

Systems: SDV's GaussianCopulaSynthesizer (pip install sdv), and sequential CART as python-synthpop and R's synthpop do it: a
scikit-learn decision tree per column on the columns before it, leaves of 5 rows, values of random donors in the leaf; and
python-synthpop (pip install python-synthpop) itself.
Whatever is not installed is left out. Times of rowsmith are those of the whole commands, from the CSV file to the recipe and from
the recipe to a CSV in memory, start of the program included, rules not sought, as the others seek none; those of the Python
systems begin with the table in memory and end with one, so that the ratios are on the careful side. Columns of text in which nearly every row differs (identifiers) are left out
of the Python systems' table, which models them as noise.

Environment: ROWSMITH_BENCH_REPETITIONS (3), ROWSMITH_BENCH_ROWS (rows of a table that the Python systems are given at most; 0: all).
"""
import os, statistics, subprocess, sys, tempfile, time, warnings

import numpy as np
import pandas as pd

warnings.filterwarnings("ignore")
REPETITIONS = int(os.environ.get("ROWSMITH_BENCH_REPETITIONS", "3"))
MOST_ROWS = int(os.environ.get("ROWSMITH_BENCH_ROWS", "0"))
DRAWN = 1_000_000


class Rowsmith:
    """The program: fit a tree cascade, draw a million rows (or as many as an identifier allows)."""
    name = "rowsmith"

    def __init__(self, program, path, folder, rows):
        self.program, self.path, self.recipe = program, path, os.path.join(folder, "recipe.yaml")
        self.rows = rows

    def fit(self):
        self.run("fit", self.path, "-o", self.recipe, "--force", "--no-rules", "--model", "tree_cascade")

    def draw(self):
        for rows in (DRAWN, self.rows):
            if self.run("generate", self.recipe, "-n", str(rows), "-o", "/dev/null", "-q", check=False) == 0:
                return rows
        sys.exit("rowsmith cannot draw from its recipe")

    def run(self, *arguments, check=True):
        return subprocess.run([self.program, *arguments], check=check, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL).returncode


class GaussianCopula:
    name = "SDV GaussianCopula"

    def __init__(self, frame):
        from sdv.metadata import Metadata
        # The interface of SDV 2: a dictionary of one table.
        self.rows, self.data = len(frame), {"table": frame}
        self.metadata = Metadata.detect_from_dataframes(self.data)

    def fit(self):
        from sdv.single_table import GaussianCopulaSynthesizer
        self.model = GaussianCopulaSynthesizer(self.metadata)
        self.model.fit(self.data)

    def draw(self):
        drawn = self.model.sample(self.rows)
        return len(drawn["table"] if isinstance(drawn, dict) else drawn)


class SequentialTrees:
    name = "scikit-learn CART"

    def __init__(self, frame):
        import sklearn.tree
        self.tree, self.frame = sklearn.tree, frame

    def fit(self):
        self.codes = pd.DataFrame({
            name: column if column.dtype.kind in "ifb" else column.astype("category").cat.codes
            for name, column in self.frame.items()}).astype(float)
        features = self.codes.fillna(-1e9).to_numpy()
        self.stages = []
        for index, name in enumerate(self.codes):
            if index == 0:
                self.stages.append(None)
                continue
            isNumber = self.frame[name].dtype.kind in "if"
            kind = self.tree.DecisionTreeRegressor if isNumber else self.tree.DecisionTreeClassifier
            tree = kind(min_samples_leaf=5, random_state=0)
            tree.fit(features[:, :index], self.codes[name].fillna(self.codes[name].mean()).to_numpy())
            leaves = tree.apply(features[:, :index])
            order = np.argsort(leaves, kind="stable")
            starts = np.searchsorted(leaves[order], np.arange(tree.tree_.node_count + 1))
            self.stages.append((tree, order, starts))

    def draw(self):
        generator = np.random.default_rng(0)
        values, count = self.codes.to_numpy(), len(self.codes)
        drawn = np.empty_like(values)
        drawn[:, 0] = values[generator.integers(0, count, count), 0]
        for index, stage in enumerate(self.stages[1:], start=1):
            tree, order, starts = stage
            leaves = tree.apply(np.nan_to_num(drawn[:, :index], nan=-1e9))
            low, high = starts[leaves], starts[leaves + 1]
            donors = order[low + (generator.random(count) * (high - low)).astype(int)]
            drawn[:, index] = values[donors, index]
        return count


class Synthpop:
    """python-synthpop's CART, as its documentation uses it."""
    name = "python-synthpop CART"

    def __init__(self, frame):
        from synthpop import CARTMethod, DataProcessor
        self.frame, self.method, self.processor = frame.dropna(), CARTMethod, DataProcessor
        self.kinds = {name: "numerical" if frame[name].dtype.kind in "if" else "categorical" for name in frame}

    def fit(self):
        self.prepared = self.processor(self.kinds)
        data = self.prepared.preprocess(self.frame)
        self.model = self.method(self.kinds, random_state=0)
        self.model.fit(data)

    def draw(self):
        count = len(self.frame)
        self.prepared.postprocess(self.model.sample(count))
        return count


def installed(kind, frame):
    try:
        return [kind(frame)]
    except ImportError as error:
        print(f"  {kind.name} left out: {error}")
        return []


def compare(program, path, folder):
    frame = pd.read_csv(path, low_memory=False)
    rows = len(frame)
    texts = [name for name in frame if frame[name].dtype.kind not in "ifb" and frame[name].nunique() > 0.9 * rows]
    given = frame.drop(columns=texts)
    if MOST_ROWS and rows > MOST_ROWS:
        given = given.sample(MOST_ROWS, random_state=0).reset_index(drop=True)
    print(f"{os.path.basename(path)}: {rows:,} rows, {frame.shape[1]} columns; "
          f"Python systems get {len(given):,} rows, {given.shape[1]} columns")
    systems = [Rowsmith(program, path, folder, rows)]
    systems += sum((installed(kind, given) for kind in (GaussianCopula, SequentialTrees, Synthpop)), [])
    fits, rates = {s.name: [] for s in systems}, {s.name: [] for s in systems}
    for _ in range(REPETITIONS):
        for system in systems:
            start = time.perf_counter()
            system.fit()
            fits[system.name].append(time.perf_counter() - start)
            start = time.perf_counter()
            count = system.draw()
            rates[system.name].append(count / (time.perf_counter() - start))
    own_fit, own_rate = statistics.median(fits["rowsmith"]), statistics.median(rates["rowsmith"])
    for system in systems:
        fit, rate = statistics.median(fits[system.name]), statistics.median(rates[system.name])
        print(f"  {system.name:20} fit {fit:9.3f} s  draw {rate:12,.0f} rows/s   "
              f"rowsmith is {fit / own_fit:7.1f} times faster to fit, {own_rate / rate:7.1f} times to draw", flush=True)


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    print(f"medians of {REPETITIONS} runs, the systems in turn")
    with tempfile.TemporaryDirectory() as folder:
        for path in sys.argv[2:]:
            compare(sys.argv[1], path, folder)


main()
