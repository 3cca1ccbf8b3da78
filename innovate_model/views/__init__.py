"""Model -> View: plain data before every drawing."""
