"""Runs a box without a screen: a printer, window-call buttons, or both."""

from hardware.cli import main

if __name__ == "__main__":
    main(prog_name="python -m hardware")
