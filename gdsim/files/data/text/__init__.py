"""Tables in text: how it is coded, what separates its cells, and where its names stand."""
