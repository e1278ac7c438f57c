import type { Environment } from '../../config/environments.ts'
import type { Introspection, TokenQuestion } from '../../usecases/resource/introspect-token.ts'
import type { Handler } from '../server.ts'
import { noStore } from './answer-error.ts'
import { clientDoor } from './client-door.ts'
import { questionOf } from './token-question.ts'

/** The path that the metadata names, and older names of it (ENV-13). */
export const introspectionPaths = ['/introspect', '/token/introspect', '/tokeninfo'] as const

interface Needs {
  readonly environment: Environment
  readonly introspectToken: (question: TokenQuestion) => Promise<Introspection>
}

/** `POST /introspect` (section 15). For servers only: no script of a page may ask (HTTP-10). */
export const introspectionEndpoint =
  (needs: Needs) =>
  (path: (typeof introspectionPaths)[number]): Handler => {
    const door = clientDoor(needs.environment, path)
    return async (request, reply) => {
      const told = await door(request, reply, async (asked) => needs.introspectToken(questionOf(asked)))
      return reply.headers(noStore).send(told)
    }
  }
