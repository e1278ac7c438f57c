import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type RunningPortal, startPortalProgram } from '../../harness/portal-program.ts'
import { openPortalUser, type PortalPerson } from '../../harness/portal-user.ts'
import { publicJwk } from '../self-service-api/api-program.ts'

const orgno = '310000019'
const supplier = '310000027'
const base = `/o/${orgno}/scopes/test`
const name = 'etaten:saker.les'

let program: RunningPortal
let owner: PortalPerson
before(async () => {
  program = await startPortalProgram({
    seed: {
      organisations: [{ orgno: supplier, name: 'Leverandørhuset', kind: 'supplier' }],
      users: [{ email: 'ada@etaten.no', name: 'Ada', pid: '20914695016', roles: { [orgno]: ['scope_admin'] } }],
      prefixes: [{ prefix: 'etaten', orgno }],
      scopes: [{ name, description: 'Lese saker', allowed_integration_types: ['maskinporten'] }],
    },
  })
  owner = await openPortalUser(program, '20914695016')
})
after(() => program.stop())

const pageOf = (page: string) => owner.get(`${base}/${page}?scope=${encodeURIComponent(name)}`)
const register = () =>
  program.gateway.reseed({
    version: 1,
    environment: 'test',
    clients: [
      {
        client_id: 'lev-maskin',
        client_orgno: supplier,
        client_name: 'Leverandørens maskin',
        integration_type: 'maskinporten',
        scopes: [name],
        jwks: { keys: [publicJwk('key')] },
      },
    ],
  })

test('API-41 an owner lets a scope be delegated in the portal, which says what that means', async () => {
  assert.doesNotMatch((await pageOf('scope')).words, /Kilde til delegeringer/)
  assert.match((await register()).join(), /no access/)
  const changed = await owner.submit(await pageOf('edit'), `${base}/edit`, { delegation_source: 'dev-delegations' })
  assert.match(changed.words, /Kilde til delegeringer dev-delegations En kunde med tilgang kan la en leverandør/)
  assert.deepEqual(await register(), [], 'a supplier without access can register it now')
  assert.ok((await owner.get('/dev/delegations/test')).html.includes(`value="${name}"`))
})

test('API-41 API-13 what else is changed leaves the source, and who loses by its end is told before', async () => {
  await owner.submit(await pageOf('edit'), `${base}/edit`, { description: 'Lese alle saker' })
  assert.match((await pageOf('scope')).words, /Lese alle saker.*dev-delegations/)
  const asked = await owner.submit(await pageOf('edit'), `${base}/edit`, { delegation_source: '' })
  assert.match(asked.words, /ikke lenger får tokens med scopet: 1/)
  await owner.submit(asked, `${base}/edit`)
  assert.doesNotMatch((await pageOf('scope')).words, /dev-delegations/)
})
