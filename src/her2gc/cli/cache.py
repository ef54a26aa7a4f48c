"""``her2gc cache``: the stores that were built, how big they are, and how to be rid of them."""

import argparse
import time

from her2gc.cli import common


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what to do with the cache."""
    parser.add_argument(
        "--clear", action="store_true", help="throw out every store; what is asked next is built again"
    )


def run(args: argparse.Namespace) -> int:
    """List the stores, or throw them out."""
    from her2gc.store import cache_limit, place

    if args.clear:
        common.write(f"{_size(cache_limit.emptied())} freed in {place.cache_dir()}\n".encode(), None)
        return 0
    found = cache_limit.listed()
    total = sum(each.size for each in found)
    lines = [
        f"{place.cache_dir()}: {len(found)} stores, {_size(total)} of at most {_size(cache_limit.limit())}"
    ]
    for each in found:
        used = time.strftime("%Y-%m-%d %H:%M", time.localtime(each.used))
        what = (
            "what is shipped"
            if each.shipped
            else f"{len(each.files)} files"
            if each.files
            else "files unknown"
        )
        lines.append(f"  {_size(each.size):>8}  last used {used}  {what}  {each.folder}")
    common.write(("\n".join(lines) + "\n").encode(), None)
    return 0


def _size(count: int) -> str:
    return f"{count / 1_000_000:,.1f} MB"
