"""Files that were handed in: judged, stored, given out."""
