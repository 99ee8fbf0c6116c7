"""Lets `python -m biofeed` run the command line."""

from biofeed.cli import main

main()
