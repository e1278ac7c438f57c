import { test } from 'node:test'
import { decoded, exchange, hideSecrets, openGuide, type ShownRequest } from '../../harness/guide.ts'
import { basicHeader } from '../../harness/relying-party.ts'
import { sharedSecret } from '../../harness/standard-seed.ts'
import { send } from '../../harness/user-agent.ts'
import { type AuthorizationsProgram, citizenA, startAuthorizations } from '../authorizations/authorizations-program.ts'

test('EX-14 INTR-5 API-51 the requests and answers of the guide for API owners are real ones', async (context) => {
  const program = await startAuthorizations()
  context.after(() => program.stop())
  const guide = openGuide('api-owner.md')
  const hide = hiding(program)
  const show = async (request: ShownRequest) => exchange(request, await send(request.url, request), hide)
  const { issuer } = program.gateway

  const value = await program.give('etat-spa', 'openid etat:soknad.read')
  guide.add(
    'A self-contained token',
    'Header and claims of an access token for `etat:soknad.read`.',
    decoded(value.access_token ?? '', hide),
  )
  const introspect = (token: string | undefined, as = 'etat-rs') =>
    show({
      method: 'POST',
      url: `${issuer}/introspect`,
      headers: { authorization: basicHeader(as, sharedSecret) },
      form: { token },
    })
  const opaque = await program.give('etat-spa', 'etat:opak.read')
  program.gateway.clock.forward(23)
  guide.add('Introspect', 'An opaque token, 23 seconds old.', await introspect(opaque.access_token))
  const foreign = await program.give('etat-spa', 'andre:data.read')
  guide.add(
    'What you do not learn',
    'A token without a scope that lists you; and a client that is not registered for introspection.',
    await introspect(foreign.access_token),
    await introspect(foreign.access_token, 'etat-spa'),
  )
  guide.add(
    'What a person has given',
    'With the token of a machine.',
    await show({
      method: 'POST',
      url: `${program.apiBase}/api-provider/authorizations`,
      headers: {
        authorization: `Bearer ${await program.machineToken('etat-maskin')}`,
        'accept-language': 'en',
        'content-type': 'application/json',
        'x-case-reference': 'SAK-2026/17',
      },
      body: JSON.stringify({ pid: citizenA }),
    }),
  )
  await writeEnding(program, show, guide)
  guide.finish()
})

async function writeEnding(
  program: AuthorizationsProgram,
  show: (request: ShownRequest) => Promise<string>,
  guide: ReturnType<typeof openGuide>,
): Promise<void> {
  const { apiBase, gateway } = program
  const mine = (await program.give('etat-spa', 'etat:soknad.read idporten:authorizations')).access_token
  const headers = { authorization: `Bearer ${mine}` }
  const listed = await program.call('GET', '/clients/authorizations', mine)
  const own = listed.body.find(({ scopes }: { scopes: object[] }) => scopes.length === 1)
  guide.add(
    'Withdraw',
    'With the access token of the citizen.',
    await show({ method: 'DELETE', url: `${apiBase}/authorizations/${own.authorization_id}`, headers }),
    await show({ method: 'POST', url: `${apiBase}/clients/authorizations`, headers, body: '{"pid":"14838541241"}' }),
  )
  const given = await program.give('etat-les', 'openid etat:intern.read')
  guide.add(
    'Revoke',
    'A client gives back what it was given.',
    await show({
      method: 'POST',
      url: `${gateway.issuer}/revoke`,
      headers: { authorization: basicHeader('etat-les', sharedSecret) },
      form: { token: given.refresh_token, token_type_hint: 'refresh_token' },
    }),
  )
  guide.add(
    'The revoke list',
    'Its access token stands here until it expires.',
    await show({ method: 'GET', url: `${apiBase}/revokelist?client_id=etat-les` }),
  )
}

/** Takes out what differs at each run. */
const hiding =
  ({ gateway, apiBase }: AuthorizationsProgram) =>
  (text: string): string =>
    hideSecrets(gateway.issuer)(text.replaceAll(apiBase, '{api_base}'))
      .replace(/"(authorization_id|access_token_id|correlation_id)": "[^"]+"/g, '"$1": "…"')
      .replace(/"user_agent": "[^"]*"/g, '"user_agent": "Mozilla/5.0 …"')
      .replace(/\/authorizations\/[A-Za-z0-9_-]{43}/g, '/authorizations/…')
      .replace(/(^|\s)token=\S+/g, '$1token=…')
