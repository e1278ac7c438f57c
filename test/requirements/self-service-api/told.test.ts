import assert from 'node:assert/strict'
import { createPrivateKey } from 'node:crypto'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { openFileDevelopmentCa } from '../../../src/certificates/development-ca/file-development-ca.ts'
import { readSettings } from '../../../src/config/read-settings.ts'
import type { PortalUser } from '../../../src/journey/records.ts'
import { openSqlDurableStore } from '../../../src/storage/sql/durable-store.ts'
import { openSqliteDatabase } from '../../../src/storage/sqlite/database.ts'
import { mailIntegrationsTexts } from '../../../src/texts/mail-integrations-text.ts'
import { listExpiries } from '../../../src/usecases/onboarding/integrations/expiries.ts'
import type { IntegrationNeeds } from '../../../src/usecases/onboarding/integrations/integration-needs.ts'
import { warnOfExpiry } from '../../../src/usecases/onboarding/integrations/warn-of-expiry.ts'
import { movableClock } from '../../harness/gateway.ts'
import { type ApiProgram, clientRequest, makeAssertion, owner, requestToken, startApi } from './api-program.ts'

const daySeconds = 86_400
let api: ApiProgram
let durable: ReturnType<typeof openSqlDurableStore>
before(async () => {
  api = await startApi()
  durable = openSqlDurableStore(openSqliteDatabase(`${api.gateway.folder}/portvakt.sqlite`))
  const nowSeconds = api.gateway.clock.nowSeconds()
  const { thing: organisation } = (await durable.organisations.find(owner)) ?? assert.fail('no organisation')
  const point = { purpose: 'technical', name: 'Driftsvakt', email: 'vakt@etaten.no' } as const
  await durable.organisations.save({ ...organisation, notificationPoints: [point] }, 'hand', nowSeconds)
  const user = (id: string, roles: PortalUser['roles'], more: Partial<PortalUser> = {}): PortalUser => ({
    id,
    state: 'ACTIVE',
    name: `Person ${id}`,
    email: `${id}@etaten.no`,
    emailVerified: true,
    language: 'en',
    roles,
    operatorRoles: [],
    failedAttempts: 0,
    ...more,
  })
  await durable.portal.users.add(user('ada', { [owner]: ['org_admin'] }), nowSeconds)
  await durable.portal.users.add(user('gone', { [owner]: ['org_admin'] }, { state: 'LOCKED' }), nowSeconds)
  await durable.portal.users.add(user('les', { [owner]: ['reader'] }), nowSeconds)
})
after(async () => {
  durable.close()
  await api.stop()
})

test('M-30 a customer is told when a supplier makes a client for it, with how to object, and not of its own clients', async () => {
  const told = () => durable.outbox.list({ code: 'M-30' }, 100)
  assert.equal((await api.call('POST', '/clients', clientRequest)).status, 200)
  assert.equal((await told()).length, 0, 'its own')
  const made = await api.call('POST', '/clients', { ...clientRequest, client_orgno: owner }, { as: 'admin-supplier' })
  assert.equal(made.status, 200, made.text)
  const mails = await told()
  assert.deepEqual(mails.map(({ to }) => to).sort(), ['ada@etaten.no', 'vakt@etaten.no'])
  for (const { to, subject, text, orgno } of mails) {
    assert.equal(orgno, owner)
    assert.match(subject, to.startsWith('ada') ? /has registered a client/ : /har registrert en klient/)
    for (const part of [
      'Leverandørhuset (310000027)',
      made.body.client_id,
      `/o/${owner}/clients/test/`,
      `/o/${owner}/cases`,
    ])
      assert.ok(text.includes(part), part)
  }
  const path = `/clients/${made.body.client_id}`
  assert.equal((await api.call('PUT', path, clientRequest, { as: 'admin-supplier' })).status, 200)
  assert.equal((await told()).length, 2, 'a change is not a registration')
})

test('CR-10 the end of a certificate that a client was seen to use is told beforehand, until a newer one is used', async () => {
  const { machineIssuer, gateway } = api
  const nowSeconds = gateway.clock.nowSeconds()
  const ca = openFileDevelopmentCa(join(gateway.folder, 'development-ca'), `${gateway.issuer}/dev/ca/crl`)
  const use = async (atSeconds: number) => {
    const order = { orgno: owner, name: 'Etat', flaw: 'good', profile: 'seid1', password: 'dev' } as const
    const { x5c, privateKeyPem } = await ca.issue(order, atSeconds)
    const claims = { scope: 'idporten:dcr.read' }
    const key = createPrivateKey(privateKeyPem)
    const answer = await requestToken(
      machineIssuer,
      makeAssertion(machineIssuer, 'admin-certificate', nowSeconds, claims, { x5c }, key),
    )
    assert.equal(answer.status, 200, answer.text)
  }
  const read = readSettings({}, () => '')
  assert.ok(read.ok)
  const { environments } = read.settings
  const ends = async () =>
    (await listExpiries({ durable, environments }, owner, nowSeconds)).filter(
      ({ client }) => client.clientId === 'admin-certificate',
    )
  assert.deepEqual(await ends(), [])
  await use(nowSeconds - 100)
  const first = await seen(ends, 0)
  assert.match(first.id, /^x5t#S256:[\w-]{43}$/)
  assert.equal(first.kind, 'certificate')

  const clock = movableClock(nowSeconds)
  const warn = warnOfExpiry({
    ...({} as IntegrationNeeds),
    durable,
    clock,
    environments,
    mails: (language) => mailIntegrationsTexts(language) as (key: string, values?: object) => string,
    productName: 'Portvakt',
    portalUrl: api.portal,
  })
  const told = async () =>
    (await durable.outbox.list({ code: 'M-17' }, 100)).filter(({ text }) => text.includes('admin-certificate'))
  const days = Math.floor(first.expiresAtSeconds / daySeconds) - Math.floor(nowSeconds / daySeconds)
  let day = 0
  for (const [count, left] of [60, 30, 14, 7, 1, 0].entries()) {
    clock.forward((days - left - day) * daySeconds)
    day = days - left
    await warn()
    assert.equal((await told()).length, count + 1, `${left} days before`)
  }
  const [mail] = await told()
  assert.equal(mail?.to, 'vakt@etaten.no')
  assert.match(mail?.text ?? '', /Virksomhetssertifikatet x5t#S256:.* x5c/s)

  await use(nowSeconds)
  const second = await seen(ends, first.expiresAtSeconds)
  assert.notEqual(second.id, first.id)
})

type Ends = () => Promise<readonly { readonly id: string; readonly kind: string; readonly expiresAtSeconds: number }[]>

/** Waits until the program has written down a certificate that ends later than `afterSeconds`. */
async function seen(ends: Ends, afterSeconds: number) {
  const until = Date.now() + 10_000
  while (Date.now() < until) {
    const [found] = await ends()
    if (found !== undefined && found.expiresAtSeconds > afterSeconds) return found
    await new Promise((resolve) => setImmediate(resolve))
  }
  return assert.fail('the certificate was not noticed')
}
