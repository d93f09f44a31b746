#include "CDistributions.h"

#include "whole.hpp"

namespace {

using laws::infinity;
using laws::nan_value;

// The largest likelihood is not worth a row that cannot be.
template <class Law>
double log_mass(const Law &law, double low, double high) {
  const double below = law.cdf(high) - law.cdf(low);
  const double mass = below > 0.5 || law.cdf(low) < 0.5 ? below : law.survival(low) - law.survival(high);
  return mass > 0 ? std::log(mass) : -infinity;
}

template <class Law>
double log_row(const Law &law, double x, const rs_sample &sample) {
  if constexpr (Law::is_whole) return law.log_density(x);
  const double half = sample.step / 2;
  if (sample.by_mass) return log_mass(law, x - half, x + half);
  const double density = law.log_density(x);
  if (sample.step > 0) {
    // At an end of the support a density says too little or too much.
    if (!std::isfinite(density) || !std::isfinite(law.log_density(x - half)) ||
        !std::isfinite(law.log_density(x + half)))
      return log_mass(law, x - half, x + half);
    return density + std::log(sample.step);
  }
  return density;
}

template <class Law>
double log_likelihood(const Law &law, const rs_sample &sample) {
  double sum = 0;
  for (size_t i = 0; i < sample.count; ++i) sum += sample.weights[i] * log_row(law, sample.values[i], sample);
  const double half = sample.step / 2;
  if (sample.low_weight > 0) {
    const double share = law.cdf(Law::is_whole ? std::ceil(sample.low) - 1 : sample.low - half);
    sum += share > 0 ? sample.low_weight * std::log(share) : -infinity;
  }
  if (sample.high_weight > 0) {
    const double share = law.survival(Law::is_whole ? std::floor(sample.high) : sample.high + half);
    sum += share > 0 ? sample.high_weight * std::log(share) : -infinity;
  }
  return sum;
}

// A law of whole numbers between two of them is what it is at the lower one.
template <class Law>
double place(double x) {
  return Law::is_whole ? std::floor(x) : x;
}

struct face {
  double (*log_density)(const double *, double);
  double (*cdf)(const double *, double);
  double (*survival)(const double *, double);
  void (*quantiles)(const double *, const double *, double *, size_t);
  void (*cdfs)(const double *, const double *, double *, size_t);
  double (*log_likelihood)(const double *, const rs_sample *);
};

template <class Law>
double guarded_log_density(const double *p, double x) {
  const Law law(p);
  if (!law.is_sound() || std::isnan(x)) return nan_value;
  return Law::is_whole && x != std::floor(x) ? -infinity : law.log_density(x);
}

template <class Law>
double guarded_cdf(const double *p, double x) {
  const Law law(p);
  return law.is_sound() && !std::isnan(x) ? law.cdf(place<Law>(x)) : nan_value;
}

template <class Law>
double guarded_survival(const double *p, double x) {
  const Law law(p);
  return law.is_sound() && !std::isnan(x) ? law.survival(place<Law>(x)) : nan_value;
}

template <class Law>
void fill_quantiles(const double *p, const double *uniforms, double *target, size_t count) {
  const Law law(p);
  const bool is_sound = law.is_sound();
  for (size_t i = 0; i < count; ++i) {
    const double u = uniforms[i];
    target[i] = is_sound && u > 0 && u < 1 ? law.quantile(u) : nan_value;
  }
}

template <class Law>
void fill_cdfs(const double *p, const double *values, double *target, size_t count) {
  const Law law(p);
  const bool is_sound = law.is_sound();
  for (size_t i = 0; i < count; ++i) target[i] = is_sound ? law.cdf(place<Law>(values[i])) : nan_value;
}

template <class Law>
double guarded_log_likelihood(const double *p, const rs_sample *sample) {
  const Law law(p);
  return law.is_sound() ? log_likelihood(law, *sample) : nan_value;
}

template <class Law>
constexpr face face_of() {
  return {guarded_log_density<Law>, guarded_cdf<Law>, guarded_survival<Law>,
          fill_quantiles<Law>,      fill_cdfs<Law>,   guarded_log_likelihood<Law>};
}

// In the order of rs_law.
const face faces[] = {
    face_of<laws::normal>(),
    face_of<laws::lognormal>(),
    face_of<laws::skew_normal>(),
    face_of<laws::logistic>(),
    face_of<laws::student_t>(),
    face_of<laws::exponential>(),
    face_of<laws::gamma>(),
    face_of<laws::inverse_gamma>(),
    face_of<laws::weibull>(),
    face_of<laws::beta>(),
    face_of<laws::uniform>(),
    face_of<laws::triangular>(),
    face_of<laws::pert>(),
    face_of<laws::pareto>(),
    face_of<laws::lomax>(),
    face_of<laws::generalized_pareto>(),
    face_of<laws::gumbel>(),
    face_of<laws::frechet>(),
    face_of<laws::generalized_extreme>(),
    face_of<laws::cauchy>(),
    face_of<laws::laplace>(),
    face_of<laws::chi_squared>(),
    face_of<laws::fisher_f>(),
    face_of<laws::rayleigh>(),
    face_of<laws::inverse_gaussian>(),
    face_of<laws::von_mises>(),
    face_of<laws::normal_mixture>(),
    face_of<laws::lognormal_mixture>(),
    face_of<laws::poisson>(),
    face_of<laws::negative_binomial>(),
    face_of<laws::binomial>(),
    face_of<laws::geometric>(),
    face_of<laws::hypergeometric>(),
    face_of<laws::bernoulli>(),
    face_of<laws::zipf>(),
};
static_assert(sizeof(faces) / sizeof(face) == RS_LAWS, "one face for each law");

bool is_known(rs_law law) { return law >= 0 && law < RS_LAWS; }

}  // namespace

// Boost is told not to throw; what does so all the same (no memory) ends here.
double rs_law_log_density(rs_law law, const double *parameters, double x) try {
  return is_known(law) ? faces[law].log_density(parameters, x) : nan_value;
} catch (...) {
  return nan_value;
}

double rs_law_cdf(rs_law law, const double *parameters, double x) try {
  return is_known(law) ? faces[law].cdf(parameters, x) : nan_value;
} catch (...) {
  return nan_value;
}

double rs_law_survival(rs_law law, const double *parameters, double x) try {
  return is_known(law) ? faces[law].survival(parameters, x) : nan_value;
} catch (...) {
  return nan_value;
}

double rs_law_quantile(rs_law law, const double *parameters, double u) {
  double x = nan_value;
  rs_law_quantiles(law, parameters, &u, &x, 1);
  return x;
}

void rs_law_quantiles(rs_law law, const double *parameters, const double *uniforms, double *target, size_t count) try {
  if (is_known(law)) faces[law].quantiles(parameters, uniforms, target, count);
} catch (...) {
  for (size_t i = 0; i < count; ++i) target[i] = nan_value;
}

void rs_law_cdfs(rs_law law, const double *parameters, const double *values, double *target, size_t count) try {
  if (is_known(law)) faces[law].cdfs(parameters, values, target, count);
} catch (...) {
  for (size_t i = 0; i < count; ++i) target[i] = nan_value;
}

double rs_law_log_likelihood(rs_law law, const double *parameters, const rs_sample *sample) try {
  return is_known(law) ? faces[law].log_likelihood(parameters, sample) : nan_value;
} catch (...) {
  return nan_value;
}
