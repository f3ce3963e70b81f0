"""What people may ask of us about themselves: to be shown, erased, held; and what is kept of subjects."""
