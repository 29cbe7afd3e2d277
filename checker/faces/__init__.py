"""The faces: how the program is called."""
