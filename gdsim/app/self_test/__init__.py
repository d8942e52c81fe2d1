"""Whether every part of the program works on this machine, each part really tried."""
