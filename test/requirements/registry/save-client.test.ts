import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Environment } from '../../../src/config/environments.ts'
import { Secret } from '../../../src/protocol/secret.ts'
import { verifyClientSecret } from '../../../src/usecases/self-service/client-secret.ts'
import { deactivateClient } from '../../../src/usecases/self-service/deactivate-client.ts'
import { issueClientSecret } from '../../../src/usecases/self-service/issue-client-secret.ts'
import type { NewSecretOptions } from '../../../src/usecases/self-service/new-client-secret.ts'
import { saveClient } from '../../../src/usecases/self-service/save-client.ts'
import { acceptTerms, termsAcceptance, termsVersion } from '../../harness/accepted-terms.ts'
import { openInstallation } from './installation.ts'
import { machineOf, selfServiceNeeds } from './self-service-needs.ts'

const orgno = '310000019'
const writer = { origin: 'hand', role: 'owner', orgno, mayActForOthers: false } as const
const request = { client_name: 'Etaten', integration_type: 'idporten', redirect_uris: ['https://etaten.no/cb'] }
const pepper = { id: '1', value: new Secret('p'.repeat(43)) }

const open = () => {
  const installation = openInstallation()
  return {
    ...installation,
    save: saveClient(installation.needs),
    issue: (environment: Environment, clientId: string, options: NewSecretOptions = {}) =>
      issueClientSecret({ ...installation.needs, ...selfServiceNeeds, pepperOf: () => pepper })(
        environment,
        clientId,
        machineOf(orgno),
        options,
      ),
  }
}
const rule = (saved: Awaited<ReturnType<ReturnType<typeof open>['save']>>): unknown =>
  saved.outcome === 'refused'
    ? saved.faults.map(({ message, kind }) => `${/\(([^()]+)\)$/.exec(message)?.[1]} ${kind ?? ''}`.trim())
    : saved.outcome

