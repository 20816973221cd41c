"""How fast the assistant is beside a stock Rasa project of the same knowledge (`make bench`)."""
