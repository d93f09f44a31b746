#!/usr/bin/env python3
"""Times reading, typing and profiling of large tables: rowsmith, DuckDB and polars, in turn, in one run.

usage: reading.py ROWSMITH [TABLE...]      (make bench-read PYTHON=venv/bin/python READ="...")

Without tables two are made and kept in ROWSMITH_BENCH_FOLDER: "mixed" (655 MB, 10 columns: numbers, dates, unique texts, quoted
notes) and "flights" (some 350 MB, 19 columns: small integers, clock times, short texts, a time with its day; about as nycflights).

Commands: `rowsmith inspect --json`; DuckDB's `SUMMARIZE SELECT * FROM read_csv(...)`; polars' `read_csv(try_parse_dates=True)` and
`describe()`. Each runs in a process of its own on ROWSMITH_BENCH_THREADS threads. The time of rowsmith is that of the whole process;
that of the others begins after their import, so that the ratios are on the careful side. Memory is the peak of the whole process.
What is not installed is named and left out: pip install duckdb polars.

Environment: ROWSMITH_BENCH_REPETITIONS (5), ROWSMITH_BENCH_SCALE (1.0: share of the rows that are made).
"""
import os, random, statistics, subprocess, sys, time

REPETITIONS = int(os.environ.get("ROWSMITH_BENCH_REPETITIONS", "5"))
SCALE = float(os.environ.get("ROWSMITH_BENCH_SCALE", "1"))
THREADS = int(os.environ.get("ROWSMITH_BENCH_THREADS", "2"))
FOLDER = os.environ.get("ROWSMITH_BENCH_FOLDER", os.path.join(".build", "bench-read"))
BATCH = 10_000

DUCKDB = """
import sys, time, duckdb
connection = duckdb.connect()
connection.execute(f"SET threads={sys.argv[2]}")
start = time.perf_counter()
connection.execute("SUMMARIZE SELECT * FROM read_csv(?)", [sys.argv[1]]).fetchall()
print(time.perf_counter() - start)
"""
POLARS = """
import sys, time, polars
start = time.perf_counter()
polars.read_csv(sys.argv[1], try_parse_dates=True).describe()
print(time.perf_counter() - start)
"""


def mixed(first, count, rng):
    """The rows that load figures are often quoted on: a bit of everything."""
    colours = ("red", "green", "blue", "black")
    for i in range(first, first + count):
        day, second = i % 4000, i % 9_999_999
        score = "" if i % 17 == 0 else repr(rng.random())
        yield (f'{i},{i * 7919 % 100003},{round(rng.random() * 1000, 2)},{colours[i % 4]},{DAYS[day]},'
               f'{MOMENTS[second // 86400]} {CLOCK[second % 86400]},user{i}@example.com,{score},'
               f'{"true" if i % 2 == 0 else "false"},"note, with ""quote"" {i % 1000}"\n')


def flights(first, count, rng):
    """Rows as those of nycflights: 4,000 planes, each of one carrier; 3 % of flights are cancelled and have no times."""
    carriers = ("UA", "B6", "EV", "DL", "AA", "MQ", "US", "9E", "WN", "VX", "FL", "AS", "F9", "YV", "HA", "OO")
    weights = tuple(range(len(carriers), 0, -1))
    origins, goals = ("EWR", "JFK", "LGA"), [a + b + c for a in "ABCDE" for b in "LOST" for c in "AXNRW"]
    picks = rng.choices(carriers, weights, k=count)
    for i, carrier in zip(range(first, first + count), picks):
        bits = rng.getrandbits(64)
        day, minute = i * 365 // FLIGHTS, 300 + bits % 1100
        late = (bits >> 12) % 60 - 15 if bits >> 60 else (bits >> 12) % 400
        away = (bits >> 24) % 105
        air, distance = 30 + away * 6 + (bits >> 32) % 20, 96 + away * 25
        place = DAYS_2013[day]
        hour = minute // 60
        if (bits >> 40) % 100 < 3:
            times = f",{clock(minute)},,,{clock(minute + air)},"
            air = ""
        else:
            times = f"{clock(minute + late)},{clock(minute)},{late},{clock(minute + late + air)},{clock(minute + air)},{late - 8}"
        yield (f"2013,{place[1]},{place[2]},{times},{carrier},{1 + (bits >> 44) % 6000},N{100 + (bits >> 44) % 250}{carrier},"
               f"{origins[(bits >> 50) % 3]},{goals[away % len(goals)]},{air},{distance},{hour},{minute % 60},"
               f"{place[0]} {hour:02}:00:00\n")