test('REG-20 a client without an id gets a random UUID of version 4', async () => {
  const { save } = open()
  const [one, other] = [await save('test', { request, writer }), await save('test', { request, writer })]
  assert.ok(one.outcome === 'created' && other.outcome === 'created')
  assert.match(one.client.clientId, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  assert.notEqual(one.client.clientId, other.client.clientId)
})

test('REG-4 REG-20 REG-21 a taken id is a conflict, also when its client is closed and when only letter case differs', async () => {
  const { save, needs } = open()
  const asked = { request: { ...request, client_id: 'etaten' }, writer }
  assert.equal(rule(await save('test', asked)), 'created')
  await deactivateClient(needs)('test', 'etaten')
  assert.deepEqual(rule(await save('test', asked)), ['REG-4, REG-20 conflict'])
  assert.deepEqual(rule(await save('test', { request: { ...request, client_id: 'Etaten' }, writer })), [
    'REG-21 conflict',
  ])
})

test('REG-1 one id in two environments has one owner', async () => {
  const { save, durable, clock } = open()
  await save('test', { request: { ...request, client_id: 'etaten' }, writer })
  const foreign = { request: { ...request, client_id: 'etaten' }, writer: { ...writer, orgno: '310000027' } }
  await acceptTerms(durable, clock.nowSeconds())
  assert.deepEqual(rule(await save('prod-sim', foreign)), ['REG-1 conflict', 'ONB-42 forbidden'])
  assert.equal(rule(await save('prod-sim', { request: { ...request, client_id: 'etaten' }, writer })), 'created')
  assert.deepEqual(rule(await save('prod-sim', { request: { ...request, client_id: 'ny-en' }, writer })), ['REG-20'])
})

test('REG-5 REG-161 a change makes a revision, the same again does not', async () => {
  const { save, durable } = open()
  await save('test', { request: { ...request, client_id: 'etaten' }, writer })
  assert.equal(rule(await save('test', { request, writer, replaces: 'etaten' })), 'unchanged')
  assert.equal(
    rule(await save('test', { request: { ...request, description: 'ny' }, writer, replaces: 'etaten' })),
    'updated',
  )
  const found = await durable.environment('test').clients.find('etaten')
  assert.deepEqual([found?.revision, found?.thing.description, found?.origin], [2, 'ny', 'hand'])
  assert.equal(rule(await save('test', { request, writer, replaces: 'nobody' })), 'unknown')
})

test('REG-140 nothing is written with a fault', async () => {
  const { save, durable } = open()
  assert.deepEqual(rule(await save('test', { request: { ...request, redirect_uris: [] }, writer })), ['RU-18'])
  assert.deepEqual(await durable.environment('test').clients.list(), [])
})

test('CT-6 REG-70 REG-71 REG-72 a secret is shown once, kept as a keyed hash, and ends after 360 days', async () => {
  const { save, issue, durable, environments, clock } = open()
  await save('test', { request: { ...request, client_id: 'etaten' }, writer })
  const environment = environments[0] ?? assert.fail()
  const issued = await issue(environment, 'etaten')
  assert.ok(issued.outcome === 'issued')
  const secret = issued.secret.reveal()
  assert.match(secret, /^cs_t_[A-Za-z0-9_-]{43}$/)
  assert.equal(issued.expiresAtSeconds, clock.nowSeconds() + 360 * 86_400)
  const stored = (await durable.environment('test').clients.find('etaten'))?.thing.secrets ?? []
  assert.ok(!JSON.stringify(stored).includes(secret))
  const verify = async (presented: string, peppers = [pepper], nowSeconds = clock.nowSeconds()) =>
    (await verifyClientSecret(stored, presented, peppers, nowSeconds)) !== undefined
  assert.equal(await verify(secret), true)
  assert.equal(await verify(`${secret}x`), false)
  assert.equal(
    await verify(secret, [{ id: '2', value: new Secret('q'.repeat(43)) }, pepper]),
    true,
    'an older pepper still counts',
  )
  assert.equal(await verify(secret, [{ id: '1', value: new Secret('q'.repeat(43)) }]), false, 'another pepper')
  assert.equal(await verify(secret, [pepper], issued.expiresAtSeconds), false, 'expired')
  assert.equal(await verifyClientSecret([], secret, [pepper], 0), undefined)
})

test('CT-6 REG-73 two secrets are valid during the overlap, a third takes the place of the oldest', async () => {
  const { save, issue, durable, environments, clock } = open()
  await save('test', { request: { ...request, client_id: 'etaten' }, writer })
  const environment = environments[0] ?? assert.fail()
  const make = async (overlapHours?: number): Promise<string> => {
    const issued = await issue(environment, 'etaten', overlapHours === undefined ? {} : { overlapHours })
    return issued.outcome === 'issued' ? issued.secret.reveal() : assert.fail(issued.outcome)
  }
  const valid = async (...secrets: string[]): Promise<boolean[]> => {
    const stored = (await durable.environment('test').clients.find('etaten'))?.thing.secrets ?? []
    const now = clock.nowSeconds()
    const found = await Promise.all(secrets.map((secret) => verifyClientSecret(stored, secret, [pepper], now)))
    return found.map((secret) => secret !== undefined)
  }
  const first = await make()
  const second = await make()
  assert.deepEqual(await valid(first, second), [true, true])
  const third = await make()
  assert.deepEqual(await valid(first, second, third), [false, true, true])
  clock.advance(24 * 3600)
  assert.deepEqual(await valid(second, third), [false, true])
  const fourth = await make(0)
  assert.deepEqual(await valid(third, fourth), [false, true])
  assert.equal((await issue(environment, 'etaten', { overlapHours: 721 })).outcome, 'refused')
  assert.equal((await issue(environment, 'etaten', { lifetimeDays: 361 })).outcome, 'refused')
})

test('REG-17 REG-18 a client without a secret method gets none, and leaving the method revokes all', async () => {
  const { save, issue, durable, environments, clock } = open()
  const environment = environments[1] ?? assert.fail()
  await acceptTerms(durable, clock.nowSeconds())
  await save('test', { request: { ...request, client_id: 'etaten' }, writer })
  await save('prod-sim', { request: { ...request, client_id: 'etaten' }, writer })
  const issued = await issue(environment, 'etaten')
  assert.ok(issued.outcome === 'issued' && issued.secret.reveal().startsWith('cs_p_'))
  await save('prod-sim', {
    request: { ...request, token_endpoint_auth_method: 'private_key_jwt' },
    writer,
    replaces: 'etaten',
  })
  assert.deepEqual((await durable.environment('prod-sim').clients.find('etaten'))?.thing.secrets, [])
  assert.equal((await issue(environment, 'etaten')).outcome, 'refused')
  assert.equal((await issue(environment, 'nobody')).outcome, 'unknown')
})

test('ONB-42 ONB-43 N-2 no way of writing makes a production client active before its owner accepted the terms', async () => {
  const { save, durable, clock, seed } = open()
  const asked = { request: { ...request, client_id: 'etaten' }, writer }
  assert.equal(rule(await save('test', asked)), 'created', 'ONB-41: never asked for in test')
  assert.deepEqual(rule(await save('prod-sim', asked)), ['ONB-42 forbidden'])
  const now = clock.nowSeconds()
  await durable.portal.termsVersions.add(termsVersion('1.0', now - 10), now)
  assert.deepEqual(rule(await save('prod-sim', asked)), ['ONB-42 forbidden'], 'published is not accepted')
  await durable.portal.termsAcceptances.add(termsAcceptance('1.0', now, { chapters: ['general', 'machine'] }), now)
  assert.deepEqual(rule(await save('prod-sim', asked)), ['ONB-42 forbidden'], 'another chapter')
  await durable.portal.termsAcceptances.add(termsAcceptance('1.0', now + 1, { orgno: '310000027' }), now)
  assert.deepEqual(rule(await save('prod-sim', asked)), ['ONB-42 forbidden'], 'another organisation')
  await durable.portal.termsAcceptances.add(termsAcceptance('1.0', now + 2), now)
  assert.equal(rule(await save('prod-sim', asked)), 'created')
  await durable.portal.termsAcceptances.add(termsAcceptance('1.0', now + 3, { kind: 'withdrawal' }), now)
  const second = { request: { ...request, client_id: 'etaten-to' }, writer }
  await save('test', second)
  assert.deepEqual(rule(await save('prod-sim', second)), ['ONB-42 forbidden'], 'withdrawn')
  const seeded = await seed(
    'version: 1\nenvironment: prod-sim\norganisations: [{orgno: "310000019", name: Etaten, kind: public}]\n' +
      'clients: [{client_id: etaten-to, client_orgno: "310000019", client_name: Fil, integration_type: idporten,' +
      ' redirect_uris: ["https://etaten.no/cb"]}]',
  )
  assert.equal(seeded.ok, true, 'a seed may, where production is only played')
})
