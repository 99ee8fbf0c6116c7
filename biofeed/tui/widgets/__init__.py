"""What the screens are made of, one noun a file. The drawing itself (`disc`, `raster`, `axis`) is pure."""
