"""Forms made from the declaration of a kind: no kind is named here."""
