"""Run the audit from a checkout: ``python -m her2gc.audit --text REVIEW.txt``."""

import sys

from her2gc.cli import main

sys.exit(main(["audit", *sys.argv[1:]]))
