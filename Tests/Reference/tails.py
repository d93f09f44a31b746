"""Reference values for Tests/StatisticsTests/TailTests.swift, by SciPy.

    python3 Tests/Reference/tails.py             the laws, the fits and their statistics
    python3 Tests/Reference/tails.py --critical  the table of critical values (minutes)

The sample: p_i = frac((i + 1) 0.6180339887498949), i = 0 ... m - 1, through the quantile function.
"""

import sys

import numpy as np
from scipy import optimize, stats


def sample(shape, scale, count):
    p = (np.arange(1, count + 1) * 0.6180339887498949) % 1.0
    return np.sort(stats.genpareto.ppf(p, shape, scale=scale))


def loss(parameters, excesses, hidden):
    shape, scale = parameters[0], np.exp(parameters[1])
    known = excesses[: len(excesses) - hidden]
    value = -stats.genpareto.logpdf(known, shape, scale=scale).sum()
    value -= hidden * stats.genpareto.logsf(known[-1], shape, scale=scale)
    return value if np.isfinite(value) else 1e10


def fit(excesses, hidden):
    options = {"xatol": 1e-11, "fatol": 1e-12, "maxiter": 20000, "maxfev": 20000}
    start = [0.1, np.log(excesses.mean())]
    best = optimize.minimize(loss, start, (excesses, hidden), method="Nelder-Mead", options=options).x
    step, hessian = 1e-4, np.zeros((2, 2))
    for i in range(2):
        for j in range(2):
            for a in (1, -1):
                for b in (1, -1):
                    shifted = best.copy()
                    shifted[i] += a * step
                    shifted[j] += b * step
                    hessian[i, j] += a * b * loss(shifted, excesses, hidden) / (4 * step * step)
    return best[0], np.exp(best[1]), np.sqrt(np.linalg.inv(hessian)[0, 0])


def statistic(excesses, hidden, shape, scale):
    """A² as an integral: m ∫ (F_m - z)² / (z (1 - z)) dz up to the last known excess."""
    z = stats.genpareto.cdf(excesses, shape, scale=scale)[: len(excesses) - hidden]
    edges, total = np.concatenate([[0.0], z]), 0.0

    def antiderivative(v, level):
        # of (level - v)² / (v (1 - v))
        low = level * level * np.log(v) if level > 0 else 0.0
        high = -((1 - level) ** 2) * np.log1p(-v) if level < 1 else 0.0
        return low + high - v

    for i in range(len(edges) - 1):
        level = i / len(excesses)
        total += antiderivative(edges[i + 1], level) - antiderivative(edges[i], level)
    return len(excesses) * total


def fits(cases):
    for shape, scale, count, hidden in cases:
        excesses = sample(shape, scale, count)
        found = fit(excesses, hidden)
        square = statistic(excesses, hidden, found[0], found[1])
        print(f"({shape}, {scale}, {count}, {hidden}, {found[0]:.10f}, {found[1]:.10g}, {found[2]:.5f}, {square:.5f}),")


def laws():
    for shape in (-0.4, 0.0, 0.3, 1.2):
        law = stats.genpareto(shape, scale=2.5)
        print(f"({shape}, {law.cdf(1.7):.15f}, {law.logpdf(1.7):.15f}, {law.isf(1e-6):.12g}),")


def critical(repeats=12000):
    random = np.random.default_rng(1)
    for shape in (-0.4, -0.2, 0, 0.25, 0.5, 0.75, 1.0):
        row = []
        for count, hidden in ((500, 0), (1000, 10), (400, 10), (200, 10), (100, 10), (50, 10)):
            size = 400 if count > 300 else 2000
            found = [simulated(random, shape, count, hidden, size) for _ in range(repeats // size)]
            row.append(f"{hidden / count:.3f}: {np.quantile(np.concatenate(found), 0.9):.3f}")
        print(shape, "  ".join(row), flush=True)


def simulated(random, shape, count, hidden, size):
    exponential = random.exponential(size=(size, count))
    excesses = np.expm1(shape * exponential) / shape if shape else exponential
    excesses.sort(axis=1)
    known = excesses[:, : count - hidden]
    shapes, scales = profile(known, count)
    survival = -np.log1p((shapes / scales)[:, None] * known) / shapes[:, None]
    survival = np.minimum(survival, -1e-300)
    cdf, order = np.log(-np.expm1(survival)), np.arange(1, known.shape[1] + 1)
    cut = (known.shape[1] - count) ** 2 * survival[:, -1] - known.shape[1] ** 2 * cdf[:, -1]
    cut -= count**2 * np.expm1(survival[:, -1])
    return -(((2 * order - 1) * (cdf - survival)).sum(1) + cut) / count - 2 * survival.sum(1)


def profile(known, count):
    """The largest likelihood along theta for many samples at once: a grid, then a golden section."""
    rows, last = known.shape[1], known[:, -1]

    def value(logarithm):
        theta = np.expm1(logarithm) / last
        theta = np.where(np.abs(theta) < 1e-9, 1e-9, theta)
        parts = np.log1p(theta[:, None] * known)
        shape = (parts.sum(1) + (count - rows) * parts[:, -1]) / rows
        level = -rows * np.log(shape / theta) - parts.sum(1) - rows
        return np.where(np.abs(shape - 1) > 2, -1e300, level), shape, shape / theta

    grid = np.linspace(np.log(1e-3), np.log(1e4), 40)
    best = np.argmax([value(np.full(len(known), point))[0] for point in grid], axis=0)
    low, high = grid[np.maximum(best - 1, 0)], grid[np.minimum(best + 1, 39)]
    part = (5**0.5 - 1) / 2
    for _ in range(22):
        left, right = high - part * (high - low), low + part * (high - low)
        isLeft = value(left)[0] > value(right)[0]
        low, high = np.where(isLeft, low, left), np.where(isLeft, right, high)
    return value((low + high) / 2)[1:]


if "--critical" in sys.argv:
    critical()
else:
    laws()
    fits([(0.3, 2.0, 400, 0), (0.3, 2.0, 400, 10), (0.0, 1.0, 60, 10), (-0.3, 5.0, 200, 0), (0.9, 1000.0, 1600, 10), (-0.2, 3.0, 100, 10)])
