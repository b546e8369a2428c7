"""relaxng."""
