/** Thumbprint of the key that the present refresh token is bound to (RFC 9449 §5); null for what anybody may present. */
export const boundRefreshColumn = `
  ALTER TABLE given_authorization ADD COLUMN refresh_jkt TEXT;
`
