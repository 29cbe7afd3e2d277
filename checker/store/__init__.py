"""What is kept: one cache folder, things made of short strings, what is installed."""
