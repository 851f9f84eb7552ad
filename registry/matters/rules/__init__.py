"""The words of acts on what matters leave."""
