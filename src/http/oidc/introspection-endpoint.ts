import type { Environment } from '../../config/environments.ts'
import type { Introspection, TokenQuestion } from '../../usecases/resource/introspect-token.ts'
import type { Handler } from '../server.ts'
import { noStore } from './answer-error.ts'
import { tokenQuestions } from './token-question.ts'

/** The path that the metadata names, and older names of it (ENV-13). */
export const introspectionPaths = ['/introspect', '/token/introspect', '/tokeninfo'] as const

interface Needs {
  readonly environment: Environment
  readonly introspectToken: (question: TokenQuestion) => Promise<Introspection>
}

/** `POST /introspect` (section 15). For servers only: no script of a page may ask (HTTP-10). */
export const introspectionEndpoint = (needs: Needs) => {
  const questions = tokenQuestions(needs.environment)
  return (path: (typeof introspectionPaths)[number]): Handler => {
    const question = questions(path)
    return async (request, reply) => reply.headers(noStore).send(await question(request, reply, needs.introspectToken))
  }
}
