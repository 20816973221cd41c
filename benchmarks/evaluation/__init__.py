"""How well messages are understood: `make evaluate` runs every suite and writes docs/evaluation.md."""
