import { type ApiAnswer, type ApiCall, type ApiOperation, opens } from './api-operation.ts'
import { ApiRefusal } from './api-refusal.ts'
import type { ApiUseCases } from './api-use-cases.ts'
import { clientAnswer, credentialsAnswer } from './describe.ts'
import { doneOrRefused, entityTag, revisionsOf, seenClient } from './outcome.ts'
import { readShape } from './read-shape.ts'
import { clientRequest } from './schemas.ts'

/** Clients and their secrets (section 13.3). */
export function clientOperations(useCases: ApiUseCases): readonly ApiOperation[] {
  const save = async (call: ApiCall, replaces?: string): Promise<ApiAnswer> => {
    const { request, faults } = readShape(clientRequest, call.body)
    const saved = doneOrRefused(
      await useCases.save({
        request,
        acting: call.acting,
        shapeFaults: faults,
        ...(replaces === undefined ? {} : { replaces }),
        ...revisionsOf(call),
      }),
    )
    const warnings = saved.warnings.join('; ')
    const headers = {
      ...entityTag(saved.client),
      ...(warnings === '' ? {} : { 'x-registration-warning': warnings.replaceAll('≤', '<=') }),
    }
    return { body: clientAnswer(saved.client, useCases), headers }
  }

  return [
    {
      method: 'GET',
      path: '/clients',
      summary: 'All clients of the organisation, and those that suppliers have for it; oldest first, no paging.',
      scopes: opens.read,
      query: { inactive: 'true: closed ones too.' },
      answer: { schema: 'Client', list: true },
      run: async (call) => {
        const found = await useCases.list(call.caller.orgno, call.query.get('inactive') === 'true')
        return { body: found.map((client) => clientAnswer(client, useCases)) }
      },
    },
    {
      method: 'POST',
      path: '/clients',
      summary: 'Makes a client. No secret is made with it.',
      scopes: opens.write,
      request: 'ClientRequest',
      answer: { schema: 'Client' },
      observed: 201,
      run: (call) => save(call),
    },
    {
      method: 'GET',
      path: '/clients/{client_id}',
      summary: 'A client, closed ones too.',
      scopes: opens.read,
      answer: { schema: 'Client' },
      run: async (call) => {
        const found = await seenClient(useCases, call)
        return { body: clientAnswer(found, useCases), headers: entityTag(found) }
      },
    },
    {
      method: 'PUT',
      path: '/clients/{client_id}',
      summary: 'Replaces what the owner writes: what is left out returns to its default.',
      scopes: opens.modify,
      request: 'ClientRequest',
      answer: { schema: 'Client' },
      run: (call) => save(call, call.path.client_id ?? ''),
    },
    {
      method: 'DELETE',
      path: '/clients/{client_id}',
      summary: 'Closes a client. Nothing is removed, and closing twice does no harm.',
      scopes: opens.write,
      answer: 'empty',
      observed: 204,
      run: async (call) => {
        doneOrRefused(await useCases.close(call.path.client_id ?? '', call.acting, call.revisions))
        return {}
      },
    },
    {
      method: 'POST',
      path: '/clients/{client_id}/secret',
      summary: 'Makes a new secret, seen in this answer and never again. The former stays valid for the overlap.',
      scopes: opens.write,
      query: {
        overlap_hours: 'Hours that the former secret stays valid, 0 to 720; 24 if it is not said.',
        revoke_previous: 'true: the same as overlap_hours=0.',
        lifetime_days: 'Days that the new secret is valid, 1 to 360; 360 if it is not said.',
      },
      answer: { schema: 'ClientWithSecret' },
      secret: true,
      run: async (call) => {
        const options = { ...secretOptions(call.query), ...revisionsOf(call) }
        const issued = doneOrRefused(await useCases.issueSecret(call.path.client_id ?? '', call.acting, options))
        return {
          body: {
            ...clientAnswer(issued.client, useCases),
            client_secret: issued.secret.reveal(),
            client_secret_expires_at: issued.expiresAtSeconds,
          },
          headers: entityTag(issued.client),
        }
      },
    },
    {
      method: 'GET',
      path: '/clients/{client_id}/credentials',
      summary: 'Secrets, keys and certificates of a client with the day each was last used, and never what they are.',
      scopes: opens.read,
      answer: { schema: 'Credentials' },
      run: async (call) => {
        const { thing } = await seenClient(useCases, call)
        const credentials = await useCases.credentials(thing.clientId)
        if (credentials === undefined) throw new ApiRefusal(404, 'there is no such client')
        return { body: credentialsAnswer(credentials) }
      },
    },
  ]
}

/** Numbers as they were sent; what is no number is refused by the rule (REG-72, REG-73). */
function secretOptions(query: URLSearchParams) {
  const asked = (name: string): number | undefined => {
    const text = query.get(name)
    return text === null ? undefined : /^[0-9]{1,6}$/.test(text) ? Number(text) : Number.NaN
  }
  const overlapHours = query.get('revoke_previous') === 'true' ? 0 : asked('overlap_hours')
  const lifetimeDays = asked('lifetime_days')
  return {
    ...(overlapHours === undefined ? {} : { overlapHours }),
    ...(lifetimeDays === undefined ? {} : { lifetimeDays }),
  }
}
