#!/usr/bin/env python3
"""Starts the site with one command: `python3 run.py`; `python3 run.py test` runs every check.

This file parses on any Python, even 2.7, so that an old one gets a sentence and not a syntax error.
All else stands in site/config/launch, which uses the standard library alone.
"""

import os
import sys

OLDEST = (3, 11)


def complaint(version):
    """The sentence for a Python that is too old, or None."""
    if tuple(version[:2]) >= OLDEST:
        return None
    found = ".".join(str(part) for part in version[:3])
    wanted = ".".join(str(part) for part in OLDEST)
    return (
        "Python " + found + " is too old: this site needs Python " + wanted + " or newer. "
        "Install one (Debian, Ubuntu: sudo apt install python3; elsewhere: python.org) "
        "and start with it, for example: python" + wanted + " run.py"
    )


def main():
    sentence = complaint(sys.version_info)
    if sentence:
        sys.stderr.write(sentence + "\n")
        return 1
    root = os.path.dirname(os.path.abspath(__file__))
    sys.path[:0] = [os.path.join(root, "site"), root]
    from config.launch.cli import main as launch

    return launch(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
