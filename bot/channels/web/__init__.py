"""The visitor's HTTP interface, the booking hand-over, the widget and the demo page."""
