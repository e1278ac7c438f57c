import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Environment } from '../../../src/config/environments.ts'
import type { TermsChapter } from '../../../src/journey/records.ts'
import { Secret } from '../../../src/protocol/secret.ts'
import { hasAcceptedTerms } from '../../../src/usecases/onboarding/terms/require-terms.ts'
import { clientKeys } from '../../../src/usecases/self-service/client-keys.ts'
import { issueClientSecret } from '../../../src/usecases/self-service/issue-client-secret.ts'
import { onBehalfOf } from '../../../src/usecases/self-service/on-behalf-of.ts'
import { saveClient } from '../../../src/usecases/self-service/save-client.ts'
import { saveOwnClient } from '../../../src/usecases/self-service/save-own-client.ts'
import type { Standing } from '../../../src/usecases/self-service/standing.ts'
import { openInstallation } from '../registry/installation.ts'
import { machineOf } from '../registry/self-service-needs.ts'
import { acceptTerms } from './accept-terms.ts'
import { clientRequest, owner, publicJwk, supplier } from './api-program.ts'

/** Production (simulated) where organisations have this freedom, which a test may change. */
function open(level: 'none' | 'machine' | 'all') {
  const { needs, environments, durable, clock } = openInstallation()
  const environment = environments.find(({ simulatedProduction }) => simulatedProduction) as Environment
  const facts: { level: typeof level } = { level }
  const standing: Standing = {
    productionSelfService: async () => facts.level,
    hasAccepted: (orgno, chapter) => hasAcceptedTerms(durable, environment, orgno, chapter, clock.nowSeconds()),
    organisation: async () => undefined,
  }
  const all = {
    ...needs,
    standing,
    portalUrl: 'https://portal.example',
    tellCustomer: async () => {},
    written: () => {},
    judgeCertificate: () => async () => ({ ok: true }) as const,
    pepperOf: () => ({ id: '1', value: new Secret('p'.repeat(43)) }),
  }
  const acting = machineOf(owner)
  return {
    facts,
    accept: (orgno: string, chapter: TermsChapter) => acceptTerms(durable, orgno, chapter, clock.nowSeconds()),
    environment,
    durable,
    acting,
    save: (request: Record<string, unknown>, replaces?: string, by = acting) =>
      saveOwnClient(all)(environment, { request, acting: by, ...(replaces === undefined ? {} : { replaces }) }),
    /** A client that an order made. */
    order: async (more: Record<string, unknown> = {}) => {
      const writer = { origin: 'seed', role: 'operator', orgno: owner, mayActForOthers: false } as const
      const saved = await saveClient(needs)(environment.name, { request: { ...clientRequest, ...more }, writer })
      return saved.outcome === 'created' ? saved.client.clientId : assert.fail(JSON.stringify(saved))
    },
    issue: (clientId: string) => issueClientSecret(all)(environment, clientId, acting),
    putKeys: (clientId: string) =>
      clientKeys(all).replace({ environment, clientId, acting }, { keys: [publicJwk('k')] }),
    entries: onBehalfOf(all),
  }
}
type Outcome = Awaited<ReturnType<ReturnType<typeof open>['save']>>
const refusal = (outcome: { outcome: string }) => {
  const { faults = [] } = outcome as { faults?: { field: string; message: string; kind?: string }[] }
  const ours = faults.filter(({ message }) => message.includes('REG-'))
  return ours.map(({ field, message, kind }) => `${kind} ${field} ${/REG-\d+/.exec(message)?.[0]}`.replace('  ', ' '))
}
const messages = (outcome: Outcome) =>
  outcome.outcome === 'refused' ? outcome.faults.map(({ message }) => message).join() : ''

