import { type RunningPortal, startPortalProgram } from '../../harness/portal-program.ts'
import { openPortalUser, type PortalPerson, wordsOf } from '../../harness/portal-user.ts'
import { openRelyingParty, openUserAgent } from '../../harness/relying-party.ts'
import { sharedSecret } from '../../harness/standard-seed.ts'

export const orgno = '310000019'
export const pids = {
  admin: '20914695016',
  reader: '15867520160',
  stranger: '24926229865',
  reviewer: '28820360100',
} as const

const client = {
  client_orgno: orgno,
  integration_type: 'idporten',
  client_secret: sharedSecret,
}

/** Portal and gateways with a client of its own and one that speaks for two bodies, in test and in production. */
export const startLogoProgram = (): Promise<RunningPortal> =>
  startPortalProgram({
    variables: { GATEWAY_SEED_API: '1' },
    seed: {
      organisations: [{ orgno: '310000027', name: 'Fjordetaten', kind: 'public' }],
      prefixes: [{ prefix: 'etat', orgno }],
      scopes: [{ name: 'etat:les', description: 'Lese', allowed_integration_types: ['maskinporten'] }],
      clients: [
        {
          ...client,
          client_id: 'web',
          client_name: 'Byggesak & tilsyn',
          redirect_uris: ['https://web.example.no/callback'],
          post_logout_redirect_uris: ['https://web.example.no/logged-out'],
        },
        {
          ...client,
          client_id: 'api',
          client_name: 'Leverandøren',
          redirect_uris: ['https://api.example.no/callback'],
          onbehalfof: [
            { onbehalfof: 'fjord', name: 'Fjord kommune', orgno },
            { onbehalfof: 'berg', name: 'Berg kommune', orgno },
          ],
        },
        {
          client_id: 'maskin',
          client_orgno: orgno,
          client_name: 'Maskinen',
          integration_type: 'maskinporten',
          application_type: 'web',
          token_endpoint_auth_method: 'private_key_jwt',
          scopes: ['etat:les'],
        },
      ],
      users: [
        {
          email: 'ada@etaten.no',
          name: 'Ada Admin',
          pid: pids.admin,
          roles: { [orgno]: ['integration_admin', 'org_admin'] },
        },
        { email: 'lise@etaten.no', name: 'Lise Leser', pid: pids.reader, roles: { [orgno]: ['reader'] } },
        {
          email: 'stig@fjord.no',
          name: 'Stig Fremmed',
          pid: pids.stranger,
          roles: { '310000027': ['integration_admin'] },
        },
        { email: 'rita@drift.no', name: 'Rita Drift', pid: pids.reviewer, operator_roles: ['op_reviewer'] },
      ],
    },
  })

export const logoPath = (environment: 'test' | 'prod-sim', clientId = 'web'): string =>
  `/o/${orgno}/clients/${environment}/${clientId}/logo`

/** Sends a file from the logo page of a client, as a browser does. */
export async function sendLogo(
  { portal }: RunningPortal,
  person: PortalPerson,
  path: string,
  file: { readonly bytes: Uint8Array; readonly name?: string; readonly type?: string },
  onbehalfof?: string,
) {
  const form = new FormData()
  if (onbehalfof !== undefined) form.set('onbehalfof', onbehalfof)
  form.set('logo', new Blob([new Uint8Array(file.bytes)], { type: file.type ?? 'image/png' }), file.name ?? 'logo.png')
  const answer = await fetch(portal + path, {
    method: 'POST',
    redirect: 'manual',
    body: form,
    headers: {
      connection: 'close',
      origin: portal,
      cookie: [...person.agent.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    },
  })
  const html = await answer.text()
  return { status: answer.status, location: answer.headers.get('location'), html, words: wordsOf(html) }
}

/** The login page that a service's citizens come to, and the logo on it. */
export async function loginPage(issuer: string, clientId = 'web', more: Readonly<Record<string, string>> = {}) {
  const browser = openUserAgent()
  const selector = (await openRelyingParty(issuer, clientId).authorize(browser, more)).location()
  const { text } = await browser.send(selector.href)
  const [image, address] = /<img src="([^"]*)"[^>]*>/.exec(text) ?? []
  return {
    text,
    image,
    address: address === undefined ? undefined : new URL(address, selector).href,
    browser,
    selector,
  }
}

export { openPortalUser }
