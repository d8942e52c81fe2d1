"""One widget a file: setters in, requests out."""
