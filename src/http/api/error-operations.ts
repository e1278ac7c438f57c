import { refusalAnswer } from '../refusal-answer.ts'
import { type ApiOperation, opens } from './api-operation.ts'
import { ApiRefusal } from './api-refusal.ts'
import type { ApiUseCases } from './api-use-cases.ts'

/** What stands behind the reference of an error, for the owner of the client that was refused. */
export const errorOperations = ({ findRefusal }: ApiUseCases): readonly ApiOperation[] => [
  {
    method: 'GET',
    path: '/errors/{reference}',
    summary: 'A refused request of an own client: what was sent, what is registered, which rule, and how to mend it.',
    scopes: opens.read,
    answer: { schema: 'ExplainedError' },
    run: async ({ caller, path, language }) => {
      const found = await findRefusal(caller.orgno, path.reference ?? '')
      if (found.outcome === 'wait')
        throw new ApiRefusal(429, `too many references looked up; try again in ${found.seconds} s`, {
          headers: { 'retry-after': String(found.seconds) },
        })
      if (found.outcome === 'unknown')
        throw new ApiRefusal(404, 'there is no such reference among the refused requests of your clients')
      return { body: refusalAnswer(found.entry, found.client, language) }
    },
  },
]
