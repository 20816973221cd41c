"""Makes the weights of the learned ear anew: `make tune`, in an environment of its own."""
