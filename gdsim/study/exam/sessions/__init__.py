"""Sessions of work: what is asked next, as states that can be stored and gone on with."""
