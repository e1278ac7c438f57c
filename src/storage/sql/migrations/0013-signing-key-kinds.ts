/** Keys of before are RS256 and say nothing of it. A compromised key is kept, without its private part, so that it is known. */
export const signingKeyKinds = `
  ALTER TABLE signing_key ADD COLUMN alg TEXT NOT NULL DEFAULT 'RS256';
  ALTER TABLE signing_key ADD COLUMN compromised_at INTEGER;
`
