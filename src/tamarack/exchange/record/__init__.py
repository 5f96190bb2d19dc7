"""What is someone's own and can live on another Tamarack: written into their archive, and read from it there."""
