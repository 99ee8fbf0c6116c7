"""Lets `python -m biofeed.cli` run the command line."""

from biofeed.cli import main

main()
