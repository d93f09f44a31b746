#include <cmath>
#include <limits>

#include "CDistributions.h"

namespace {

constexpr double root_half = 0.707106781186547524400844362105;
constexpr double root_two_pi_inverse = 0.398942280401432677939946059934;
// Above 5.5 what is left of 1 - u says too little to interpolate.
constexpr double least_score = -8.25, step = 1.0 / 32;

double score(int node) { return least_score + step * node; }
double share(double z) { return 0.5 * std::erfc(-z * root_half); }
double density(double z) { return root_two_pi_inverse * std::exp(-0.5 * z * z); }

// Cubic between the nodes around z: never decreasing, since it adds to the left node what lies between 0 and the right one.
double between(const double *table, double z) {
  const double place = (z - least_score) / step;
  const int node = static_cast<int>(place);
  const double t = place - node, rest = 1 - t;
  const double *left = table + 2 * node, *right = left + 2;
  const double rise = right[0] - left[0];
  const double part = t * t * (3 - 2 * t) * rise + t * rest * step * (rest * left[1] - t * right[1]);
  return left[0] + std::fmin(std::fmax(part, 0), rise);
}

double value(rs_law law, const double *parameters, int is_logarithmic, double z) {
  // The upper half keeps its precision as far as 1 - u does.
  const double x = rs_law_quantile(law, parameters, share(z));
  return is_logarithmic ? std::log(x) : x;
}

// The standard normal quantile from a table of its own would be circular: Wichura's PPND7 and one step of Halley's method.
double normal_score(double u) {
  const double offset = u - 0.5;
  double z;
  if (std::fabs(offset) <= 0.425) {
    const double r = 0.180625 - offset * offset;
    z = offset * (((59.109374720 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179) /
        (((67.187563600 * r + 78.757757664) * r + 17.895169469) * r + 1);
  } else {
    double r = std::sqrt(-std::log(offset < 0 ? u : 1 - u));
    if (r <= 5) {
      r -= 1.6;
      z = (((0.17023821103 * r + 1.3067284816) * r + 2.7568153900) * r + 1.4234372777) /
          ((0.12021132975 * r + 0.73700164250) * r + 1);
    } else {
      r -= 5;
      z = (((0.017337203997 * r + 0.42868294337) * r + 3.0812263860) * r + 6.6579051150) /
          ((0.012258202635 * r + 0.24197894225) * r + 1);
    }
    if (offset < 0) z = -z;
  }
  const double gap = z < 0 ? share(z) - u : (1 - u) - share(-z);
  const double newton = gap / density(z);
  return z - newton / (1 + 0.5 * z * newton);
}

}  // namespace

int rs_law_table(rs_law law, const double *parameters, int is_logarithmic, double *target) {
  for (int node = 0; node < rs_table_nodes; ++node) {
    const double z = score(node);
    const double x = rs_law_quantile(law, parameters, share(z));
    const double slope = density(z) / std::exp(rs_law_log_density(law, parameters, x)) / (is_logarithmic ? x : 1);
    target[2 * node] = is_logarithmic ? std::log(x) : x;
    target[2 * node + 1] = slope;
    if (!std::isfinite(target[2 * node]) || !std::isfinite(slope) || slope < 0) return 0;
  }
  // The middle half's width, in scores 0.67 to either side.
  const double spread = between(target, 0.6745) - between(target, -0.6745);
  for (int node = 0; node + 1 < rs_table_nodes; ++node) {
    const double z = score(node) + step / 2;
    if (z < -7 || z > 5) continue;
    const double exact = value(law, parameters, is_logarithmic, z);
    const double size = is_logarithmic ? 1 : std::fmax(std::fabs(exact), spread);
    if (!(std::fabs(between(target, z) - exact) <= (std::fabs(z) < 3.1 ? 1e-8 : 1e-6) * size)) return 0;
  }
  return 1;
}

void rs_table_quantiles(
    rs_law law, const double *parameters, int is_logarithmic, const double *table, const double *uniforms, double *target,
    size_t count) {
  const double last = score(rs_table_nodes - 1);
  for (size_t i = 0; i < count; ++i) {
    const double u = uniforms[i];
    const double z = u > 0 && u < 1 ? normal_score(u) : std::numeric_limits<double>::quiet_NaN();
    if (z >= least_score && z < last) {
      const double x = between(table, z);
      target[i] = is_logarithmic ? std::exp(x) : x;
    } else {
      target[i] = rs_law_quantile(law, parameters, u);
    }
  }
}
