"""What a code of GB/T 2260 tells, and English names."""
