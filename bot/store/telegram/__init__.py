"""What the Telegram channel stores."""
