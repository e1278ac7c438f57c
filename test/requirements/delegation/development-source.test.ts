import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { readSettings } from '../../../src/config/read-settings.ts'
import { openPortalUser, type PortalPerson } from '../../harness/portal-user.ts'
import {
  customer,
  type DelegationProgram,
  delegationSeed,
  faultOf,
  outsider,
  startDelegation,
  supplier,
} from './delegation-program.ts'

let program: DelegationProgram
let visitor: PortalPerson
before(async () => {
  program = await startDelegation([], { GATEWAY_SEED_API: '1' })
  visitor = await openPortalUser(program, '', { level: false })
})
after(() => program.stop())

const page = (environment = 'test') => visitor.get(`/dev/delegations/${environment}`)
const seedWith = (more: Record<string, unknown>) => program.gateway.reseed({ version: 1, environment: 'test', ...more })
const delegation = (more: Record<string, unknown> = {}) => ({
  scope: 'eks:ikke-delegert',
  consumer: customer,
  supplier,
  ...more,
})
const isGiven = async (scope: string) => {
  program.gateway.clock.forward(61)
  return faultOf(await program.ask(scope, customer)) === '200 token'
}

test('API-43 whoever reaches the page adds a delegation and removes it, without logging in', async () => {
  const before = await page()
  assert.equal(before.status, 200)
  assert.match(before.words, /Eksempeletaten|En annen etat 310000035/)
  assert.equal(await isGiven('eks:ikke-delegert'), false)
  const typed = { scope: 'eks:ikke-delegert', consumer: '310 000 035', supplier }
  const added = await visitor.submit(before, 'Legg til', typed)
  assert.equal(added.path, '/dev/delegations/test')
  assert.match(added.words, /eks:ikke-delegert En annen etat 310000035 Leverandørhuset 310000027 .* denne siden/)
  assert.equal(await isGiven('eks:ikke-delegert'), true)
  const remove = added.forms.findIndex(({ fields }) => fields.some(([, value]) => value === 'eks:ikke-delegert'))
  const removed = await visitor.submit(added, remove)
  assert.doesNotMatch(removed.words, /eks:ikke-delegert En annen etat/)
  assert.equal(await isGiven('eks:ikke-delegert'), false)
  assert.equal(await isGiven('eks:delegert'), true, 'what a seed delegated stays')
})

test('API-43 only scopes of the source are offered and taken, and wrong numbers are named with what was typed', async () => {
  const shown = await page()
  assert.match(shown.html, /<option\s+value="eks:delegert"/)
  assert.doesNotMatch(shown.html, /<option\s+value="eks:(uten-kilde|annen-kilde|les)"/)
  const post = (more: Record<string, string>, environment = 'test') =>
    visitor.post(`/dev/delegations/${environment}`, { ...delegation(), ...more })
  const wrong = await post({ consumer: '123456789', supplier: 'x' })
  assert.equal(wrong.status, 422)
  assert.match(wrong.html, /value="123456789"/)
  assert.equal(wrong.html.match(/ds-validation-message/g)?.length, 2)
  for (const more of [{ scope: 'eks:uten-kilde' }, { scope: 'eks:finnes-ikke' }, { supplier: customer }])
    assert.equal((await post(more)).status, 422, JSON.stringify(more))
  assert.equal((await post({}, 'nowhere')).status, 404)
})

test('API-43 each environment has a table of its own', async () => {
  const other = await page('prod-sim')
  assert.equal(other.status, 200)
  assert.match(other.words, /Ingen har delegert noe/)
  assert.equal((await page('nowhere')).status, 404)
  assert.match(
    (await visitor.get('/dev/delegations')).words,
    /eks:delegert En annen etat/,
    'the first if none is named',
  )
  assert.match(other.words, /Ingen aktive scope/)
})

test('API-43 a page of another site cannot write', async () => {
  const answer = await fetch(`${program.portal}/dev/delegations/test`, {
    method: 'POST',
    headers: { origin: 'https://elsewhere.example' },
    body: new URLSearchParams({ scope: 'eks:ikke-delegert', consumer: customer, supplier }),
  })
  assert.equal(answer.status, 403)
  assert.equal(await isGiven('eks:ikke-delegert'), false)
})

test('API-43 REG-162 a seed adds what it names; replace and reset take back what it does not', async () => {
  const seed = delegationSeed()
  const given = delegation()
  assert.deepEqual(await seedWith({ delegations: [given] }), [])
  assert.equal(await isGiven('eks:ikke-delegert'), true)
  const typed = { scope: 'eks:ikke-delegert', consumer: outsider, supplier }
  assert.equal((await visitor.post('/dev/delegations/test', typed)).status, 200)
  const { version: _version, environment: _environment, ...rest } = seed
  assert.deepEqual(await seedWith({ ...rest, mode: 'replace' }), [])
  assert.equal(await isGiven('eks:ikke-delegert'), false)
  const exported = async () =>
    ((await (await fetch(`${program.portal}/dev/seed?environment=test`)).json()) as { delegations: unknown })
      .delegations
  const seeded = seed.delegations
  assert.deepEqual(await exported(), [...seeded, { ...given, consumer: outsider }], 'what was made by hand stays')
  const reset = await fetch(`${program.portal}/dev/reset`, { method: 'POST' })
  assert.equal(reset.status, 200)
  assert.deepEqual(await exported(), seeded)
})

test('API-43 REG-160 what is wrong with a delegation of a seed is told with its place', async () => {
  const faults = async (entry: Record<string, unknown>) =>
    (await seedWith({ delegations: [entry] })).map((fault) => fault.slice(fault.indexOf(':') + 1))
  const [scope] = await faults(delegation({ scope: 'eks:finnes-ikke' }))
  assert.match(scope ?? '', /^delegations\[0\]\.scope: is unknown/)
  const [number] = await faults(delegation({ consumer: '123456789' }))
  assert.match(number ?? '', /^delegations\[0\]\.consumer: must be nine digits/)
  assert.match((await faults(delegation({ supplier: customer })))[0] ?? '', /supplier: must be another organisation/)
  assert.match((await seedWith({ delegations: [delegation(), delegation()] })).join(), /stated twice/)
  assert.match((await faults({ scope: 'eks:delegert' })).join(), /delegations\[0\]\.consumer/)
  assert.deepEqual(await seedWith({ delegations: [delegation({ scope: 'eks:annen-kilde' })] }), [])
  assert.match(program.gateway.logLines.join('\n'), /nobody asks for it until the scope has delegation_source/)
})

test('API-43 the page is not there where it is switched off, and never beside real production', async () => {
  const off = await startDelegation([], { GATEWAY_DEV_DELEGATIONS: 'false' })
  try {
    assert.equal((await fetch(`${off.portal}/dev/delegations`)).status, 404)
    assert.equal(faultOf(await off.ask('eks:delegert', customer)), '200 token', 'the seed counts all the same')
  } finally {
    await off.stop()
  }
  const production = { GATEWAY_ENVIRONMENTS: 'test,prod', GATEWAY_PROD_KIND: 'prod' }
  const problems = (more: Record<string, string>) => {
    const read = readSettings({ ...production, ...more }, () => '')
    return read.ok ? [] : read.problems.filter((problem) => problem.includes('GATEWAY_DEV_DELEGATIONS'))
  }
  assert.deepEqual(problems({}), [])
  assert.equal(problems({ GATEWAY_DEV_DELEGATIONS: 'true' }).length, 1)
})
