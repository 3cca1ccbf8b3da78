"""How AWS charges: one service is one file, found by being there. `PRICED` names the tariff of each kind, `FREE` the
kinds that AWS asks nothing for with the page that says so."""
