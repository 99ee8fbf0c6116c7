"""The screens of the app, one a file. Each says in `HELP` what `?` shows on it."""
