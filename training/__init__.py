"""How weights that need more than scikit-learn are made; nothing here is installed."""
