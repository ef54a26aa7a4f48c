"""Formulas of the numeric audit; where each comes from stands in docs/audit.md.

Proportions are shares between 0 and 1, levels of confidence likewise; p-values are two-sided unless said.
"""

from collections.abc import Callable
from math import comb, exp, log, sqrt
from statistics import NormalDist

NORMAL = NormalDist()


def rounding(printed: str) -> tuple[float, float]:
    """Tell the least and the greatest number that a printed decimal can stand for.

    >>> rounding("0.86")
    (0.855, 0.865)
    """
    half = 0.5 * 10.0 ** -len(printed.partition(".")[2])
    return round(float(printed) - half, 12), round(float(printed) + half, 12)


def z_two_sided(p: float) -> float:
    """Turn a two-sided p-value into the absolute z that it stands for."""
    return -NORMAL.inv_cdf(p / 2) if p < 1 else 0.0


def p_two_sided(z: float) -> float:
    """Turn a z into the two-sided p-value."""
    return 2 * NORMAL.cdf(-abs(z))


def standard_error(hazard_ratio: float, z: float) -> float:
    """Give the standard error of the log hazard ratio: its distance from no effect over z."""
    return abs(log(hazard_ratio)) / z


def ratio_interval(hazard_ratio: float, error: float, level: float = 0.95) -> tuple[float, float]:
    """Interval of a hazard ratio from the standard error of its logarithm."""
    reach = NORMAL.inv_cdf((1 + level) / 2) * error
    return hazard_ratio * exp(-reach), hazard_ratio * exp(reach)


def error_from_interval(lower: float, upper: float, level: float = 0.95) -> float:
    """Give the standard error of a log hazard ratio from the bounds of its interval."""
    return (log(upper) - log(lower)) / (2 * NORMAL.inv_cdf((1 + level) / 2))


def events(error: float, first_share: float = 0.5) -> float:
    """Give the number of events at which a log hazard ratio has this standard error (Schoenfeld).

    Parameters
    ----------
    error
        Standard error of the log hazard ratio.
    first_share
        Share of the patients allotted to the first arm; one half gives 4 / error².
    """
    return 1 / (error**2 * first_share * (1 - first_share))


def events_range(hazard_ratio: str, p_value: str, first_share: float = 0.5) -> tuple[float, float]:
    """Least and greatest number of events for anything that the printed digits can stand for."""
    logs = [log(value) for value in rounding(hazard_ratio) if value > 0]
    low_p, high_p = rounding(p_value)
    least_z, most_z = z_two_sided(min(high_p, 1.0)), z_two_sided(max(low_p, 1e-12))
    crosses = min(logs) < 0 < max(logs)
    near = 0.0 if crosses else min(abs(value) for value in logs)
    far = max(abs(value) for value in logs)

    def count(z: float, distance: float) -> float:
        if z == 0:
            return 0.0
        return events(distance / z, first_share) if distance else float("inf")

    return count(least_z, far), count(most_z, near)


def two_rates(first: float, n_first: float, second: float, n_second: float) -> float:
    """Two-sided p-value for two response rates: normal approximation with pooled variance (chi-square)."""
    pooled = (first * n_first + second * n_second) / (n_first + n_second)
    spread = sqrt(pooled * (1 - pooled) * (1 / n_first + 1 / n_second))
    return p_two_sided((first - second) / spread) if spread else 1.0


def fisher(x_first: int, n_first: int, x_second: int, n_second: int) -> float:
    """Two-sided p-value of Fisher's exact test: all tables no likelier than the one seen."""
    total, hits = n_first + n_second, x_first + x_second
    ways = [
        comb(n_first, x) * comb(n_second, hits - x)
        for x in range(max(0, hits - n_second), min(n_first, hits) + 1)
    ]
    seen = comb(n_first, x_first) * comb(n_second, x_second)
    return sum(way for way in ways if way <= seen) / comb(total, hits)


def wilson(x: int, n: int, level: float = 0.95) -> tuple[float, float]:
    """Wilson's score interval of a proportion."""
    z = NORMAL.inv_cdf((1 + level) / 2)
    centre = (x + z * z / 2) / (n + z * z)
    reach = z / (n + z * z) * sqrt(x * (n - x) / n + z * z / 4)
    return max(0.0, centre - reach), min(1.0, centre + reach)


def clopper_pearson(x: int, n: int, level: float = 0.95) -> tuple[float, float]:
    """Exact interval of a proportion after Clopper and Pearson."""
    tail = (1 - level) / 2
    lower = 0.0 if x == 0 else _root(lambda p: 1 - _at_most(x - 1, n, p) - tail)
    upper = 1.0 if x == n else _root(lambda p: tail - _at_most(x, n, p))
    return lower, upper


def _at_most(x: int, n: int, p: float) -> float:
    """Chance of at most x hits in n."""
    if p <= 0:
        return 1.0
    if p >= 1:
        return 1.0 if x >= n else 0.0
    term = total = (1 - p) ** n
    for hits in range(1, x + 1):
        term *= (n - hits + 1) / hits * p / (1 - p)
        total += term
    return total


def _root(rising: Callable[[float], float]) -> float:
    """Where a rising function crosses nought, between 0 and 1."""
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) < 0 else (low, middle)
    return (low + high) / 2


def fits(value: float, printed: str) -> bool:
    """Tell whether a computed number rounds to the printed one, a rounded half either way."""
    low, high = rounding(printed)
    return low - 1e-9 <= value <= high + 1e-9
