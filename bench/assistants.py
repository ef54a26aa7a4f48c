"""Measure the first result of a tool over standard input and output, from a cold start, against a bare Python start.

By processor time of the server and its children, so that others on the machine change little.
"""

import argparse
import json
import resource
import subprocess
import sys
from statistics import median

BARE = [sys.executable, "-I", "-S", "-c", "pass"]
SERVER = [sys.executable, "-P", "-m", "her2gc.cli", "mcp"]
TELL = [
    {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {
        "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "bench", "version": "0"}}},
    {"jsonrpc": "2.0", "method": "notifications/initialized"},
    {"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {
        "name": "answer", "arguments": {"question": "failed-agents", "values": {"line": "second"}}}},
]  # fmt: skip


def spent() -> float:
    """Return the seconds of processor time of all children that ended."""
    told = resource.getrusage(resource.RUSAGE_CHILDREN)
    return told.ru_utime + told.ru_stime


def bare() -> float:
    """Start an interpreter that does nothing."""
    before = spent()
    subprocess.run(BARE, check=True)
    return spent() - before


def first_result() -> float:
    """Start the server, ask one question, hang up after its answer."""
    before = spent()
    with subprocess.Popen(SERVER, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        if process.stdin is None or process.stdout is None:
            raise OSError
        for each in TELL:
            process.stdin.write(json.dumps(each) + "\n")
        process.stdin.flush()
        for line in process.stdout:
            if json.loads(line).get("id") == len(TELL) - 1:
                break
        process.kill()
    return spent() - before


def main() -> int:
    """Alternate both and print medians and ratio; exit code 1 above the limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--limit", type=float, default=200.0, help="the highest ratio that passes")
    args = parser.parse_args()
    first_result()  # builds the store where there is none
    pairs = [(bare(), first_result()) for _ in range(args.runs)]
    low, high = (median(times) * 1000 for times in zip(*pairs, strict=True))
    print(
        f"bare interpreter {low:.0f} ms, first result {high:.0f} ms of processor time (medians of {args.runs})"
    )
    print(f"ratio {high / low:.1f}; limit {args.limit:g}")
    return int(high / low > args.limit)


if __name__ == "__main__":
    sys.exit(main())
