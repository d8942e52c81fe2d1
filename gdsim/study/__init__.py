"""What a teacher adds: formulas and their texts, free of Qt."""
