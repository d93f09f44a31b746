#include <cmath>
#include <limits>
#include <vector>

#include "CDistributions.h"

namespace {

constexpr double root_half = 0.707106781186547524400844362105;
constexpr double log_root_two_pi = 0.918938533204672741780329736406;

double normal_cdf(double z) { return 0.5 * std::erfc(-z * root_half); }

// Rows beyond a bound as one part sees them: their share, and the mean and mean square of their distance from its mean.
struct beyond {
  double share, first, second;
};

beyond above(double bound, double mean, double deviation) {
  const double z = (bound - mean) / deviation, share = normal_cdf(-z);
  // Mills' ratio, by its asymptotic form where both parts vanish.
  const double hazard =
      share > 1e-290 ? std::exp(-0.5 * z * z - log_root_two_pi) / share : z + 1 / z;
  return {share, deviation * hazard, deviation * deviation * (1 + z * hazard)};
}

struct sums {
  double weight = 0, first = 0, second = 0;
};

class expectation {
 public:
  expectation(const rs_sample &sample, size_t parts, const double *shares, const double *means, const double *deviations)
      : sample(sample), parts(parts), shares(shares), means(means), deviations(deviations), all(parts), own(parts) {}

  // The log likelihood; what belongs to each part is in `all`, relative to its mean.
  double run() {
    double likelihood = 0;
    for (size_t i = 0; i < sample.count; ++i) likelihood += row(sample.values[i], sample.weights[i]);
    likelihood += tail(sample.low, sample.low_weight, -1);
    return likelihood + tail(sample.high, sample.high_weight, 1);
  }

  const rs_sample &sample;
  size_t parts;
  const double *shares, *means, *deviations;
  std::vector<sums> all;

 private:
  std::vector<double> own;

  double row(double x, double weight) {
    double largest = -std::numeric_limits<double>::infinity(), total = 0;
    for (size_t j = 0; j < parts; ++j) {
      const double z = (x - means[j]) / deviations[j];
      own[j] = std::log(shares[j] / deviations[j]) - 0.5 * z * z;
      largest = std::fmax(largest, own[j]);
    }
    for (size_t j = 0; j < parts; ++j) total += own[j] = std::exp(own[j] - largest);
    for (size_t j = 0; j < parts; ++j) add(j, weight * own[j] / total, x - means[j], (x - means[j]) * (x - means[j]));
    return weight * (largest + std::log(total) - log_root_two_pi);
  }

  double tail(double bound, double weight, double side) {
    if (!(weight > 0)) return 0;
    double total = 0;
    for (size_t j = 0; j < parts; ++j)
      total += own[j] = shares[j] * above(side * bound, side * means[j], deviations[j]).share;
    if (!(total > 0)) return -std::numeric_limits<double>::infinity();
    for (size_t j = 0; j < parts; ++j) {
      const beyond rows = above(side * bound, side * means[j], deviations[j]);
      add(j, weight * own[j] / total, side * rows.first, rows.second);
    }
    return weight * std::log(total);
  }

  void add(size_t part, double weight, double first, double second) {
    all[part].weight += weight;
    all[part].first += weight * first;
    all[part].second += weight * second;
  }
};

}  // namespace

double rs_mixture_fit(
    const rs_sample *sample, size_t parts, double *shares, double *means, double *deviations, double least_deviation,
    int rounds) try {
  double last = -std::numeric_limits<double>::infinity();
  for (int round = 0; round < rounds; ++round) {
    expectation step(*sample, parts, shares, means, deviations);
    const double likelihood = step.run();
    if (!std::isfinite(likelihood)) return std::numeric_limits<double>::quiet_NaN();
    double total = 0;
    for (const sums &part : step.all) total += part.weight;
    for (size_t j = 0; j < parts; ++j) {
      const sums &part = step.all[j];
      if (!(part.weight > 1e-6 * total)) return std::numeric_limits<double>::quiet_NaN();
      const double shift = part.first / part.weight;
      shares[j] = part.weight / total;
      means[j] += shift;
      deviations[j] = std::fmax(least_deviation, std::sqrt(std::fmax(0, part.second / part.weight - shift * shift)));
    }
    // A gain that no criterion would notice.
    if (likelihood - last < 1e-5 && round > 5) return likelihood;
    last = likelihood;
  }
  return last;
} catch (...) {
  return std::numeric_limits<double>::quiet_NaN();
}
