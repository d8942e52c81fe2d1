"""The pages below the loss plot."""
