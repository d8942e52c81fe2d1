"""The menus: what stands in them, and with which names and icons."""
