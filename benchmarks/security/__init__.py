"""The long form of the security tests, written down in docs/security.md."""
