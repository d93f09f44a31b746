// Quantiles of laws that have none in closed form, by safeguarded Newton steps on the cumulative share.
#pragma once

#include <cmath>
#include <limits>

namespace laws {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan_value = std::numeric_limits<double>::quiet_NaN();

// How far x lies from the quantile: below 0 where x is too small. Upper halves are measured by the survival.
template <class Law>
double miss(const Law &law, double x, double u) {
  return u <= 0.5 ? law.cdf(x) - u : (1 - u) - law.survival(x);
}

// Between low and high, which enclose the quantile.
template <class Law>
double solve(const Law &law, double u, double low, double high, double start) {
  double x = start > low && start < high ? start : low + (high - low) / 2;
  for (int round = 0; round < 200; ++round) {
    const double gap = miss(law, x, u);
    // Differences of shares are no better than this.
    if (std::fabs(gap) <= 2e-17 + 4e-16 * std::fmin(u, 1 - u)) return x;
    if (!(high - low > 1e-15 * (std::fabs(low) + std::fabs(high)))) return x;
    (gap < 0 ? low : high) = x;
    const double density = std::exp(law.log_density(x));
    double next = density > 0 && std::isfinite(density) ? x - gap / density : nan_value;
    if (!(next > low && next < high)) next = low + (high - low) / 2;
    if (std::fabs(next - x) <= 1e-15 * std::fabs(x)) return next;
    x = next;
  }
  return x;
}

// On the whole line, from a first guess and a width.
template <class Law>
double solve_line(const Law &law, double u, double start, double width) {
  double low = start - width, high = start + width;
  for (int round = 0; round < 1000 && miss(law, low, u) > 0; ++round) low -= (width *= 2);
  for (int round = 0; round < 1000 && miss(law, high, u) < 0; ++round) high += (width *= 2);
  return solve(law, u, low, high, start);
}

// Above 0, from a first guess.
template <class Law>
double solve_positive(const Law &law, double u, double start) {
  double low = start / 2, high = start * 2;
  for (int round = 0; round < 1070 && low > 0 && miss(law, low, u) > 0; ++round) low /= 2;
  for (int round = 0; round < 1070 && std::isfinite(high) && miss(law, high, u) < 0; ++round) high *= 2;
  return solve(law, u, low, high, start);
}

// The smallest whole number from first to last (which may be infinite) whose cumulative share is at least u.
template <class Law>
double solve_whole(const Law &law, double u, double first, double last, double start) {
  // Further out neighbouring doubles are more than 1 apart.
  last = std::fmin(last, 9e15);
  if (!(start >= first)) start = first;
  if (start > last) start = last;
  double low = std::floor(start), high = low;  // the answer lies in (low, high]
  double width = 1;
  while (low >= first && miss(law, low, u) >= 0) {
    high = low;
    low -= width;
    width *= 2;
  }
  if (low < first) low = first - 1;
  width = 1;
  while (high < last && miss(law, high, u) < 0) {
    low = high;
    high += width;
    width *= 2;
  }
  if (high > last) high = last;
  while (high - low > 1) {
    const double middle = std::floor(low + (high - low) / 2);
    (miss(law, middle, u) < 0 ? low : high) = middle;
  }
  return high;
}

}  // namespace laws
