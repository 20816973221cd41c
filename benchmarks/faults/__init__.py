"""The long forms of the tests under faults: `make faults`, which writes docs/faults.md."""
