"""The pages of help: the keys, what the program is, and the licences of what it stands on."""
