"""schematron."""
