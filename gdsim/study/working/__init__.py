"""An update worked out as on paper."""
