"""`python -m bot` serves the assistant."""

import sys

from bot.service.serving import main

if __name__ == "__main__":
    sys.exit(main())
