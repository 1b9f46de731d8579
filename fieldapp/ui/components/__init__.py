"""The parts that screens are made of. They get words already translated and know no record."""
