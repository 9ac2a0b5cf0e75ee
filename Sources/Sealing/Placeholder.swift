// CONTRACT (docs/protocol.md, sections 3, 6, 7). The owner of Sealing replaces this file.
