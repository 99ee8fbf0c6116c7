"""The pages of the therapist's side, one a file."""
