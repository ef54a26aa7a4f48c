"""Measure a question in words against the stored question that answers it, both from a cold start, side by side.

What counts is the processor's time of either. Both were asked before, so that store, index and bytecode are there.
"""

import argparse
import sys
from statistics import median

from cold_start import HER2GC, seconds

PAIRS = (
    ("overall survival in ToGA", ["trial-evidence", "--trial", "ToGA"]),
    ("which agents failed in the second line?", ["failed-agents", "--line", "second"]),
    ("T-ACT loss of her2 how many patients", ["her2-loss"]),
    ("side effects of enhertu", ["adverse-events", "--agent", "T-DXd"]),
    ("hazard ratios above 1.2", ["hazard-ratios", "--above", "1.2"]),
    ("what does lapatinib target?", ["agents", "--agent", "lapatinib"]),
)


def main() -> int:
    """Print the ratio of medians of each pair; exit code 1 where their median is above the limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--limit", type=float, default=1.5, help="the highest ratio that passes")
    parser.add_argument("--format", default="table", help="the format asked for")
    args = parser.parse_args()
    ratios = []
    for text, call in PAIRS:
        both = [[HER2GC, "ask", text], [HER2GC, "query", *call]]
        runs = [[*command, "--format", args.format] for command in both]
        for command in runs:
            seconds(command)
        found = [[seconds(command, quiet=True) for command in runs] for _ in range(args.runs)]
        words, stored = (median(times) * 1000 for times in zip(*found, strict=True))
        ratios.append(words / stored)
        print(f"{words:6.1f} ms and {stored:6.1f} ms, {ratios[-1]:.2f}: {text}")
    print(f"ratio {median(ratios):.2f}; limit {args.limit:g}")
    return int(median(ratios) > args.limit)


if __name__ == "__main__":
    sys.exit(main())
