"""What lies over the contours."""