test('REG-150 a production client needs self-service and accepted terms; the refusal tells which is missing and where to go', async () => {
  const production = open('none')
  const neither = await production.save(clientRequest)
  assert.deepEqual(refusal(neither), ['forbidden REG-150', 'forbidden REG-150'])
  assert.match(messages(neither), /self-service.*order.*accepted.*https:\/\/portal\.example\/terms/)
  production.facts.level = 'all'
  assert.match(messages(await production.save(clientRequest)), /^[0-9]+ has not accepted the terms \(login\)/)
  await production.accept(owner, 'login')
  production.facts.level = 'none'
  assert.match(messages(await production.save(clientRequest)), /^self-service in production is not open/)
  production.facts.level = 'machine'
  assert.equal((await production.save(clientRequest)).outcome, 'refused', 'machine is not for logins')
  production.facts.level = 'all'
  assert.equal((await production.save(clientRequest)).outcome, 'saved')
  const both = await production.save({
    ...clientRequest,
    redirect_uris: ['https://a.no/#x'],
    integration_type: 'krr',
    scopes: null,
  })
  assert.equal(both.outcome, 'refused')
})

test('REG-151 without self-service a production client can only be narrowed', async () => {
  const production = open('none')
  const id = await production.order({
    redirect_uris: ['https://a.etaten.no/1', 'https://a.etaten.no/2'],
    frontchannel_logout_uri: null,
  })
  const narrow = { ...clientRequest, frontchannel_logout_uri: null, redirect_uris: ['https://a.etaten.no/1'] }
  const lower = {
    access_token_lifetime: 60,
    authorization_lifetime: 3600,
    description: 'ny',
    post_logout_redirect_uris: [],
  }
  assert.equal((await production.save({ ...narrow, ...lower }, id)).outcome, 'saved')
  for (const [field, value] of [
    ['redirect_uris', ['https://a.etaten.no/1', 'https://b.etaten.no/']],
    ['access_token_lifetime', 61],
    ['access_token_lifetime', 0],
    ['client_name', 'Et annet navn'],
    ['sso_disabled', true],
  ] as const) {
    const wider = await production.save({ ...narrow, ...lower, [field]: value }, id)
    assert.deepEqual(refusal(wider), [`forbidden ${field} REG-151`])
  }
  assert.equal((await production.putKeys(id)).outcome, 'changed')
  const withSecret = await production.order({ token_endpoint_auth_method: 'client_secret_basic' })
  assert.deepEqual(refusal(await production.putKeys(withSecret)), ['forbidden REG-151'])
})

test('REG-152 without self-service a production secret is not handed out', async () => {
  const production = open('none')
  const id = await production.order({ token_endpoint_auth_method: 'client_secret_basic' })
  assert.deepEqual(refusal(await production.issue(id)), ['forbidden REG-152'])
  production.facts.level = 'all'
  const issued = await production.issue(id)
  assert.ok(issued.outcome === 'issued' && issued.secret.reveal().startsWith('cs_p_'))
})

test('CT-8 REG-111 in production the supplier and its customer must both have accepted their terms', async () => {
  const production = open('all')
  const by = { ...machineOf(supplier), mayActForOthers: true }
  const request = { ...clientRequest, client_orgno: owner }
  assert.deepEqual(refusal(await production.save(request, undefined, by)), ['forbidden REG-150', 'forbidden REG-111'])
  await production.accept(owner, 'login')
  await production.accept(supplier, 'supplier')
  const saved = await production.save(request, undefined, by)
  assert.ok(saved.outcome === 'saved' && saved.client.thing.supplierOrgno === supplier)
})

test('REG-118 in production an entry works when the body it speaks for has accepted the terms', async () => {
  const production = open('all')
  const clientId = await production.order()
  const { environment, acting, entries } = production
  const writer = { environment, clientId, acting, shapeFaults: [] }
  const active = (changed: { outcome: string }) =>
    (changed as { client?: { thing: { onbehalfof: { active: boolean }[] } } }).client?.thing.onbehalfof[0]?.active
  const entry = { onbehalfof: 'fjord', name: 'Fjord', orgno: supplier }
  assert.equal(active(await entries.add(writer, { ...entry, active: true })), false)
  assert.equal(active(await entries.replace(writer, 'fjord', { ...entry, active: true })), false)
  await production.accept(supplier, 'login')
  assert.equal(active(await entries.replace(writer, 'fjord', { ...entry, active: true })), true)
})
