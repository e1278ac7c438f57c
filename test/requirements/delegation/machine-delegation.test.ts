import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { ProtocolError } from '../../../src/protocol/protocol-error.ts'
import { askDelegation } from '../../../src/usecases/delegations/ask-delegation.ts'
import type { DelegationAdapter } from '../../../src/usecases/delegations/delegation-adapter.ts'
import { movableClock } from '../../harness/gateway.ts'
import { decodeToken } from '../../harness/relying-party.ts'
import { customer, type DelegationProgram, faultOf, outsider, startDelegation, supplier } from './delegation-program.ts'

/** A source elsewhere that does what a test wants of it, and counts what it is asked. */
const elsewhere: DelegationAdapter & { questions: unknown[]; answer: (signal: AbortSignal) => Promise<boolean> } = {
  name: 'En kilde',
  issuer: 'https://kilde.example/',
  createdAtSeconds: 1,
  updatedAtSeconds: 2,
  questions: [],
  answer: async () => true,
  hasDelegation(delegation, signal) {
    elsewhere.questions.push(delegation)
    return elsewhere.answer(signal)
  },
}

let program: DelegationProgram
before(async () => {
  program = await startDelegation([elsewhere])
})
after(() => program.stop())

const organisation = (orgno: string) => ({ authority: 'iso6523-actorid-upis', ID: `0192:${orgno}` })
/** Far enough ahead that nothing is remembered. */
const forget = () => program.gateway.clock.forward(61)

test('APT-7 API-41 with a delegation the supplier gets a token that names both and the source', async () => {
  const answer = await program.ask('eks:delegert', customer)
  assert.equal(faultOf(answer), '200 token')
  const { claims } = decodeToken(answer.body.access_token)
  assert.deepEqual(
    [claims.consumer, claims.supplier, claims.delegation_source, claims.scope, claims.client_id],
    [organisation(customer), organisation(supplier), 'dev-delegations', 'eks:delegert', 'lev-maskin'],
  )
})

test('APT-7 MP-251 without a delegation there is no token, and no other scope beside it either', async () => {
  assert.equal(faultOf(await program.ask('eks:ikke-delegert', customer)), '400 invalid_scope MP-251')
  assert.equal(faultOf(await program.ask('eks:delegert eks:ikke-delegert', customer)), '400 invalid_scope MP-251')
  assert.equal(faultOf(await program.ask('eks:lukket-kilde', customer)), '400 invalid_scope MP-251')
})

test("API-40 API-41 the access is the customer's, with a delegation; for itself the supplier has none", async () => {
  assert.equal(faultOf(await program.ask('eks:delegert')), '400 invalid_scope MP-250')
  assert.equal(faultOf(await program.ask('eks:delegert', outsider)), '400 invalid_scope MP-250')
})

test('API-30 each scope is judged by itself before any source is asked', async () => {
  const before = elsewhere.questions.length
  assert.equal(faultOf(await program.ask('eks:annen-kilde eks:uten-kilde', customer)), '400 invalid_scope MP-251')
  assert.equal(faultOf(await program.ask('eks:annen-kilde eks:les', customer)), '400 invalid_scope MP-200')
  assert.equal(faultOf(await program.ask('eks:annen-kilde', outsider)), '400 invalid_scope MP-250')
  assert.equal(elsewhere.questions.length, before)
})

test('API-41 a token has one source: scopes of two are not given together', async () => {
  const before = elsewhere.questions.length
  assert.equal(faultOf(await program.ask('eks:delegert eks:annen-kilde', customer)), '400 invalid_scope MP-251')
  assert.equal(elsewhere.questions.length, before)
})

test('API-41 consumer_org is for a client of the supplier itself', async () => {
  for (const consumer of [customer, outsider])
    assert.equal(faultOf(await program.ask('eks:delegert', consumer, 'kunde-maskin')), '400 invalid_scope MP-251')
})

test('API-41 scopes that the gateway gives by itself are never delegated', async () => {
  for (const scopes of ['idporten:dcr.read', 'eks:delegert idporten:dcr.read'])
    assert.equal(faultOf(await program.ask(scopes, customer)), '400 invalid_scope MP-251')
})

