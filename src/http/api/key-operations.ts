import { type ApiAnswer, type ApiCall, type ApiOperation, opens } from './api-operation.ts'
import { ApiRefusal } from './api-refusal.ts'
import type { ApiUseCases } from './api-use-cases.ts'
import { type DatedClient, jwksAnswer, keyAnswer } from './describe.ts'
import { doneOrRefused, entityTag, revisionsOf, seenClient } from './outcome.ts'

/** The key set of a client, whole and key by key (section 13.3). */
export function keyOperations(useCases: ApiUseCases): readonly ApiOperation[] {
  const { keys, nowSeconds, environment } = useCases
  const writer = (call: ApiCall) => ({
    environment,
    clientId: call.path.client_id ?? '',
    acting: call.acting,
    ...revisionsOf(call),
  })
  const noSuchKey = () => new ApiRefusal(404, 'the client has no such key')
  const oneKey = (client: DatedClient, kid: string): ApiAnswer => {
    const key = client.thing.jwks.find((one) => one.kid === kid)
    if (key === undefined) throw noSuchKey()
    return { body: keyAnswer(key), headers: entityTag(client) }
  }
  const replace: Pick<ApiOperation, 'path' | 'scopes' | 'request' | 'answer' | 'run'> = {
    path: '/clients/{client_id}/jwks',
    scopes: opens.write,
    request: 'JwksRequest',
    answer: { schema: 'Jwks' },
    run: async (call) => {
      const { client } = doneOrRefused(await keys.replace(writer(call), call.body))
      return { body: jwksAnswer(client, nowSeconds()), headers: entityTag(client) }
    },
  }
  return [
    {
      method: 'GET',
      path: '/clients/{client_id}/jwks',
      summary: 'The keys; an empty set before there is one.',
      scopes: opens.read,
      answer: { schema: 'Jwks' },
      run: async (call) => ({ body: jwksAnswer(await seenClient(useCases, call), nowSeconds()) }),
    },
    { method: 'POST', summary: 'Replaces all keys: one to five.', observed: 201, ...replace },
    { method: 'PUT', summary: 'Replaces all keys: one to five.', ...replace },
    {
      method: 'DELETE',
      path: '/clients/{client_id}/jwks',
      summary: 'Removes all keys.',
      scopes: opens.write,
      answer: 'empty',
      run: async (call) => {
        doneOrRefused(await keys.removeAll(writer(call)))
        return {}
      },
    },
    {
      method: 'GET',
      path: '/clients/{client_id}/jwks/{kid}',
      summary: 'One key.',
      scopes: opens.read,
      answer: { schema: 'Key' },
      run: async (call) => oneKey(await seenClient(useCases, call), call.path.kid ?? ''),
    },
    {
      method: 'PUT',
      path: '/clients/{client_id}/jwks/{kid}',
      summary: 'Adds one key, or renews the one with this kid.',
      scopes: opens.write,
      request: 'KeyRequest',
      answer: { schema: 'Key' },
      run: async (call) => {
        const kid = call.path.kid ?? ''
        return oneKey(doneOrRefused(await keys.put(writer(call), kid, call.body)).client, kid)
      },
    },
    {
      method: 'DELETE',
      path: '/clients/{client_id}/jwks/{kid}',
      summary: 'Removes one key.',
      scopes: opens.write,
      answer: 'empty',
      run: async (call) => {
        const removed = doneOrRefused(await keys.remove(writer(call), call.path.kid ?? ''))
        if (removed.outcome === 'no-such-key') throw noSuchKey()
        return {}
      },
    },
    {
      method: 'POST',
      path: '/api/v2/clients/{client_id}/key',
      summary: 'Adds a key from text: a PEM certificate, which is pinned, a PEM public key, or a JWK.',
      scopes: opens.write,
      query: { kid: 'Its kid; the RFC 7638 thumbprint if it is not said.' },
      request: 'text',
      answer: { schema: 'Key' },
      run: async (call) => {
        const kid = call.query.get('kid') ?? undefined
        const added = await keys.addText(writer(call), String(call.body), kid)
        return oneKey(doneOrRefused(added).client, added.kid)
      },
    },
  ]
}
