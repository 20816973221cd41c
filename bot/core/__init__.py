"""The rules, free of frameworks: the standard library and YAML only."""
