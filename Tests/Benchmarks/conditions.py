#!/usr/bin/env python3
"""Rows under conditions, against real rows and against rows that satisfy the condition by chance.

usage: conditions.py ROWSMITH FOLDER [TABLE ...]     needs numpy; FOLDER holds the development tables as TABLE.csv

For each table and condition 10,000 rows are drawn with --where from a tree cascade. Printed: whether all satisfy it, the share among
real rows, among 300,000 rows of the model and as announced, the time as a multiple of 10,000 rows without a condition, and the
columns that differ beyond chance. A column's distance is Kolmogorov-Smirnov for numbers of more than 20 values, else total
variation, divided by its critical value at 0.5 % (two samples of one law): 1 is the edge of noise.
"""
import csv
import re
import resource
import subprocess
import sys
import tempfile
import time

import numpy

CONDITIONS = {
    "diamonds": ["price > q(0.9)", "price > q(0.99)", "price > q(0.9995)", "cut = Fair and carat > 1",
                 "color = J and clarity = SI2"],
    "nass_crashes": ["weight > q(0.9)", "weight > q(0.99)", "weight > q(0.9995)", "dead = dead and sex = f",
                     "dead = dead and airbag = airbag and ageOFocc > 60"],
    "mpls_stops": ["lat > q(0.9)", "long < q(0.01)", "lat > q(0.9995)", "race = Black and vehicleSearch = YES",
                   "personSearch is missing and problem = traffic"],
    "birthdays": ["births > q(0.9)", "births > q(0.99)", "births > q(0.9995)", "month = 2 and day = 29",
                  "state = AK and births > 30"],
    "german_credit": ["credit_amount > q(0.9)", "credit_amount > q(0.99)", "credit_amount > q(0.9995)",
                      "risk = 0 and age < 30"],
    "penguins": ["body_mass_g > q(0.9)", "body_mass_g > q(0.99)", "body_mass_g > q(0.9995)"],
    "abalone19": ["whole_weight > q(0.9)", "whole_weight > q(0.99)", "whole_weight > q(0.9995)", "class = positive"],
}
ROWS, MODEL_ROWS, COMPARED = 10_000, 300_000, 200


def columns(path):
    with open(path, newline="", encoding="utf-8") as file:
        header, *rows = csv.reader(file)
    return dict(zip(header, zip(*rows)))


def numbers(values):
    try:
        return numpy.array([float(value) if value else numpy.nan for value in values])
    except ValueError:
        return None


def distance(left, right, random):
    """In critical values; None where there are too many levels to say."""
    n, m = len(left), len(right)
    if numbers(left) is not None and numbers(right) is not None and len(set(left)) > 20:
        a, b = (numpy.sort(numpy.nan_to_num(numbers(values), nan=-1e300)) for values in (left, right))
        places = numpy.concatenate([a, b])
        gap = numpy.searchsorted(a, places, side="right") / n - numpy.searchsorted(b, places, side="right") / m
        return numpy.abs(gap).max() / (1.73 * numpy.sqrt((n + m) / (n * m)))
    levels = {level: place for place, level in enumerate(sorted(set(left) | set(right)))}
    if len(levels) > 300:
        return None
    a, b = (numpy.bincount([levels[v] for v in values], minlength=len(levels)) for values in (left, right))
    both = (a + b) / (n + m)
    chance = [0.5 * numpy.abs(random.multinomial(n, both) / n - random.multinomial(m, both) / m).sum() for _ in range(300)]
    return 0.5 * numpy.abs(a / n - b / m).sum() / max(numpy.quantile(chance, 0.995), 1e-9)


def satisfying(condition, table, drawn):
    """The rows of a table that satisfy the condition; a quantile is read off the drawn rows' extreme."""
    mask = numpy.ones(len(next(iter(table.values()))), bool)
    for part in condition.split(" and "):
        name, operator, value = re.match(r"(\w+) (=|>|<|is) (.*)", part).groups()
        if operator == "is":
            mask &= numpy.array([cell == "" for cell in table[name]])
        elif operator == "=":
            mask &= numpy.array([cell == value for cell in table[name]])
        elif value.startswith("q("):
            own, seen = numbers(table[name]), numbers(drawn[name])
            mask &= own >= numpy.nanmin(seen) if operator == ">" else own <= numpy.nanmax(seen)
        else:
            own = numbers(table[name])
            mask &= own > float(value) if operator == ">" else own < float(value)
    return mask


def main(program, folder, names):
    work = tempfile.mkdtemp()

    def run(*arguments):
        start, before = time.time(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        result = subprocess.run([program, *arguments], capture_output=True, text=True)
        return result, time.time() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before

    for name in names or CONDITIONS:
        recipe, random = f"{work}/{name}.yaml", numpy.random.default_rng(1)
        run("fit", f"{folder}/{name}.csv", "--model", "tree_cascade", "-o", recipe, "--force")
        run("generate", recipe, "-n", str(MODEL_ROWS), "-q", "-o", f"{work}/model.csv", "--force")
        plain = [run("generate", recipe, "-n", str(ROWS), "-q", "-o", f"{work}/plain.csv", "--force")[1:] for _ in range(5)]
        wall, used = (float(numpy.median(times)) for times in zip(*plain))
        references = {"real": columns(f"{folder}/{name}.csv"), "model": columns(f"{work}/model.csv")}
        for condition in CONDITIONS[name]:
            result, seconds, work_seconds = run(
                "generate", recipe, "-n", str(ROWS), "--where", condition, "-o", f"{work}/where.csv", "--force")
            if result.returncode:
                print(f"{name}: {condition}: exit {result.returncode}: {result.stderr.strip()}", flush=True)
                continue
            drawn = columns(f"{work}/where.csv")
            count = len(next(iter(drawn.values())))
            exact = count == ROWS and bool(satisfying(condition, drawn, drawn).all())
            line = [f"{name}: {condition}: exact {exact}", result.stderr.split("matches ")[-1].split(";")[0],
                    f"time x{seconds / wall:.1f}, processor x{work_seconds / max(used, 1e-3):.1f}"]
            for label, table in references.items():
                mask = satisfying(condition, table, drawn)
                line.append(f"{label} {100 * mask.mean():.3f}%")
                if mask.sum() < COMPARED:
                    continue
                rows = numpy.nonzero(mask)[0]
                found = {key: distance([cells[row] for row in rows], drawn[key], random) for key, cells in table.items()}
                beyond = {key: round(float(value), 2) for key, value in found.items() if value is not None and value > 1}
                line.append(f"beyond noise of {mask.sum()} rows: {beyond or 'none'}")
            print("; ".join(line), flush=True)


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
