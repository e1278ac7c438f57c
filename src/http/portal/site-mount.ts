import type { FastifyInstance } from 'fastify'

/** Doors below one path of the portal. What `register` sets on its instance (parsers, hooks, error pages) holds for them alone. */
export interface SiteMount {
  /** `/api/test`: begins with a slash and ends without. */
  readonly prefix: string
  /** Takes POSTs that pages of other sites send: it has no cookie that they could misuse. */
  readonly takesForeignPosts?: true
  register(app: FastifyInstance): void
}
