"""Fine-tune one small encoder for several measures, and write it as the library ships it."""
