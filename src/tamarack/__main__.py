"""`python -m tamarack` is `tamarack`."""

from tamarack.cli import main

main()
