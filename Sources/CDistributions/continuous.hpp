// Laws of real numbers. Each is made from its parameters and gives log_density, cdf, survival and quantile.
#pragma once

// An assertion would end the program for a parameter that a user typed.
#define BOOST_DISABLE_ASSERTS

#include <boost/math/special_functions/bessel.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <boost/math/special_functions/owens_t.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/policies/policy.hpp>
#include <cmath>
#include <vector>

#include "solve.hpp"

namespace laws {

namespace bm = boost::math;
using policy = bm::policies::policy<
    bm::policies::domain_error<bm::policies::ignore_error>, bm::policies::pole_error<bm::policies::ignore_error>,
    bm::policies::overflow_error<bm::policies::ignore_error>,
    bm::policies::evaluation_error<bm::policies::ignore_error>,
    bm::policies::rounding_error<bm::policies::ignore_error>,
    bm::policies::indeterminate_result_error<bm::policies::ignore_error>, bm::policies::promote_double<false>,
    bm::policies::max_series_iterations<20000>, bm::policies::max_root_iterations<200>>;

// A law with a larger shape is its limit (normal, Poisson) to all digits that matter, and its series have no end.
constexpr double largest_shape = 1e6;

constexpr double log_root_two_pi = 0.918938533204672741780329736406;
constexpr double root_half = 0.707106781186547524400844362105;

inline double log_gamma(double x) {
  int sign = 0;
  return lgamma_r(x, &sign);
}

inline double normal_cdf(double z) { return 0.5 * std::erfc(-z * root_half); }
inline double normal_quantile(double u) { return -1.41421356237309504880 * bm::erfc_inv(2 * u, policy()); }

inline double log_normal_cdf(double z) {
  if (z > -30) return std::log(normal_cdf(z));
  const double square = 1 / (z * z);
  return -0.5 * z * z - log_root_two_pi - std::log(-z) + std::log1p(-square + 3 * square * square);
}

struct normal {
  static constexpr bool is_whole = false;
  double mean, deviation;
  explicit normal(const double *p) : mean(p[0]), deviation(p[1]) {}
  bool is_sound() const { return deviation > 0; }
  double log_density(double x) const {
    const double z = (x - mean) / deviation;
    return -0.5 * z * z - log_root_two_pi - std::log(deviation);
  }
  double cdf(double x) const { return normal_cdf((x - mean) / deviation); }
  double survival(double x) const { return normal_cdf((mean - x) / deviation); }
  double quantile(double u) const { return mean + deviation * normal_quantile(u); }
};

// The law of what has a logarithm of another law.
template <class Law>
struct exponential_of {
  static constexpr bool is_whole = false;
  Law log;
  explicit exponential_of(const double *p) : log(p) {}
  bool is_sound() const { return log.is_sound(); }
  double log_density(double x) const {
    if (!(x > 0)) return -infinity;
    const double l = std::log(x);
    return log.log_density(l) - l;
  }
  double cdf(double x) const { return x > 0 ? log.cdf(std::log(x)) : 0; }
  double survival(double x) const { return x > 0 ? log.survival(std::log(x)) : 1; }
  double quantile(double u) const { return std::exp(log.quantile(u)); }
};

using lognormal = exponential_of<normal>;

// Azzalini (1985), Scandinavian Journal of Statistics 12, 171-178.
struct skew_normal {
  static constexpr bool is_whole = false;
  double location, scale, shape;
  explicit skew_normal(const double *p) : location(p[0]), scale(p[1]), shape(p[2]) {}
  bool is_sound() const { return scale > 0; }
  double log_density(double x) const {
    const double z = (x - location) / scale;
    return 0.693147180559945309417 - 0.5 * z * z - log_root_two_pi - std::log(scale) + log_normal_cdf(shape * z);
  }
  double cdf(double x) const {
    const double z = (x - location) / scale;
    return std::fmax(0, normal_cdf(z) - 2 * bm::owens_t(z, shape, policy()));
  }
  double survival(double x) const {
    const double z = (x - location) / scale;
    return std::fmax(0, normal_cdf(-z) + 2 * bm::owens_t(z, shape, policy()));
  }
  double quantile(double u) const {
    const double delta = shape / std::sqrt(1 + shape * shape);
    const double mean = delta * 0.797884560802865355880;
    const double deviation = std::sqrt(1 - mean * mean);
    return solve_line(*this, u, location + scale * (mean + deviation * normal_quantile(u)), scale / 2);
  }
};

struct logistic {
  static constexpr bool is_whole = false;
  double location, scale;
  explicit logistic(const double *p) : location(p[0]), scale(p[1]) {}
  bool is_sound() const { return scale > 0; }
  double log_density(double x) const {
    const double z = std::fabs((x - location) / scale);
    return -z - std::log(scale) - 2 * std::log1p(std::exp(-z));
  }
  double cdf(double x) const { return 1 / (1 + std::exp((location - x) / scale)); }
  double survival(double x) const { return 1 / (1 + std::exp((x - location) / scale)); }
  double quantile(double u) const { return location + scale * (std::log(u) - std::log1p(-u)); }
};

struct student_t {
  static constexpr bool is_whole = false;
  double location, scale, degrees, constant;
  explicit student_t(const double *p) : location(p[0]), scale(p[1]), degrees(p[2]) {
    constant = log_gamma((degrees + 1) / 2) - log_gamma(degrees / 2) -
               0.5 * std::log(degrees * 3.14159265358979323846) - std::log(scale);
  }
  bool is_sound() const { return scale > 0 && degrees > 0 && degrees <= 1e9; }
  double log_density(double x) const {
    const double z = (x - location) / scale;
    return constant - 0.5 * (degrees + 1) * std::log1p(z * z / degrees);
  }
  double cdf(double x) const { return bm::cdf(bm::students_t_distribution<double, policy>(degrees), (x - location) / scale); }
  double survival(double x) const { return cdf(2 * location - x); }
  double quantile(double u) const {
    const bm::students_t_distribution<double, policy> law(degrees);
    return location + scale * (u <= 0.5 ? bm::quantile(law, u) : -bm::quantile(law, 1 - u));
  }
};

struct exponential {
  static constexpr bool is_whole = false;
  double mean;
  explicit exponential(const double *p) : mean(p[0]) {}
  bool is_sound() const { return mean > 0; }
  double log_density(double x) const { return x < 0 ? -infinity : -x / mean - std::log(mean); }
  double cdf(double x) const { return x > 0 ? -std::expm1(-x / mean) : 0; }
  double survival(double x) const { return x > 0 ? std::exp(-x / mean) : 1; }
  double quantile(double u) const { return -mean * std::log1p(-u); }
};

struct gamma {
  static constexpr bool is_whole = false;
  double shape, scale, constant;
  explicit gamma(const double *p) : gamma(p[0], p[1]) {}
  gamma(double shape, double scale) : shape(shape), scale(scale) {
    constant = -log_gamma(shape) - shape * std::log(scale);
  }
  bool is_sound() const { return shape > 0 && shape <= largest_shape && scale > 0; }
  double log_density(double x) const {
    if (x < 0) return -infinity;
    return constant + (shape == 1 ? 0 : (shape - 1) * std::log(x)) - x / scale;
  }
  double cdf(double x) const { return x > 0 ? bm::gamma_p(shape, x / scale, policy()) : 0; }
  double survival(double x) const { return x > 0 ? bm::gamma_q(shape, x / scale, policy()) : 1; }
  double quantile(double u) const {
    return scale * (u <= 0.5 ? bm::gamma_p_inv(shape, u, policy()) : bm::gamma_q_inv(shape, 1 - u, policy()));
  }
};

struct inverse_gamma {
  static constexpr bool is_whole = false;
  double shape, scale, constant;
  explicit inverse_gamma(const double *p) : shape(p[0]), scale(p[1]) {
    constant = shape * std::log(scale) - log_gamma(shape);
  }
  bool is_sound() const { return shape > 0 && shape <= largest_shape && scale > 0; }
  double log_density(double x) const {
    return x > 0 ? constant - (shape + 1) * std::log(x) - scale / x : -infinity;
  }
  double cdf(double x) const { return x > 0 ? bm::gamma_q(shape, scale / x, policy()) : 0; }
  double survival(double x) const { return x > 0 ? bm::gamma_p(shape, scale / x, policy()) : 1; }
  double quantile(double u) const {
    return scale / (u <= 0.5 ? bm::gamma_q_inv(shape, u, policy()) : bm::gamma_p_inv(shape, 1 - u, policy()));
  }
};

struct weibull {
  static constexpr bool is_whole = false;
  double shape, scale;
  explicit weibull(const double *p) : shape(p[0]), scale(p[1]) {}
  bool is_sound() const { return shape > 0 && scale > 0; }
  double power(double x) const { return std::pow(x / scale, shape); }
  double log_density(double x) const {
    if (x < 0) return -infinity;
    const double part = shape == 1 ? 0 : (shape - 1) * std::log(x / scale);
    return std::log(shape / scale) + part - power(x);
  }
  double cdf(double x) const { return x > 0 ? -std::expm1(-power(x)) : 0; }
  double survival(double x) const { return x > 0 ? std::exp(-power(x)) : 1; }
  double quantile(double u) const { return scale * std::pow(-std::log1p(-u), 1 / shape); }
};

struct beta {
  static constexpr bool is_whole = false;
  double alpha, beta_, minimum, maximum, constant;
  explicit beta(const double *p) : beta(p[0], p[1], p[2], p[3]) {}
  beta(double alpha, double beta_, double minimum, double maximum)
      : alpha(alpha), beta_(beta_), minimum(minimum), maximum(maximum) {
    constant = log_gamma(alpha + beta_) - log_gamma(alpha) - log_gamma(beta_) - std::log(maximum - minimum);
  }
  bool is_sound() const {
    return alpha > 0 && beta_ > 0 && alpha <= largest_shape && beta_ <= largest_shape && maximum > minimum;
  }
  double log_density(double x) const {
    if (x < minimum || x > maximum) return -infinity;
    const double width = maximum - minimum;
    const double first = alpha == 1 ? 0 : (alpha - 1) * std::log((x - minimum) / width);
    const double second = beta_ == 1 ? 0 : (beta_ - 1) * std::log((maximum - x) / width);
    return constant + first + second;
  }
  double cdf(double x) const {
    if (x <= minimum) return 0;
    if (x >= maximum) return 1;
    return bm::ibeta(alpha, beta_, (x - minimum) / (maximum - minimum), policy());
  }
  double survival(double x) const {
    if (x <= minimum) return 1;
    if (x >= maximum) return 0;
    return bm::ibetac(alpha, beta_, (x - minimum) / (maximum - minimum), policy());
  }
  double quantile(double u) const {
    double rest = 0;
    const double part = u <= 0.5 ? bm::ibeta_inv(alpha, beta_, u, &rest, policy())
                                 : bm::ibetac_inv(alpha, beta_, 1 - u, &rest, policy());
    return part <= 0.5 ? minimum + (maximum - minimum) * part : maximum - (maximum - minimum) * rest;
  }
};

struct uniform {
  static constexpr bool is_whole = false;
  double minimum, maximum;
  explicit uniform(const double *p) : minimum(p[0]), maximum(p[1]) {}
  bool is_sound() const { return maximum > minimum; }
  double log_density(double x) const {
    return x >= minimum && x <= maximum ? -std::log(maximum - minimum) : -infinity;
  }
  double cdf(double x) const { return std::fmin(1, std::fmax(0, (x - minimum) / (maximum - minimum))); }
  double survival(double x) const { return std::fmin(1, std::fmax(0, (maximum - x) / (maximum - minimum))); }
  double quantile(double u) const { return minimum * (1 - u) + maximum * u; }
};

struct triangular {
  static constexpr bool is_whole = false;
  double minimum, mode, maximum;
  explicit triangular(const double *p) : minimum(p[0]), mode(p[1]), maximum(p[2]) {}
  bool is_sound() const { return minimum <= mode && mode <= maximum && minimum < maximum; }
  double log_density(double x) const {
    if (x < minimum || x > maximum) return -infinity;
    const double part = x < mode || mode == maximum ? (x - minimum) / (mode - minimum) : (maximum - x) / (maximum - mode);
    return std::log(2 * part / (maximum - minimum));
  }
  double cdf(double x) const {
    if (x <= minimum) return 0;
    if (x > mode) return 1 - survival(x);
    return (x - minimum) * (x - minimum) / ((maximum - minimum) * (mode - minimum));
  }
  double survival(double x) const {
    if (x >= maximum) return 0;
    if (x <= mode) return 1 - cdf(x);
    return (maximum - x) * (maximum - x) / ((maximum - minimum) * (maximum - mode));
  }
  double quantile(double u) const {
    const double width = maximum - minimum;
    if (u * width < mode - minimum) return minimum + std::sqrt(u * width * (mode - minimum));
    return maximum - std::sqrt((1 - u) * width * (maximum - mode));
  }
};

// A beta law whose mode weighs four times each end: Malcolm and others (1959), Operations Research 7, 646-669.
struct pert : beta {
  double mode;
  explicit pert(const double *p)
      : beta(1 + 4 * (p[1] - p[0]) / (p[2] - p[0]), 1 + 4 * (p[2] - p[1]) / (p[2] - p[0]), p[0], p[2]), mode(p[1]) {}
  bool is_sound() const { return minimum <= mode && mode <= maximum && minimum < maximum; }
};

struct pareto {
  static constexpr bool is_whole = false;
  double shape, scale;
  explicit pareto(const double *p) : shape(p[0]), scale(p[1]) {}
  bool is_sound() const { return shape > 0 && scale > 0; }
  double log_density(double x) const {
    return x >= scale ? std::log(shape / scale) - (shape + 1) * std::log(x / scale) : -infinity;
  }
  double cdf(double x) const { return x > scale ? -std::expm1(-shape * std::log(x / scale)) : 0; }
  double survival(double x) const { return x > scale ? std::pow(x / scale, -shape) : 1; }
  double quantile(double u) const { return scale * std::exp(-std::log1p(-u) / shape); }
};

struct lomax {
  static constexpr bool is_whole = false;
  double shape, scale;
  explicit lomax(const double *p) : shape(p[0]), scale(p[1]) {}
  bool is_sound() const { return shape > 0 && scale > 0; }
  double log_density(double x) const {
    return x >= 0 ? std::log(shape / scale) - (shape + 1) * std::log1p(x / scale) : -infinity;
  }
  double cdf(double x) const { return x > 0 ? -std::expm1(-shape * std::log1p(x / scale)) : 0; }
  double survival(double x) const { return x > 0 ? std::exp(-shape * std::log1p(x / scale)) : 1; }
  double quantile(double u) const { return scale * std::expm1(-std::log1p(-u) / shape); }
};

struct generalized_pareto {
  static constexpr bool is_whole = false;
  double location, scale, shape;
  explicit generalized_pareto(const double *p) : location(p[0]), scale(p[1]), shape(p[2]) {}
  bool is_sound() const { return scale > 0; }
  double log_survival(double x) const {
    const double z = (x - location) / scale;
    if (z <= 0) return 0;
    if (std::fabs(shape) < 1e-12) return -z;
    return 1 + shape * z > 0 ? -std::log1p(shape * z) / shape : -infinity;
  }
  double log_density(double x) const {
    return x >= location ? (1 + shape) * log_survival(x) - std::log(scale) : -infinity;
  }
  double cdf(double x) const { return -std::expm1(log_survival(x)); }
  double survival(double x) const { return std::exp(log_survival(x)); }
  double quantile(double u) const {
    const double size = -std::log1p(-u);
    return location + scale * (std::fabs(shape) < 1e-12 ? size : std::expm1(shape * size) / shape);
  }
};

// Generalised extreme value law of largest values: shape 0 is Gumbel's, above 0 Fréchet's kind, below 0 Weibull's.
struct generalized_extreme {
  static constexpr bool is_whole = false;
  double location, scale, shape;
  explicit generalized_extreme(const double *p) : generalized_extreme(p[0], p[1], p[2]) {}
  generalized_extreme(double location, double scale, double shape) : location(location), scale(scale), shape(shape) {}
  bool is_sound() const { return scale > 0; }
  // -ln(-ln F)
  double reduced(double x) const {
    const double z = (x - location) / scale;
    if (std::fabs(shape) < 1e-12) return z;
    if (1 + shape * z > 0) return std::log1p(shape * z) / shape;
    return shape > 0 ? -infinity : infinity;
  }
  double log_density(double x) const {
    const double y = reduced(x);
    return std::isfinite(y) ? -std::log(scale) - (1 + shape) * y - std::exp(-y) : -infinity;
  }
  double cdf(double x) const { return std::exp(-std::exp(-reduced(x))); }
  double survival(double x) const { return -std::expm1(-std::exp(-reduced(x))); }
  double quantile(double u) const {
    const double y = -std::log(u <= 0.5 ? -std::log(u) : -std::log1p(u - 1));
    return location + scale * (std::fabs(shape) < 1e-12 ? y : std::expm1(shape * y) / shape);
  }
};

struct gumbel : generalized_extreme {
  explicit gumbel(const double *p) : generalized_extreme(p[0], p[1], 0) {}
};

struct frechet {
  static constexpr bool is_whole = false;
  double shape, scale;
  explicit frechet(const double *p) : shape(p[0]), scale(p[1]) {}
  bool is_sound() const { return shape > 0 && scale > 0; }
  double log_density(double x) const {
    if (!(x > 0)) return -infinity;
    return std::log(shape / scale) - (1 + shape) * std::log(x / scale) - std::pow(x / scale, -shape);
  }
  double cdf(double x) const { return x > 0 ? std::exp(-std::pow(x / scale, -shape)) : 0; }
  double survival(double x) const { return x > 0 ? -std::expm1(-std::pow(x / scale, -shape)) : 1; }
  double quantile(double u) const { return scale * std::pow(-std::log(u), -1 / shape); }
};

struct cauchy {
  static constexpr bool is_whole = false;
  static constexpr double pi = 3.14159265358979323846;
  double location, scale;
  explicit cauchy(const double *p) : location(p[0]), scale(p[1]) {}
  bool is_sound() const { return scale > 0; }
  double log_density(double x) const {
    const double z = (x - location) / scale;
    return -std::log(pi * scale) - std::log1p(z * z);
  }
  double cdf(double x) const { return std::atan2(1, (location - x) / scale) / pi; }
  double survival(double x) const { return std::atan2(1, (x - location) / scale) / pi; }
  double quantile(double u) const {
    const double angle = pi * (u <= 0.5 ? u : 1 - u);
    const double z = 1 / std::tan(angle);
    return location + (u <= 0.5 ? -scale : scale) * z;
  }
};

struct laplace {
  static constexpr bool is_whole = false;
  double location, scale;
  explicit laplace(const double *p) : location(p[0]), scale(p[1]) {}
  bool is_sound() const { return scale > 0; }
  double log_density(double x) const { return -std::fabs(x - location) / scale - std::log(2 * scale); }
  double cdf(double x) const {
    const double z = (x - location) / scale;
    return z < 0 ? 0.5 * std::exp(z) : 1 - 0.5 * std::exp(-z);
  }
  double survival(double x) const { return cdf(2 * location - x); }
  double quantile(double u) const {
    return u <= 0.5 ? location + scale * std::log(2 * u) : location - scale * std::log(2 * (1 - u));
  }
};

struct chi_squared : gamma {
  explicit chi_squared(const double *p) : gamma(p[0] / 2, 2) {}
};

struct fisher_f {
  static constexpr bool is_whole = false;
  double first, second, constant;
  explicit fisher_f(const double *p) : first(p[0] / 2), second(p[1] / 2) {
    constant = log_gamma(first + second) - log_gamma(first) - log_gamma(second) + first * std::log(first / second);
  }
  bool is_sound() const { return first > 0 && second > 0 && first <= largest_shape && second <= largest_shape; }
  double log_density(double x) const {
    if (x < 0) return -infinity;
    const double part = first == 1 ? 0 : (first - 1) * std::log(x);
    return constant + part - (first + second) * std::log1p(first * x / second);
  }
  double part(double x) const { return first * x / (first * x + second); }
  double rest(double x) const { return second / (first * x + second); }
  double cdf(double x) const {
    if (!(x > 0)) return 0;
    return part(x) <= 0.5 ? bm::ibeta(first, second, part(x), policy()) : bm::ibetac(second, first, rest(x), policy());
  }
  double survival(double x) const {
    if (!(x > 0)) return 1;
    return part(x) <= 0.5 ? bm::ibetac(first, second, part(x), policy()) : bm::ibeta(second, first, rest(x), policy());
  }
  double quantile(double u) const {
    double rest = 0;
    const double part = u <= 0.5 ? bm::ibeta_inv(first, second, u, &rest, policy())
                                 : bm::ibetac_inv(first, second, 1 - u, &rest, policy());
    return second * part / (first * rest);
  }
};

struct rayleigh {
  static constexpr bool is_whole = false;
  double scale;
  explicit rayleigh(const double *p) : scale(p[0]) {}
  bool is_sound() const { return scale > 0; }
  double half(double x) const { return 0.5 * (x / scale) * (x / scale); }
  double log_density(double x) const { return x > 0 ? std::log(x) - 2 * std::log(scale) - half(x) : -infinity; }
  double cdf(double x) const { return x > 0 ? -std::expm1(-half(x)) : 0; }
  double survival(double x) const { return x > 0 ? std::exp(-half(x)) : 1; }
  double quantile(double u) const { return scale * std::sqrt(-2 * std::log1p(-u)); }
};

struct inverse_gaussian {
  static constexpr bool is_whole = false;
  double mean, shape;
  explicit inverse_gaussian(const double *p) : mean(p[0]), shape(p[1]) {}
  bool is_sound() const { return mean > 0 && shape > 0; }
  double log_density(double x) const {
    if (!(x > 0)) return -infinity;
    const double gap = (x - mean) / mean;
    return 0.5 * std::log(shape / x) - log_root_two_pi - std::log(x) - shape * gap * gap / (2 * x);
  }
  double second(double x) const {
    return std::exp(2 * shape / mean + log_normal_cdf(-std::sqrt(shape / x) * (x / mean + 1)));
  }
  double cdf(double x) const {
    return x > 0 ? normal_cdf(std::sqrt(shape / x) * (x / mean - 1)) + second(x) : 0;
  }
  double survival(double x) const {
    return x > 0 ? std::fmax(0, normal_cdf(-std::sqrt(shape / x) * (x / mean - 1)) - second(x)) : 1;
  }
  double quantile(double u) const {
    const double deviation = std::sqrt(std::log1p(mean / shape));
    return solve_positive(*this, u, mean * std::exp(deviation * normal_quantile(u) - deviation * deviation / 2));
  }
};

// Angles: the cdf from 0 by its Fourier series, whose ratios of Bessel functions come from the backward recurrence.
// Hill (1977), ACM Transactions on Mathematical Software 3, 279-284.
struct von_mises {
  static constexpr bool is_whole = false;
  static constexpr double tau = 6.28318530717958647692;
  double location, concentration, period, constant, offset = 0;
  std::vector<double> ratios;
  explicit von_mises(const double *p) : location(p[0] / p[2] * tau), concentration(p[1]), period(p[2]) {
    if (!is_sound()) return;
    const int terms = 20 + static_cast<int>(10 * std::sqrt(concentration));
    std::vector<double> steps(terms + 1, 0.0);
    for (int j = terms + 20; j >= 1; --j) {
      const double above = j >= terms ? 0 : steps[j + 1];
      const double value = concentration / (2.0 * j + concentration * (j > terms ? 0 : above));
      if (j <= terms) steps[j] = value;
    }
    double ratio = 1;
    for (int j = 1; j <= terms; ++j) ratios.push_back((ratio *= steps[j]) / j);
    constant = concentration < 600 ? std::log(bm::cyl_bessel_i(0, concentration, policy()))
                                   : concentration - 0.5 * std::log(tau * concentration) +
                                         std::log1p(1 / (8 * concentration) +
                                                    9 / (128 * concentration * concentration) +
                                                    225 / (3072 * std::pow(concentration, 3)));
    offset = primitive(0);
  }
  bool is_sound() const { return period > 0 && concentration >= 0 && concentration <= 1e5 && std::isfinite(location); }
  double primitive(double angle) const {
    // Clenshaw's sum of sines.
    const double twice = 2 * std::cos(angle - location);
    double next = 0, after = 0;
    for (size_t j = ratios.size(); j-- > 0;) {
      const double here = ratios[j] + twice * next - after;
      after = next;
      next = here;
    }
    return angle / tau + 2 * next * std::sin(angle - location) / tau;
  }
  double log_density(double x) const {
    if (x < 0 || x > period) return -infinity;
    return concentration * std::cos(x / period * tau - location) - constant - std::log(period);
  }
  double cdf(double x) const {
    if (x <= 0) return 0;
    if (x >= period) return 1;
    return std::fmin(1, std::fmax(0, primitive(x / period * tau) - offset));
  }
  double survival(double x) const { return 1 - cdf(x); }
  double quantile(double u) const { return solve(*this, u, 0, period, u * period); }
};

struct normal_mixture {
  static constexpr bool is_whole = false;
  size_t count;
  const double *shares, *means, *deviations;
  std::vector<double> log_parts;
  explicit normal_mixture(const double *p) : count(p[0] >= 1 && p[0] <= 100 ? static_cast<size_t>(p[0]) : 0) {
    shares = p + 1;
    means = shares + count;
    deviations = means + count;
    for (size_t i = 0; i < count; ++i) log_parts.push_back(std::log(shares[i] / deviations[i]) - log_root_two_pi);
  }
  bool is_sound() const {
    double total = 0;
    for (size_t i = 0; i < count; ++i) {
      if (!(shares[i] >= 0 && deviations[i] > 0)) return false;
      total += shares[i];
    }
    return std::fabs(total - 1) < 1e-9;
  }
  double log_density(double x) const {
    double largest = -infinity, sum = 0;
    for (size_t i = 0; i < count; ++i) {
      const double z = (x - means[i]) / deviations[i], part = log_parts[i] - 0.5 * z * z;
      if (part > largest) {
        sum = sum * std::exp(largest - part) + 1;
        largest = part;
      } else if (part > -infinity) {
        sum += std::exp(part - largest);
      }
    }
    return largest + std::log(sum);
  }
  double cdf(double x) const {
    double sum = 0;
    for (size_t i = 0; i < count; ++i) sum += shares[i] * normal_cdf((x - means[i]) / deviations[i]);
    return sum;
  }
  double survival(double x) const {
    double sum = 0;
    for (size_t i = 0; i < count; ++i) sum += shares[i] * normal_cdf((means[i] - x) / deviations[i]);
    return sum;
  }
  double quantile(double u) const {
    const double z = normal_quantile(u);
    double low = infinity, high = -infinity;
    for (size_t i = 0; i < count; ++i) {
      low = std::fmin(low, means[i] + deviations[i] * z);
      high = std::fmax(high, means[i] + deviations[i] * z);
    }
    return low < high ? solve(*this, u, low, high, low + (high - low) / 2) : low;
  }
};

using lognormal_mixture = exponential_of<normal_mixture>;

}  // namespace laws
