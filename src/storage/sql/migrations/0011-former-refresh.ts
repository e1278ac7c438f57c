/** The refresh token that was replaced last, for a client that never saw the answer (RT-6): JSON of `FormerRefresh`. */
export const formerRefreshColumn = `
  ALTER TABLE given_authorization ADD COLUMN former_refresh TEXT;
`
