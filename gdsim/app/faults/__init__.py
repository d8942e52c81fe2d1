"""Errors of the program itself: logged, told once, and the work kept safe."""
