/** Logos that services show, as PNG in Base64; `hash` is of the bytes. */
export const logoTable = `
  CREATE TABLE logo (
    environment TEXT NOT NULL,
    hash TEXT NOT NULL,
    png TEXT NOT NULL,
    PRIMARY KEY (environment, hash)
  ) STRICT;
`
