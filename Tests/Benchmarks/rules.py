"""Twelve rules at once over a million rows, then each left out in turn.

    rules.py PROGRAM [ROWS]

Fits the shipped table of orders, in which every rule has planted exceptions, with the twelve rules of its session; draws ROWS rows
with the proof counted while they are written; then leaves out one rule after another and counts, by the whole recipe, how many rows
of a tenth as many break it: a count of 0 would mean that the check cannot fail.
"""
import os
import re
import subprocess
import sys
import tempfile
import time

program = os.path.abspath(sys.argv[1])
rows = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
table = os.path.join(root, "sessions/data/orders.csv")
session = open(os.path.join(root, "sessions/orders.yaml")).read()
rules = re.findall(r"^  - rule (.*)$", session, re.M)


def run(*arguments, status=(0,)):
    done = subprocess.run([program, *arguments], capture_output=True, text=True)
    if done.returncode not in status:
        sys.exit(f"{' '.join(arguments)}: {done.returncode}\n{done.stderr}")
    return done.stdout + done.stderr


def fit(path, kept):
    flags = [flag for rule in kept for flag in ("--rule", rule)]
    start = time.time()
    run("fit", table, "-o", path, "--force", "--no-rules", *flags)
    return time.time() - start


with tempfile.TemporaryDirectory() as folder:
    whole, output = os.path.join(folder, "whole.yaml"), os.path.join(folder, "rows.csv")
    seconds = fit(whole, rules)
    print(f"fit with {len(rules)} rules: {seconds:.2f} s; without: {fit(os.path.join(folder, 'none.yaml'), []):.2f} s")
    for name, recipe in (("under the rules", whole), ("without rules", os.path.join(folder, "none.yaml"))):
        start = time.time()
        said = run("generate", recipe, "-n", str(rows), "-o", output, "--force", "-q")
        print(f"{rows:,} rows {name}: {time.time() - start:.2f} s")
    start = time.time()
    said = run("generate", whole, "-n", str(rows), "-o", output, "--force", "--proof")
    print(f"{rows:,} rows under the rules, with proof: {time.time() - start:.2f} s: {said.strip().splitlines()[-1]}")
    proven = "0 violations" in said
    for index, rule in enumerate(rules):
        part = os.path.join(folder, "part.yaml")
        fit(part, rules[:index] + rules[index + 1:])
        run("generate", part, "-n", str(rows // 10), "-o", output, "--force", "-q")
        said = run("check", whole, output, status=(0, 1))
        canonical = rule.replace("`", "")
        broken = re.search(re.escape(canonical) + r": ([\d,]+) of", said.replace("`", ""))
        print(f"without '{rule}': {broken.group(1) if broken else 0} of {rows // 10:,} rows break it")
        proven = proven and broken is not None
    print("every rule holds, and its check can fail" if proven else "NOT PROVEN")
    sys.exit(0 if proven else 1)
