"""One message in, one record out."""
