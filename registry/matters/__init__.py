"""Whatever can wait for somebody: a case today, an inspection, an order, a payment tomorrow."""
