#!/usr/bin/env python3
"""Reference values for the tests of the scores. Needs numpy, scipy and scikit-learn; written with SciPy 1.17.1 and
scikit-learn 1.9.1. Prints one line per value, in the order of the tests that name this file."""
import numpy as np
from scipy.spatial.distance import cdist
from scipy.stats import ks_2samp, spearmanr
from sklearn.metrics import average_precision_score, f1_score, roc_auc_score

i = np.arange(40)
values, is_first = (i * 7919 % 17) / 17.0, i * 104729 % 5 < 2
print("area", roc_auc_score(is_first, values))
print("average precision", average_precision_score(is_first, values))
print("macro F1", f1_score([0, 0, 0, 1, 1, 2, 2, 2, 3], [0, 1, 0, 1, 2, 2, 2, 0, 0], average="macro"))

# Two tables of 60 rows: a and b numbers, c levels.
def table(rows, factor, scale=1.0):
    k = np.arange(rows)
    a = (k * factor % 53) * scale
    return a, a / 2 + k * 31 % 19, k * factor % 7 % 4

real, other = table(60, 37), table(45, 41, 1.25)
print("KS complement", np.mean([1 - ks_2samp(real[c], other[c]).statistic for c in (0, 1)]))
share = lambda t: np.bincount(t[2], minlength=4) / len(t[2])
print("TV complement", 1 - np.abs(share(real) - share(other)).sum() / 2)
print("rank correlation", abs(spearmanr(*real[:2]).statistic - spearmanr(*other[:2]).statistic))
reach = []
for c in (0, 1):
    middle = np.median(real[c])
    for q, sign in ((99.9, 1), (0.1, -1)):
        want, have = (sign * (np.percentile(t[c], q) - middle) for t in (real, other))
        reach.append(min(have / want, want / have))
print("tail reach", np.mean(reach))
print("range cover", np.mean([(min(real[c].max(), other[c].max()) - max(real[c].min(), other[c].min()))
                              / np.ptp(real[c]) for c in (0, 1)]))
print("range excess", np.mean([np.mean((other[c] < real[c].min()) | (other[c] > real[c].max())) for c in (0, 1)]))

# Nearest rows: Gower's distance by loops, spans from the 1 % to the 99 % quantile, cut at 1.
held = table(30, 43)
spans = [np.subtract(*np.percentile(real[c], [99, 1])) for c in (0, 1)]
def distances(left, right):
    parts = [np.minimum(cdist(left[c][:, None], right[c][:, None], "cityblock") / spans[c], 1) for c in (0, 1)]
    return sum(parts) + (left[2][:, None] != right[2][None, :])
train, hold = distances(other, real).round(6), distances(other, held).round(6)
a, b = train.min(1), hold.min(1)
ka, kb = (train == a[:, None]).sum(1), (hold == b[:, None]).sum(1)
f = np.where(a < b, 1.0, np.where(b < a, 0.0, ka / (ka + kb)))
p = 60 / 90
print("nearest leak", 0.5 + 0.5 / (1 - p) * (f.mean() - p))
