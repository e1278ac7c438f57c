import assert from 'node:assert/strict'
import { type RunningPortal, startPortalProgram } from '../harness/portal-program.ts'
import { openPortalUser, type PortalPerson } from '../harness/portal-user.ts'
import { openRelyingParty } from '../harness/relying-party.ts'
import { citizenA, sharedSecret } from '../harness/standard-seed.ts'
import { type Answer, openUserAgent, type Sending, send } from '../harness/user-agent.ts'
import { makeAssertion, publicJwk, requestToken } from '../requirements/self-service-api/api-program.ts'
import { type PortalRoute, withPortalRoutes } from './portal-routes.ts'

/** Markup in whatever people or machines may write that stands on a page later. */
export const markup = '"><pv-probe onload=x>'
/** The same where angle brackets are refused. */
const quotes = `" onmouseover=pv-probe '&lt;`
export const etat = '310000019'
export const stranger = '310000035'
export const theirClient = 'etat-tjeneste'
export const theirScope = 'eks:les'

/** The portal with its APIs, an organisation that is attacked, and somebody of another one who attacks. */
export interface House {
  readonly program: RunningPortal
  readonly routes: readonly PortalRoute[]
  readonly owner: PortalPerson
  readonly stranger: PortalPerson
  readonly staff: PortalPerson
  /** A case of the attacked organisation. */
  readonly caseNo: string
  readonly apiBase: string
  /** An access token of the administration client of an organisation; of environment test unless told otherwise. */
  machineToken(orgno: string, environment?: 'test' | 'prod-sim'): Promise<string>
  /** Tokens of a citizen at a service of the attacked organisation. */
  readonly citizen: Record<string, string>
  api(method: string, path: string, sending?: Sending): Promise<Answer>
}

export interface HouseProbe {
  readonly name: string
  readonly run: (house: House) => Promise<readonly Answer[]>
}

export const probe = (name: string, run: HouseProbe['run']): HouseProbe => ({ name, run })

/** All that an administration client can be given. */
export const everyScope = 'idporten:dcr.read idporten:dcr.write idporten:scopes.write idporten:authorizations'
const machine = (orgno: string) => ({
  client_id: `maskin-${orgno}`,
  client_orgno: orgno,
  client_name: `Maskin ${quotes}`,
  integration_type: 'maskinporten',
  scopes: everyScope.split(' '),
  jwks: { keys: [publicJwk('admin-key')] },
})

const seed = {
  organisations: [
    { orgno: etat, name: `Etaten ${markup}`, kind: 'public' },
    { orgno: stranger, name: 'En annen etat', kind: 'public' },
  ],
  prefixes: [{ prefix: 'eks', orgno: etat }],
  scopes: [
    {
      name: theirScope,
      description: `Lese ${markup}`,
      long_description: `**Alt** [her](https://etat.example/hjelp) ${quotes}`,
      requires_user_consent: true,
    },
  ],
  clients: [
    machine(etat),
    machine(stranger),
    {
      client_id: theirClient,
      client_orgno: etat,
      client_name: `Tjenesten ${quotes}`,
      description: markup,
      integration_type: 'api_klient',
      client_secret: sharedSecret,
      redirect_uris: [`https://${theirClient}.example.no/callback`],
      scopes: ['openid', 'profile', 'idporten:authorizations', theirScope],
    },
  ],
  users: [
    {
      email: 'ada@etaten.no',
      name: `Ada ${markup}`,
      pid: '20914695016',
      roles: { [etat]: ['signatory', 'org_admin', 'integration_admin', 'scope_admin'] },
    },
    {
      email: 'stig@annen.no',
      name: 'Stig Fremmed',
      pid: '24926229865',
      roles: { [stranger]: ['signatory', 'org_admin', 'integration_admin', 'scope_admin'] },
    },
    {
      email: 'siri@drift.no',
      name: `Siri ${markup}`,
      pid: '15867520160',
      operator_roles: ['op_admin', 'op_reviewer', 'op_support'],
    },
  ],
}

export async function openHouse(): Promise<House & { close(): Promise<void> }> {
  const { program, routes } = await withPortalRoutes(() =>
    startPortalProgram({
      seed,
      variables: { GATEWAY_TEST_API_ADMIN_KEYS_ALLOWED: 'true', GATEWAY_PROD_SIM_API_ADMIN_KEYS_ALLOWED: 'true' },
    }),
  )
  const [owner, other, staff] = [
    await openPortalUser(program, '20914695016'),
    await openPortalUser(program, '24926229865'),
    await openPortalUser(program, '15867520160'),
  ]
  const made = await owner.submit(await owner.get(`/o/${etat}/cases/new`), 'cases/new', {
    category: 'login',
    severity: 'question',
    subject: `Feil ${markup}`,
    description: `Det feiler hos alle brukerne ${markup}`,
    environment: 'test',
    clientId: theirClient,
  })
  assert.match(made.path, /\/cases\/(?!new)/, made.words)
  const caseNo = made.path.split('/').at(-1) ?? ''
  const apiBase = `${program.portal}/api/test`
  return {
    program,
    routes,
    owner,
    stranger: other,
    staff,
    caseNo,
    apiBase,
    citizen: await openRelyingParty(program.issuer, theirClient).tokens(openUserAgent(), {
      scope: 'openid profile idporten:authorizations',
      login_hint: `testid:${citizenA}_idporten-loa-high`,
    }),
    async machineToken(orgno, environment = 'test') {
      const issuer = `${environment === 'test' ? program.issuer : program.productionIssuer}/machine/`
      const assertion = makeAssertion(issuer, `maskin-${orgno}`, program.clock.nowSeconds(), { scope: everyScope })
      const answer = await requestToken(issuer, assertion)
      assert.equal(answer.status, 200, answer.text)
      return String(answer.body.access_token)
    },
    api: (method, path, sending = {}) => send(apiBase + path, { method, ...sending }),
    close: () => program.stop(),
  }
}

/** What holds of every answer of the portal and its APIs, whatever was sent. */
export function judge(answer: Answer, { program }: House): void {
  assert.ok(answer.status < 500, `status ${answer.status}: ${answer.text.slice(0, 300)}`)
  assert.ok(!answer.text.includes('<pv-probe') || !isHtml(answer), 'markup came back as markup')
  assert.equal(answer.headers.get('x-evil'), null)
  assert.equal(answer.headers.get('access-control-allow-origin'), null)
  if (isHtml(answer)) {
    const policy = answer.headers.get('content-security-policy') ?? ''
    assert.match(policy, /frame-ancestors 'none'/)
    assert.doesNotMatch(policy, /unsafe-inline/)
    assert.equal(answer.headers.get('x-content-type-options'), 'nosniff')
    assert.match(answer.headers.get('cache-control') ?? '', /no-store/)
  }
  for (const line of answer.headers.getSetCookie()) assert.match(line, /HttpOnly/i)
  const location = answer.headers.get('location')
  if (location !== null) assert.equal(new URL(location, program.portal).hostname, 'localhost')
}

const isHtml = (answer: Answer): boolean => (answer.headers.get('content-type') ?? '').includes('html')

/** A route with things of the attacked organisation in the places of its parameters. */
export const addressOf = ({ path }: PortalRoute, { caseNo }: House): string =>
  path
    .replace(':orgno', etat)
    .replace(':environment', 'test')
    .replace(':clientId', theirClient)
    .replace(':no', path.includes('cases') ? caseNo : 'ORD-2026-000001')
    .replace(/:\w+/g, 'x'.repeat(22))
    .replace('*', 'me') + (path.includes('/scopes/') ? `?scope=${encodeURIComponent(theirScope)}` : '')
