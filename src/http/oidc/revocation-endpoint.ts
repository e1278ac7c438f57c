import type { Environment } from '../../config/environments.ts'
import type { TokenQuestion } from '../../usecases/resource/introspect-token.ts'
import type { Handler } from '../server.ts'
import { noStore } from './answer-error.ts'
import { clientDoor } from './client-door.ts'
import type { Cors } from './cors.ts'
import { questionOf } from './token-question.ts'

/** The path that the metadata names, and an older name of it (ENV-14). */
export const revocationPaths = ['/revoke', '/token/revoke'] as const

interface Needs {
  readonly environment: Environment
  readonly revokeToken: (question: TokenQuestion) => Promise<void>
  readonly cors: Cors
}

/** `POST /revoke` (section 16): an empty answer, whether or not there was something to end (REV-3). */
export const revocationEndpoint =
  (needs: Needs) =>
  (path: (typeof revocationPaths)[number]): Handler => {
    const door = clientDoor(needs.environment, path, { cors: needs.cors })
    return async (request, reply) => {
      await door(request, reply, async (asked) => needs.revokeToken(questionOf(asked)))
      return reply.headers({ ...noStore, 'content-length': '0' }).send('')
    }
  }
