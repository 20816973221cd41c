"""`python -m bot.console` serves the console."""

import sys

from bot.console.process.serving import main

if __name__ == "__main__":
    sys.exit(main())
