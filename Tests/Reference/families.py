"""Reference values for Tests/StatisticsTests/ParametricFamilyTests.swift, by SciPy.

    python3 Tests/Reference/families.py > Tests/Fixtures/families.txt

For each law: a line with its parameters in the order of rs_law, then for several shares a line with the share, the quantile, and
at it log density, cdf and survival.
"""

import numpy as np
from scipy import optimize, stats

SHARES = [0.001, 0.01, 0.05, 0.2, 0.37, 0.5, 0.73, 0.9, 0.99, 0.999]


class Mixture:
    def __init__(self, shares, means, deviations, exponential=False):
        self.shares, self.means, self.deviations = map(np.array, (shares, means, deviations))
        self.exponential = exponential

    def parts(self, x, function):
        x = np.log(x) if self.exponential else x
        return (self.shares * function(x, self.means, self.deviations)).sum()

    def cdf(self, x):
        return self.parts(x, stats.norm.cdf)

    def sf(self, x):
        return self.parts(x, stats.norm.sf)

    def logpdf(self, x):
        density = self.parts(x, stats.norm.pdf)
        return np.log(density / x if self.exponential else density)

    def ppf(self, u):
        log = Mixture(self.shares, self.means, self.deviations)
        x = optimize.brentq(lambda x: log.cdf(x) - u, -50, 50, xtol=1e-15, rtol=1e-15)
        return np.exp(x) if self.exponential else x


class Wrapped:
    """Von Mises on 0...period."""

    def __init__(self, location, concentration, period):
        self.law = stats.vonmises(concentration, loc=location / period * 2 * np.pi)
        self.unit = period / (2 * np.pi)

    def cdf(self, x):
        return self.law.cdf(x / self.unit) - self.law.cdf(0)

    def sf(self, x):
        return 1 - self.cdf(x)

    def logpdf(self, x):
        return self.law.logpdf(x / self.unit) - np.log(self.unit)

    def ppf(self, u):
        return optimize.brentq(lambda x: self.cdf(x) - u, 0, self.unit * 2 * np.pi, xtol=1e-14, rtol=1e-14)


def pert(low, mode, high):
    width = high - low
    return stats.beta(1 + 4 * (mode - low) / width, 1 + 4 * (high - mode) / width, loc=low, scale=width)


def triangular(low, mode, high):
    return stats.triang((mode - low) / (high - low), loc=low, scale=high - low)


