"""``her2gc completion``: what a shell needs to complete our commands."""

import argparse

from her2gc.cli import common

SHELLS = ("bash", "zsh", "fish")
_HOW = """put one of these lines where your shell reads it at its start:
  bash, in ~/.bashrc:                    eval "$(her2gc completion bash)"
  zsh, in ~/.zshrc, after compinit:      eval "$(her2gc completion zsh)"
  fish, in ~/.config/fish/config.fish:   her2gc completion fish | source
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the shell."""
    parser.epilog = _HOW
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("shell", choices=SHELLS, metavar="SHELL", help=", ".join(SHELLS))


def run(args: argparse.Namespace) -> int:
    """Print the script."""
    from argcomplete.shell_integration import shellcode

    script = shellcode(["her2gc"], shell=args.shell)
    common.write(f"{script.strip()}\n".encode(), None)
    return 0
