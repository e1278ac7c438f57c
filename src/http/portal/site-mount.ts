import type { FastifyInstance } from 'fastify'

/** Doors below one path of the portal. What `register` sets on its instance (parsers, hooks, error pages) holds for them alone. */
export interface SiteMount {
  /** `/api/test`: begins with a slash and ends without. */
  readonly prefix: string
  register(app: FastifyInstance): void
}
