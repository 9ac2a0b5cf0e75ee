// CONTRACT: routes, limits, wire types, device signatures, proof of work; shared by Relay and RelayConnection. No networking.
