import { after, before, test } from 'node:test'
import { keepExamples } from '../../harness/guide.ts'
import {
  type ApiAnswer,
  type ApiProgram,
  clientRequest,
  makeAssertion,
  publicJwk,
  requestToken,
  startApi,
} from './api-program.ts'

let api: ApiProgram
before(async () => {
  api = await startApi()
})
after(() => api.stop())

test('REG-142 the requests and answers of the guide are real ones', async () => {
  keepExamples('self-service-api.md', await exchangeAll())
})

async function exchangeAll(): Promise<string> {
  const sections: string[] = []
  const add = (title: string, method: string, path: string, answer: ApiAnswer, body?: unknown) => {
    const sent = body === undefined ? '' : `\n${shown(body)}`
    const received = answer.body === undefined ? '' : `\n${shown(answer.body)}`
    sections.push(`### ${title}\n\n\`\`\`\n${method} ${path}${sent}\n\n${answer.status}${received}\n\`\`\`\n`)
  }
  const call = async (title: string, method: string, path: string, body?: unknown) => {
    const answer = await api.call(method, path, body)
    add(title, method, path, answer, body)
    return answer
  }
  const scope = 'idporten:dcr.read idporten:dcr.write'
  const assertion = makeAssertion(api.machineIssuer, 'etat-admin', api.gateway.clock.nowSeconds(), { scope })
  add('Fetch a token', 'POST', '{machine_issuer}token', await requestToken(api.machineIssuer, assertion), {
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    assertion: '…',
  })
  const request = { ...clientRequest, client_id: 'etat-soknad', token_endpoint_auth_method: 'client_secret_basic' }
  await call('Make a client', 'POST', '/clients', request)
  await call('Fetch a secret', 'POST', '/clients/etat-soknad/secret')
  await call('Rotate it: the former works for two days more', 'POST', '/clients/etat-soknad/secret?overlap_hours=48')
  await call('See which secrets there are, and which is in use', 'GET', '/clients/etat-soknad/credentials')
  await call('Register a key', 'POST', '/clients/etat-soknad/jwks', { keys: [publicJwk('k-2026-03')] })
  await call('Something is wrong', 'PUT', '/clients/etat-soknad', {
    ...request,
    redirect_uris: ['https://soknad.etaten.no/oauth2/callback#x'],
    access_token_lifetime: -1,
  })
  const asked = new URLSearchParams({
    client_id: 'etat-soknad',
    redirect_uri: 'https://soknad.etaten.no/oauth2/callback/',
  })
  const refused = await fetch(
    `${api.gateway.issuer}/authorize?${asked}&response_type=code&scope=openid&state=a-state-of-theirs`,
  )
  const reference = refused.headers.get('x-correlation-id') ?? ''
  const explained = await api.call('GET', `/errors/${reference}`, undefined, { headers: { 'accept-language': 'en' } })
  add('A login was refused: what is behind the reference', 'GET', '/errors/{reference}', explained)
  await call('Close it', 'DELETE', '/clients/etat-soknad')
  return sections.join('\n')
}

/** What differs at each run is left out. */
const shown = (value: unknown): string =>
  JSON.stringify(value, null, 2)
    .replace(/"(access_token|client_secret|secret_id|n|correlation_id|reference)": "[^"]+"/g, '"$1": "…"')
    .replaceAll(api.machineIssuer, '{machine_issuer}')
