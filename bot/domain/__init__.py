"""Values that every other room shares: names, screening, decision, interpretation, messages, errors."""