LAWS = {
    "normal": [((3.5, 2), stats.norm(3.5, 2)), ((-1e6, 1e-3), stats.norm(-1e6, 1e-3))],
    "lognormal": [((3.7, 1.1), stats.lognorm(1.1, scale=np.exp(3.7))), ((-2, 0.05), stats.lognorm(0.05, scale=np.exp(-2)))],
    "skew_normal": [((1, 2, 4), stats.skewnorm(4, 1, 2)), ((0, 1, -0.7), stats.skewnorm(-0.7))],
    "logistic": [((2, 3), stats.logistic(2, 3))],
    "student_t": [((1, 2, 3.5), stats.t(3.5, 1, 2)), ((0, 1, 40), stats.t(40)), ((0, 1, 0.8), stats.t(0.8))],
    "exponential": [((4.2,), stats.expon(scale=4.2))],
    "gamma": [((0.4, 3), stats.gamma(0.4, scale=3)), ((7.5, 0.2), stats.gamma(7.5, scale=0.2)), ((900, 1), stats.gamma(900))],
    "inverse_gamma": [((3, 5), stats.invgamma(3, scale=5)), ((0.8, 0.1), stats.invgamma(0.8, scale=0.1))],
    "weibull": [((0.7, 2), stats.weibull_min(0.7, scale=2)), ((3.6, 100), stats.weibull_min(3.6, scale=100))],
    "beta": [((2, 5, 0, 1), stats.beta(2, 5)), ((0.6, 0.8, -10, 30), stats.beta(0.6, 0.8, -10, 40))],
    "uniform": [((-3, 12), stats.uniform(-3, 15))],
    "triangular": [((0, 3, 10), triangular(0, 3, 10)), ((-4, -4, 2), triangular(-4, -4, 2))],
    "pert": [((0, 3, 10), pert(0, 3, 10)), ((5, 9, 9.5), pert(5, 9, 9.5))],
    "pareto": [((1.7, 20), stats.pareto(1.7, scale=20))],
    "lomax": [((2.3, 5), stats.lomax(2.3, scale=5))],
    "generalized_pareto": [
        ((1, 2, 0.3), stats.genpareto(0.3, 1, 2)), ((0, 1, -0.4), stats.genpareto(-0.4)), ((0, 3, 0), stats.genpareto(0, 0, 3)),
    ],
    "gumbel": [((10, 4), stats.gumbel_r(10, 4))],
    "frechet": [((2.5, 3), stats.invweibull(2.5, scale=3))],
    "generalized_extreme_value": [
        ((5, 2, 0.2), stats.genextreme(-0.2, 5, 2)), ((5, 2, -0.3), stats.genextreme(0.3, 5, 2)),
    ],
    "cauchy": [((-2, 0.7), stats.cauchy(-2, 0.7))],
    "laplace": [((1, 0.3), stats.laplace(1, 0.3))],
    "chi_squared": [((3.3,), stats.chi2(3.3))],
    "fisher_f": [((4, 9), stats.f(4, 9)), ((30, 2.5), stats.f(30, 2.5))],
    "rayleigh": [((2.2,), stats.rayleigh(scale=2.2))],
    "inverse_gaussian": [((3, 8), stats.invgauss(3 / 8, scale=8)), ((20, 1.5), stats.invgauss(20 / 1.5, scale=1.5))],
    "von_mises": [((90, 2.5, 360), Wrapped(90, 2.5, 360)), ((23, 0.3, 24), Wrapped(23, 0.3, 24)), ((3, 30, 6.283185307179586), Wrapped(3, 30, 6.283185307179586))],
    "normal_mixture": [((2, 0.3, 0.7, -1, 4, 0.5, 2), Mixture([0.3, 0.7], [-1, 4], [0.5, 2]))],
    "lognormal_mixture": [((2, 0.6, 0.4, 1, 3, 0.4, 0.2), Mixture([0.6, 0.4], [1, 3], [0.4, 0.2], True))],
    "poisson": [((0.7,), stats.poisson(0.7)), ((240,), stats.poisson(240))],
    "negative_binomial": [((2.5, 0.2), stats.nbinom(2.5, 0.2)), ((0.3, 0.05), stats.nbinom(0.3, 0.05))],
    "binomial": [((20, 0.35), stats.binom(20, 0.35)), ((1000, 0.99), stats.binom(1000, 0.99))],
    "geometric": [((0.15,), stats.geom(0.15, loc=-1))],
    "hypergeometric": [((60, 24, 20), stats.hypergeom(60, 24, 20)), ((1000, 30, 200), stats.hypergeom(1000, 30, 200))],
    "bernoulli": [((0.3,), stats.bernoulli(0.3))],
    "zipf": [((2.4,), stats.zipf(2.4)), ((1.6,), stats.zipf(1.6))],
}


def points(law):
    discrete = not hasattr(law, "logpdf") or (hasattr(law, "dist") and isinstance(law.dist, stats.rv_discrete))
    result = []
    for share in SHARES:
        x = float(law.ppf(share))
        log = float(law.logpmf(x) if discrete else law.logpdf(x))
        result.append([share, x, log, float(law.cdf(x)), float(law.sf(x))])
    return result


if __name__ == "__main__":
    for name, laws in LAWS.items():
        for parameters, law in laws:
            print("family", name, *map(float, parameters))
            for row in points(law):
                print(*row)
