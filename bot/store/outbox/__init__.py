"""What waits to leave the house, on its way to Telegram or to the clinic's own address."""
