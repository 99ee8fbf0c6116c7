"""What this project can switch on and off."""
