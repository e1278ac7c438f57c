/** `2026-03-02 09:15:00`, UTC. */
export const timeOf = (atSeconds: number): string =>
  new Date(atSeconds * 1000).toISOString().slice(0, 19).replace('T', ' ')

/** `2026-03-02`, UTC. */
export const dayOf = (atSeconds: number): string => new Date(atSeconds * 1000).toISOString().slice(0, 10)