def clock(minute):
    minute %= 1440
    return minute // 60 * 100 + minute % 60


def days(year, count):
    import datetime
    first = datetime.date(year, 1, 1)
    return [first + datetime.timedelta(days=day) for day in range(count)]


DAYS = [day.isoformat() for day in days(2015, 4000)]
MOMENTS = [day.isoformat() for day in days(2020, 120)]
DAYS_2013 = [(day.isoformat(), day.month, day.day) for day in days(2013, 366)]
CLOCK = [f"{s // 3600:02}:{s // 60 % 60:02}:{s % 60:02}" for s in range(86400)]
FLIGHTS = max(1, int(4_200_000 * SCALE))
TABLES = {
    "mixed": (max(1, int(5_000_000 * SCALE)), mixed, "id,cust,amt,colour,d,ts,email,score,flag,note\n"),
    "flights": (FLIGHTS, flights, "year,month,day,dep_time,sched_dep_time,dep_delay,arr_time,sched_arr_time,arr_delay,carrier,"
                "flight,tailnum,origin,dest,air_time,distance,hour,minute,time_hour\n"),
}


def made(name):
    """The path of a table that is made where it is not there yet."""
    rows, write, header = TABLES[name]
    path = os.path.join(FOLDER, f"{name}_{rows}.csv")
    if os.path.exists(path):
        return path
    os.makedirs(FOLDER, exist_ok=True)
    print(f"making {path} ...", file=sys.stderr)
    rng = random.Random(42)
    with open(path + ".part", "w", newline="") as file:
        file.write(header)
        for first in range(0, rows, BATCH):
            file.write("".join(write(first, min(BATCH, rows - first), rng)))
    os.rename(path + ".part", path)
    return path


def run(arguments):
    """Seconds and the peak of memory in MB of one process, and what it wrote."""
    start = time.perf_counter()
    process = subprocess.Popen(arguments, stdout=subprocess.PIPE, env={**os.environ, "POLARS_MAX_THREADS": str(THREADS)})
    text = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{arguments[0]} failed with status {process.returncode}")
    return seconds, usage.ru_maxrss / 1024, text


def systems(program):
    def rowsmith(path):
        seconds, memory, _ = run([program, "inspect", "--json", path])
        return seconds, memory

    def in_python(script):
        def measured(path):
            _, memory, text = run([sys.executable, "-c", script, path, str(THREADS)])
            return float(text.split()[-1]), memory
        return measured

    found = {"rowsmith inspect": rowsmith}
    for name, module, script in (("DuckDB SUMMARIZE", "duckdb", DUCKDB), ("polars describe", "polars", POLARS)):
        if subprocess.run([sys.executable, "-c", f"import {module}"], stderr=subprocess.DEVNULL).returncode == 0:
            found[name] = in_python(script)
        else:
            print(f"{module} is not installed for {sys.executable}: no comparison with {name} (pip install {module})")
    return found


def compare(path, found):
    size = os.path.getsize(path) / 1e6
    with open(path, "rb") as file:  # Everybody finds the file in the cache.
        while file.read(1 << 24):
            pass
    figures = {name: [] for name in found}
    for _ in range(REPETITIONS):
        for name, measure in found.items():
            figures[name].append(measure(path))
    print(f"\n{os.path.basename(path)}: {size:.0f} MB, {REPETITIONS} rounds, medians")
    print(f"{'':18}{'seconds':>9}{'MB/s':>8}{'peak MB':>9}  time of rowsmith as a share (median of rounds)")
    first = next(iter(found))
    for name, values in figures.items():
        seconds = statistics.median(value[0] for value in values)
        memory = max(value[1] for value in values)
        share = statistics.median(mine[0] / other[0] for mine, other in zip(figures[first], values))
        print(f"{name:18}{seconds:9.2f}{size / seconds:8.0f}{memory:9.0f}  " + (f"{share:.2f}" if name != first else ""))
    sys.stdout.flush()


def main():
    if len(sys.argv) < 2 or sys.argv[1].startswith("-"):
        sys.exit(__doc__)
    found = systems(sys.argv[1])
    for path in sys.argv[2:] or [made(name) for name in TABLES]:
        compare(path, found)


main()