test('API-41 the source is asked about scope, customer and supplier', async () => {
  forget()
  elsewhere.questions.length = 0
  elsewhere.answer = async () => true
  const answer = await program.ask('eks:annen-kilde', customer)
  assert.equal(decodeToken(answer.body.access_token).claims.delegation_source, 'https://kilde.example/')
  assert.deepEqual(elsewhere.questions, [
    { scope: 'eks:annen-kilde', consumerOrgno: customer, supplierOrgno: supplier },
  ])
})

test('API-41 a yes is believed for sixty seconds, a no not at all', async () => {
  forget()
  elsewhere.questions.length = 0
  elsewhere.answer = async () => false
  for (let asked = 1; asked <= 2; asked += 1) {
    assert.equal(faultOf(await program.ask('eks:annen-kilde', customer)), '400 invalid_scope MP-251')
    assert.equal(elsewhere.questions.length, asked)
  }
  elsewhere.answer = async () => true
  assert.equal(faultOf(await program.ask('eks:annen-kilde', customer)), '200 token')
  elsewhere.answer = async () => false
  program.gateway.clock.forward(59)
  assert.equal(faultOf(await program.ask('eks:annen-kilde', customer)), '200 token')
  assert.equal(elsewhere.questions.length, 3)
  program.gateway.clock.forward(1)
  assert.equal(faultOf(await program.ask('eks:annen-kilde', customer)), '400 invalid_scope MP-251')
  assert.equal(elsewhere.questions.length, 4)
})

for (const [how, answer] of [
  ['never answers', (): Promise<boolean> => new Promise<boolean>(() => undefined)],
  ['fails', (): Promise<boolean> => Promise.reject(new Error('secret-host refused'))],
] as const)
  test(`APT-7 API-41 a source that ${how} is answered 503 with when to try again; then it works`, async () => {
    forget()
    elsewhere.answer = answer
    const refused = await program.ask('eks:annen-kilde', customer)
    assert.equal(faultOf(refused), '503 temporarily_unavailable')
    assert.match(refused.headers.get('retry-after') ?? '', /^[1-9]\d?$/)
    assert.equal(refused.headers.get('cache-control'), 'no-store')
    assert.doesNotMatch(refused.text, /secret-host|kilde\.example/)
    const told = program.gateway.events.filter(({ kind }) => kind === 'refused').at(-1)
    assert.match(JSON.stringify(told), /https:\/\/kilde\.example\/ gives no answer/)
    assert.doesNotMatch(program.gateway.logLines.join(), /secret-host/)
    assert.equal(faultOf(await program.ask('eks:delegert', customer)), '200 token', 'other sources are not concerned')
    elsewhere.answer = async () => true
    assert.equal(faultOf(await program.ask('eks:annen-kilde', customer)), '200 token')
  })

test('API-41 a source is told when nobody waits for its answer any more', async () => {
  forget()
  let isAborted = false
  elsewhere.answer = (signal) => {
    signal.addEventListener('abort', () => {
      isAborted = true
    })
    return new Promise<boolean>(() => undefined)
  }
  await program.ask('eks:annen-kilde', customer)
  assert.equal(isAborted, true)
})

test('API-41 a source has five seconds', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] })
  const silent = { ...elsewhere, hasDelegation: () => new Promise<boolean>(() => undefined) }
  const asked = askDelegation({ adapters: [silent], clock: movableClock() })(silent.issuer, 'a:b', customer, supplier)
  let outcome: unknown
  asked.catch((error: unknown) => {
    outcome = error
  })
  context.mock.timers.tick(4999)
  await Promise.resolve()
  assert.equal(outcome, undefined)
  context.mock.timers.tick(1)
  await assert.rejects(asked, ProtocolError)
})

test('AX-7 API-41 each environment for testing lists its sources, and a scope can name one of them', async () => {
  const { body } = await program.call('GET', '/delegationsources', undefined, { as: '' })
  assert.deepEqual(
    body.map(({ name, issuer }: Record<string, string>) => [name, issuer]),
    [
      ['dev-delegations', 'dev-delegations'],
      ['En kilde', 'https://kilde.example/'],
    ],
  )
  const make = (subscope: string, source: string) =>
    program.call('POST', '/scopes', { prefix: 'eks', subscope, description: 'x', delegation_source: source })
  assert.equal((await make('ny', 'dev-delegations')).status, 200)
  const refused = await make('nyere', 'https://ukjent.example/')
  assert.equal(refused.status, 400)
  assert.match(refused.body.error_description, /delegation_source/)
})
