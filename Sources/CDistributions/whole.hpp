// Laws of whole numbers, in the same form. Counts among the parameters may be real numbers where the formulas allow it, so that
// they can be searched for.
#pragma once

#include "continuous.hpp"

namespace laws {

struct poisson {
  static constexpr bool is_whole = true;
  double mean;
  explicit poisson(const double *p) : mean(p[0]) {}
  bool is_sound() const { return mean > 0 && mean < 9e15; }
  double log_density(double k) const { return k < 0 ? -infinity : k * std::log(mean) - mean - log_gamma(k + 1); }
  double cdf(double k) const { return k < 0 ? 0 : bm::gamma_q(k + 1, mean, policy()); }
  double survival(double k) const { return k < 0 ? 1 : bm::gamma_p(k + 1, mean, policy()); }
  double quantile(double u) const {
    return solve_whole(*this, u, 0, infinity, mean + std::sqrt(mean) * normal_quantile(u));
  }
};

struct negative_binomial {
  static constexpr bool is_whole = true;
  double successes, probability;
  explicit negative_binomial(const double *p) : successes(p[0]), probability(p[1]) {}
  bool is_sound() const {
    return successes > 0 && successes <= largest_shape && probability > 0 && probability < 1;
  }
  double log_density(double k) const {
    if (k < 0) return -infinity;
    return log_gamma(k + successes) - log_gamma(successes) - log_gamma(k + 1) + successes * std::log(probability) +
           k * std::log1p(-probability);
  }
  double cdf(double k) const { return k < 0 ? 0 : bm::ibeta(successes, k + 1, probability, policy()); }
  double survival(double k) const { return k < 0 ? 1 : bm::ibetac(successes, k + 1, probability, policy()); }
  double quantile(double u) const {
    const double mean = successes * (1 - probability) / probability;
    return solve_whole(*this, u, 0, infinity, mean + std::sqrt(mean / probability) * normal_quantile(u));
  }
};

struct binomial {
  static constexpr bool is_whole = true;
  double trials, probability;
  explicit binomial(const double *p) : binomial(p[0], p[1]) {}
  binomial(double trials, double probability) : trials(trials), probability(probability) {}
  bool is_sound() const { return trials >= 1 && trials <= 1e9 && probability >= 0 && probability <= 1; }
  double log_density(double k) const {
    if (k < 0 || k > trials) return -infinity;
    const double hits = k == 0 ? 0 : k * std::log(probability);
    const double rest = k == trials ? 0 : (trials - k) * std::log1p(-probability);
    return log_gamma(trials + 1) - log_gamma(k + 1) - log_gamma(trials - k + 1) + hits + rest;
  }
  double cdf(double k) const {
    if (k < 0) return 0;
    return k >= trials ? 1 : bm::ibetac(k + 1, trials - k, probability, policy());
  }
  double survival(double k) const {
    if (k < 0) return 1;
    return k >= trials ? 0 : bm::ibeta(k + 1, trials - k, probability, policy());
  }
  double quantile(double u) const {
    const double deviation = std::sqrt(trials * probability * (1 - probability));
    return solve_whole(*this, u, 0, std::floor(trials), trials * probability + deviation * normal_quantile(u));
  }
};

struct bernoulli : binomial {
  explicit bernoulli(const double *p) : binomial(1, p[0]) {}
};

struct geometric {
  static constexpr bool is_whole = true;
  double probability, log_miss;
  explicit geometric(const double *p) : probability(p[0]), log_miss(std::log1p(-p[0])) {}
  bool is_sound() const { return probability > 0 && probability < 1; }
  double log_density(double k) const { return k < 0 ? -infinity : std::log(probability) + k * log_miss; }
  double cdf(double k) const { return k < 0 ? 0 : -std::expm1((k + 1) * log_miss); }
  double survival(double k) const { return k < 0 ? 1 : std::exp((k + 1) * log_miss); }
  double quantile(double u) const {
    return solve_whole(*this, u, 0, infinity, std::ceil(std::log1p(-u) / log_miss - 1));
  }
};

struct hypergeometric {
  static constexpr bool is_whole = true;
  // A sum over more terms than this is not worth waiting for.
  static constexpr double widest = 1e6;
  double population, marked, drawn, first, last, constant;
  explicit hypergeometric(const double *p) : population(p[0]), marked(p[1]), drawn(p[2]) {
    first = std::fmax(0, std::ceil(marked + drawn - population));
    last = std::floor(std::fmin(marked, drawn));
    constant = log_gamma(marked + 1) + log_gamma(population - marked + 1) - log_choose(population, drawn);
  }
  static double log_choose(double n, double k) { return log_gamma(n + 1) - log_gamma(k + 1) - log_gamma(n - k + 1); }
  bool is_sound() const {
    return population >= 1 && marked >= 0 && drawn >= 0 && marked <= population && drawn <= population &&
           population < 9e15 && last - first < widest;
  }
  double log_density(double k) const {
    if (k < first || k > last) return -infinity;
    return constant - log_gamma(k + 1) - log_gamma(marked - k + 1) - log_gamma(drawn - k + 1) -
           log_gamma(population - marked - drawn + k + 1);
  }
  // From its smaller end, by the ratio of neighbours.
  double upward(double k) const {
    double term = std::exp(log_density(k)), sum = 0;
    for (double i = k; i >= first && term > 1e-320; --i) {
      sum += term;
      term *= i * (population - marked - drawn + i) / ((marked - i + 1) * (drawn - i + 1));
    }
    return sum;
  }
  double downward(double k) const {
    double term = std::exp(log_density(k)), sum = 0;
    for (double i = k; i <= last && term > 1e-320; ++i) {
      sum += term;
      term *= (marked - i) * (drawn - i) / ((i + 1) * (population - marked - drawn + i + 1));
    }
    return sum;
  }
  double mean() const { return drawn * marked / population; }
  double cdf(double k) const {
    if (k < first) return 0;
    if (k >= last) return 1;
    return k < mean() ? upward(k) : 1 - downward(k + 1);
  }
  double survival(double k) const {
    if (k < first) return 1;
    if (k >= last) return 0;
    return k < mean() ? 1 - upward(k) : downward(k + 1);
  }
  double quantile(double u) const {
    const double rest = population > 1 ? (population - drawn) / (population - 1) : 0;
    const double deviation = std::sqrt(mean() * (1 - marked / population) * rest);
    return solve_whole(*this, u, first, last, mean() + deviation * normal_quantile(u));
  }
};

// Σ (k + start)^-s over k = 0, 1, ...: the first terms, then the Euler-Maclaurin formula.
inline double hurwitz_zeta(double s, double start) {
  double sum = 0, x = start;
  while (x < 12) {
    sum += std::pow(x, -s);
    x += 1;
  }
  const double power = std::pow(x, -s);
  sum += power * x / (s - 1) + 0.5 * power;
  // Bernoulli numbers over factorials.
  static const double parts[] = {1.0 / 12, -1.0 / 720, 1.0 / 30240, -1.0 / 1209600, 1.0 / 47900160,
                                 -691.0 / 1307674368000.0};
  double rising = s, shrinking = power / x;
  for (int j = 0; j < 6; ++j) {
    sum += parts[j] * rising * shrinking;
    rising *= (s + 2 * j + 1) * (s + 2 * j + 2);
    shrinking /= x * x;
  }
  return sum;
}

struct zipf {
  static constexpr bool is_whole = true;
  double exponent, total;
  explicit zipf(const double *p) : exponent(p[0]), total(p[0] > 1 ? hurwitz_zeta(p[0], 1) : nan_value) {}
  bool is_sound() const { return exponent > 1; }
  double log_density(double k) const { return k < 1 ? -infinity : -exponent * std::log(k) - std::log(total); }
  double cdf(double k) const { return k < 1 ? 0 : 1 - survival(k); }
  double survival(double k) const { return k < 1 ? 1 : hurwitz_zeta(exponent, k + 1) / total; }
  double quantile(double u) const {
    const double guess = std::pow((1 - u) * total * (exponent - 1), 1 / (1 - exponent));
    return solve_whole(*this, u, 1, infinity, std::floor(guess));
  }
};

}  // namespace laws
