import { createHmac } from 'node:crypto'

/**
 * The pairwise subject (SUB-1…3): the same for one citizen at one client, unrelated at another, and not to be traced
 * back to the national id without the environment's secret. 43 characters.
 */
export const pairwiseSubject = (
  secret: Uint8Array,
  clientId: string,
  kind: 'pid' | 'eidas',
  identifier: string,
): string => createHmac('sha256', secret).update(`${clientId}\0${kind}\0${identifier}`).digest('base64url')

/** One person across all clients of an environment, to find what they have given and where they were; no client has such an id. */
export const personReference = (secret: Uint8Array, pid: string): string =>
  pairwiseSubject(secret, ' person', 'pid', pid)
