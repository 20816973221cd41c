"""Attacks: forged names, and texts that pose as commands. `make security` runs the long form of each."""
