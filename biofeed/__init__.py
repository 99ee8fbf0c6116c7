"""biofeed: a chest strap, a paced breath, live heart-rate variability, a logged session."""

__version__ = "0.1.0"
