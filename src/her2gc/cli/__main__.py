"""Run the command line as ``python -m her2gc.cli``."""

import sys

from her2gc.cli import main

sys.exit(main())
