"""The learned ear: what a small language model hears in a text, beside the rules. It only ever adds."""
