#!/usr/bin/env python3
"""Times made-up names, mail addresses, streets, postcodes and cities: rowsmith and Python's Faker, in turn, in one run.

usage: fakes.py ROWSMITH      (make bench-fakes PYTHON=venv/bin/python)

rowsmith draws ROWSMITH_BENCH_ROWS rows (1,000,000) from a recipe with --jobs 1 and writes them as CSV; the time is that of the whole
process. Faker draws a fiftieth of the rows, since it is so much slower, and joins them as CSV; its time begins after import and after
its lists are read, so that the ratio is on the careful side. Where Faker is not installed it is named and left out: pip install Faker.

Environment: ROWSMITH_BENCH_REPETITIONS (5), ROWSMITH_BENCH_ROWS (1000000).
"""
import os, statistics, subprocess, sys, tempfile, time

REPETITIONS = int(os.environ.get("ROWSMITH_BENCH_REPETITIONS", "5"))
ROWS = int(os.environ.get("ROWSMITH_BENCH_ROWS", "1000000"))
COLUMNS = ("name", "email", "street_address", "postcode", "city")

FAKER = """
import sys, time
from faker import Faker
fake = Faker(sys.argv[1])
fake.seed_instance(1)
makers = (fake.name, fake.email, fake.street_address, fake.postcode, fake.city)
[make() for make in makers]
rows = int(sys.argv[2])
start = time.perf_counter()
with open(sys.argv[3], "w") as file:
    for _ in range(rows):
        file.write(",".join('"' + make() + '"' for make in makers) + "\\n")
print(time.perf_counter() - start)
"""


def recipe(locale):
    columns = "".join(
        f"  - name: {name}\n    kind: text\n    generator:\n      name: fake\n"
        f"      parameters: {{provider: {name}, locale: {locale}}}\n"
        for name in COLUMNS)
    return (f"rowsmith: 1\nsource:\n  name: bench.csv\n  rows: 1000\n  columns: {len(COLUMNS)}\n  delimiter: \",\"\nseed: 1\n"
            f"privacy:\n  k: 11\nmodel:\n  name: independent\ncolumns:\n{columns}")


def seconds_of_rowsmith(program, path, target):
    start = time.perf_counter()
    subprocess.run([program, "generate", path, "-n", str(ROWS), "--jobs", "1", "-q", "--force", "-o", target], check=True)
    return time.perf_counter() - start


def seconds_of_faker(locale, target):
    result = subprocess.run([sys.executable, "-c", FAKER, locale, str(ROWS // 50), target], capture_output=True, text=True)
    if result.returncode:
        return None
    return float(result.stdout)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    program = sys.argv[1]
    has_faker = subprocess.run([sys.executable, "-c", "import faker"], capture_output=True).returncode == 0
    if not has_faker:
        print(f"Faker is not installed for {sys.executable}: only rowsmith is timed (pip install Faker, or PYTHON=venv/bin/python)")
    print(f"{ROWS:,} rows of {', '.join(COLUMNS)}; medians of {REPETITIONS}; rows a second on one core")
    with tempfile.TemporaryDirectory() as folder:
        target = os.path.join(folder, "out.csv")
        for locale in ("en_US", "de_DE", "ja_JP"):
            path = os.path.join(folder, f"{locale}.yaml")
            with open(path, "w") as file:
                file.write(recipe(locale))
            own, other = [], []
            for _ in range(REPETITIONS):
                own.append(ROWS / seconds_of_rowsmith(program, path, target))
                if has_faker:
                    seconds = seconds_of_faker(locale, target)
                    if seconds:
                        other.append(ROWS // 50 / seconds)
            line = f"{locale}   rowsmith {statistics.median(own):>12,.0f}"
            if other:
                ratio = statistics.median(own) / statistics.median(other)
                line += f"   Faker {statistics.median(other):>9,.0f}   {ratio:,.0f} times as many"
            print(line, flush=True)


main()
