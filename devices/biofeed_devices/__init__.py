"""Where beats come from: straps, simulated people, recordings. Each module knows one thing."""
