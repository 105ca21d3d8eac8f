"""What a citizen can do here: one module a journey, each reading like the sentence a clerk would say."""
