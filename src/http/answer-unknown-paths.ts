import type { FastifyInstance } from 'fastify'
import type { PageDoor } from './login/page-door.ts'
import { noStore } from './oidc/answer-error.ts'
import { pathOf } from './server.ts'

/** 405 with `Allow` where only the method is wrong (HTTP-2), else 404: as JSON to machines, as a page to people. */
export function answerUnknownPaths(
  app: FastifyInstance,
  allowed: ReadonlyMap<string, string>,
  door: PageDoor,
  isMachinePath: (path: string) => boolean,
): void {
  app.setNotFoundHandler((request, reply) => {
    const path = pathOf(request)
    const allow = allowed.get(path)
    const status = allow === undefined ? 404 : 405
    if (allow !== undefined) reply.header('allow', allow)
    if (!isMachinePath(path))
      return door.sendError(request, reply, status, allow === undefined ? 'not-found' : 'method-not-allowed')
    const description = allow === undefined ? 'there is no such endpoint' : `this endpoint answers ${allow} only`
    return reply
      .code(status)
      .headers(noStore)
      .send({ error: 'invalid_request', error_description: `${description} (ref: ${request.id})` })
  })
}
