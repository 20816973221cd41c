"""Measurements that take longer than a test: understanding, speed, load."""
