"""The route plan: what each gap proposes, and what the council has agreed to do about it."""
