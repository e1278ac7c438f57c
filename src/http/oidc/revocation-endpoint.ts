import type { Environment } from '../../config/environments.ts'
import type { TokenQuestion } from '../../usecases/resource/introspect-token.ts'
import type { Handler } from '../server.ts'
import { noStore } from './answer-error.ts'
import type { Cors } from './cors.ts'
import { tokenQuestions } from './token-question.ts'

/** The path that the metadata names, and an older name of it (ENV-14). */
export const revocationPaths = ['/revoke', '/token/revoke'] as const

interface Needs {
  readonly environment: Environment
  readonly revokeToken: (question: TokenQuestion) => Promise<void>
  readonly cors: Cors
}

/** `POST /revoke` (section 16): an empty answer, whether or not there was something to end (REV-3). */
export const revocationEndpoint = (needs: Needs) => {
  const questions = tokenQuestions(needs.environment)
  return (path: (typeof revocationPaths)[number]): Handler => {
    const question = questions(path)
    return async (request, reply) => {
      if (request.headers.origin !== undefined) await needs.cors.permit(request, reply)
      await question(request, reply, needs.revokeToken)
      return reply.headers({ ...noStore, 'content-length': '0' }).send('')
    }
  }
}
