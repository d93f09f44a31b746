// Probability laws: densities, cumulative shares and quantiles, most of them by Boost.Math, behind one plain C face.
//
// Nothing here throws or traps: what has no answer (parameters outside their domain) is NaN.
#ifndef CDISTRIBUTIONS_H
#define CDISTRIBUTIONS_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// The laws; in brackets their parameters in order.
typedef enum {
  RS_NORMAL,               // mean, standard deviation
  RS_LOGNORMAL,            // mean and standard deviation of the logarithm
  RS_SKEW_NORMAL,          // location, scale, shape
  RS_LOGISTIC,             // location, scale
  RS_STUDENT_T,            // location, scale, degrees of freedom
  RS_EXPONENTIAL,          // mean
  RS_GAMMA,                // shape, scale
  RS_INVERSE_GAMMA,        // shape, scale
  RS_WEIBULL,              // shape, scale
  RS_BETA,                 // alpha, beta, minimum, maximum
  RS_UNIFORM,              // minimum, maximum
  RS_TRIANGULAR,           // minimum, mode, maximum
  RS_PERT,                 // minimum, mode, maximum
  RS_PARETO,               // shape, scale: Pareto I
  RS_LOMAX,                // shape, scale: Pareto II
  RS_GENERALIZED_PARETO,   // location, scale, shape
  RS_GUMBEL,               // location, scale
  RS_FRECHET,              // shape, scale
  RS_GENERALIZED_EXTREME,  // location, scale, shape
  RS_CAUCHY,               // location, scale
  RS_LAPLACE,              // location, scale
  RS_CHI_SQUARED,          // degrees of freedom
  RS_FISHER_F,             // degrees of freedom of numerator and denominator
  RS_RAYLEIGH,             // scale
  RS_INVERSE_GAUSSIAN,     // mean, shape
  RS_VON_MISES,            // location, concentration, period: values from 0 to the period
  RS_NORMAL_MIXTURE,       // number of parts, shares, means, standard deviations
  RS_LOGNORMAL_MIXTURE,    // the same, of the logarithm
  RS_POISSON,              // mean
  RS_NEGATIVE_BINOMIAL,    // successes, probability: failures before so many successes
  RS_BINOMIAL,             // trials, probability
  RS_GEOMETRIC,            // probability: failures before the first success
  RS_HYPERGEOMETRIC,       // population, marked, drawn: marked ones among those drawn
  RS_BERNOULLI,            // probability
  RS_ZIPF,                 // exponent: 1, 2, 3, ...
  RS_LAWS
} rs_law;

// Logarithm of the density at x, of a law of whole numbers of the probability of x; -infinity outside the support.
double rs_law_log_density(rs_law law, const double *parameters, double x);

// P(X <= x) and P(X > x), each with the precision of small numbers.
double rs_law_cdf(rs_law law, const double *parameters, double x);
double rs_law_survival(rs_law law, const double *parameters, double x);

// The smallest x with P(X <= x) >= u, for u in (0, 1).
double rs_law_quantile(rs_law law, const double *parameters, double u);

// The quantile of each of count uniforms.
void rs_law_quantiles(rs_law law, const double *parameters, const double *uniforms, double *target, size_t count);

// P(X <= x) of each of count values.
void rs_law_cdfs(rs_law law, const double *parameters, const double *values, double *target, size_t count);

// Values with the number of rows of each, increasing, between rows that are only counted.
typedef struct {
  const double *values, *weights;
  size_t count;
  // Where above 0: the values are rounded to multiples of it, and the likelihood is that of the rounded values.
  double step;
  // Whether the likelihood is by differences of the cdf everywhere, or only where the density has no finite value.
  int by_mass;
  // Rows known only to lie below `low` and above `high`.
  double low, low_weight, high, high_weight;
} rs_sample;

// The log likelihood; -infinity where a row cannot be, NaN for parameters outside their domain.
double rs_law_log_likelihood(rs_law law, const double *parameters, const rs_sample *sample);

// A table of a law's quantiles for drawing many of them: at equally spaced normal scores, with slopes, so that a cubic between
// neighbours is as good as the law's own (1e-8 of the value or of the spread in the middle 99.8 %, 1e-6 beyond).
//
// Returns 0 where the law gives no such table; its quantiles are then to be asked one by one. `target` holds 2 * rs_table_nodes.
enum { rs_table_nodes = 441 };
int rs_law_table(rs_law law, const double *parameters, int is_logarithmic, double *target);

// The quantile of each of count uniforms by such a table; the outermost ones, which it does not hold, by the law.
void rs_table_quantiles(
    rs_law law, const double *parameters, int is_logarithmic, const double *table, const double *uniforms, double *target,
    size_t count);

// Expectation and maximisation for a mixture of `parts` normal laws, from the given shares, means and deviations, which it
// replaces. Rows that are only counted enter by what the mixture expects of them.
//
// Dempster, Laird and Rubin (1977), Journal of the Royal Statistical Society B 39, 1-38.
// Returns the log likelihood of the density; NaN where a part is left without rows.
double rs_mixture_fit(
    const rs_sample *sample, size_t parts, double *shares, double *means, double *deviations, double least_deviation,
    int rounds);

#ifdef __cplusplus
}
#endif
#endif
