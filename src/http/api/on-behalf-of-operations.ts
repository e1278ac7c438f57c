import { type ApiAnswer, type ApiCall, type ApiOperation, opens } from './api-operation.ts'
import { ApiRefusal } from './api-refusal.ts'
import type { ApiUseCases } from './api-use-cases.ts'
import { type DatedClient, onBehalfOfAnswer } from './describe.ts'
import { doneOrRefused, seenClient } from './outcome.ts'
import { readShape } from './read-shape.ts'
import { onBehalfOfRequest } from './schemas.ts'

/** The public bodies that a supplier's client speaks for; `onbehalof` is how some automation spells the path. */
export function onBehalfOfOperations(useCases: ApiUseCases): readonly ApiOperation[] {
  return ['onbehalfof', 'onbehalof'].flatMap((segment) => operationsAt(`/clients/{client_id}/${segment}`, useCases))
}

function operationsAt(path: string, useCases: ApiUseCases): readonly ApiOperation[] {
  const { onBehalfOf, environment } = useCases
  const writer = (call: ApiCall, shapeFaults: ReturnType<typeof readShape>['faults'] = []) => ({
    environment,
    clientId: call.path.client_id ?? '',
    acting: call.acting,
    shapeFaults,
  })
  const noSuchEntry = () => new ApiRefusal(404, 'the client has no such entry')
  const answer = async (client: DatedClient, value: unknown): Promise<ApiAnswer> => {
    const entry = client.thing.onbehalfof.find(({ onbehalfof }) => onbehalfof === value)
    if (entry === undefined) throw noSuchEntry()
    const organisation = await useCases.standing.organisation(entry.orgno)
    return { body: onBehalfOfAnswer(entry, client, organisation?.name, useCases) }
  }
  return [
    {
      method: 'GET',
      path,
      summary: 'The bodies that the client speaks for.',
      scopes: opens.read,
      query: { inactive: 'true: inactive ones too.' },
      answer: { schema: 'OnBehalfOf', list: true },
      run: async (call) => {
        const client = await seenClient(useCases, call)
        const shown = client.thing.onbehalfof.filter(({ active }) => active || call.query.get('inactive') === 'true')
        const answers = await Promise.all(shown.map(({ onbehalfof }) => answer(client, onbehalfof)))
        return { body: answers.map(({ body }) => body) }
      },
    },
    {
      method: 'POST',
      path,
      summary: 'Adds a body that the client speaks for.',
      scopes: opens.onBehalfOf,
      request: 'OnBehalfOfRequest',
      answer: { schema: 'OnBehalfOf' },
      run: async (call) => {
        const { request, faults } = readShape(onBehalfOfRequest, call.body)
        const { client } = doneOrRefused(await onBehalfOf.add(writer(call, faults), request))
        return answer(client, request.onbehalfof)
      },
    },
    {
      method: 'GET',
      path: `${path}/{value}`,
      summary: 'One body that the client speaks for.',
      scopes: opens.read,
      answer: { schema: 'OnBehalfOf' },
      run: async (call) => answer(await seenClient(useCases, call), call.path.value),
    },
    {
      method: 'PUT',
      path: `${path}/{value}`,
      summary: 'Replaces name, description and link of one body.',
      scopes: opens.modifyOnBehalfOf,
      request: 'OnBehalfOfRequest',
      answer: { schema: 'OnBehalfOf' },
      run: async (call) => {
        const { request, faults } = readShape(onBehalfOfRequest, call.body)
        const value = call.path.value ?? ''
        const replaced = doneOrRefused(await onBehalfOf.replace(writer(call, faults), value, request))
        if (replaced.outcome === 'no-such-entry') throw noSuchEntry()
        return answer(replaced.client, value)
      },
    },
    {
      method: 'DELETE',
      path: `${path}/{value}`,
      summary: 'Closes one body; its value stays taken.',
      scopes: opens.onBehalfOf,
      answer: 'empty',
      run: async (call) => {
        const closed = doneOrRefused(await onBehalfOf.close(writer(call), call.path.value ?? ''))
        if (closed.outcome === 'no-such-entry') throw noSuchEntry()
        return {}
      },
    },
  ]
}
