import type { FastifyReply, FastifyRequest } from 'fastify'
import type { LoggedOutService } from '../../usecases/logout/logout-progress.ts'
import { noStore } from '../oidc/answer-error.ts'
import { queryOf } from '../server.ts'
import { readLogoutHandle } from './logout-services.ts'

/**
 * `GET /logout/state`: how it goes with the services of a logout, in their order on its page, for that page's script. Holds no
 * names and no personal data. 404 for a handle that nobody has (any more).
 */
export const logoutState =
  (needs: { readonly logoutProgress: (handle: string) => Promise<readonly LoggedOutService[] | undefined> }) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const handle = readLogoutHandle(new URLSearchParams(queryOf(request)).get('logout'))
    const services = handle === undefined ? undefined : await needs.logoutProgress(handle)
    reply.headers({ ...noStore, 'content-type': 'application/json', 'x-content-type-options': 'nosniff' })
    if (services === undefined) return reply.code(404).send('{"error":"not_found"}')
    const states = services.map(({ progress }) => progress)
    return reply.send(JSON.stringify({ states, settled: !states.includes('waiting') }))
  }
