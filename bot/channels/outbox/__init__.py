"""Delivers what waits in the outbox: messages to Telegram, alerts to the clinic's own address."""
