import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Actor } from '../../../src/journey/actor.ts'
import { JourneyRefusal } from '../../../src/journey/refusal.ts'
import { mailPeopleTexts } from '../../../src/texts/mail-people-text.ts'
import { askToJoin } from '../../../src/usecases/onboarding/organisations/ask-to-join.ts'
import { decideOrganisation } from '../../../src/usecases/onboarding/organisations/decide-organisation.ts'
import { openLocalRegister } from '../../../src/usecases/onboarding/organisations/organisation-register.ts'
import { acceptLink } from '../../../src/usecases/onboarding/people/accept-link.ts'
import { openPeopleMail } from '../../../src/usecases/onboarding/people/people-needs.ts'
import { openInstallation } from '../registry/installation.ts'

const known = '310000043'

/** An installation where something is real: organisations are looked at by a reviewer before they are registered. */
function openReal() {
  const installation = openInstallation()
  const needs = {
    ...installation.needs,
    mail: openPeopleMail('Portvakt', mailPeopleTexts),
    portalUrl: 'https://portal.example.no',
    // The number stands for one that a register of real organisations knows.
    register: { find: async () => ({ name: 'Fjord kommune', isDissolved: false }) },
    registersBySelf: false,
    publicMailDomains: [],
    environments: [{ name: 'test', isProduction: false }],
    written: () => {},
  }
  return { needs, durable: installation.durable }
}

const person: Actor = { kind: 'user', id: 'person-1', name: 'Ola', roles: {}, operatorRoles: [] }
const reviewer: Actor = { kind: 'operator', id: 'rita', name: 'Rita', roles: {}, operatorRoles: ['op_reviewer'] }
const form = {
  orgno: known,
  name: '',
  kind: 'public',
  email: 'ola@fjord.no',
  personName: 'Ola',
  language: 'nn',
} as const

async function asked() {
  const { needs, durable } = openReal()
  await askToJoin(needs)(person, 'ref-1', form)
  const [mail] = await durable.outbox.list({ code: 'M-02' }, 10)
  const token = /\/links\/(\S+)/.exec(mail?.text ?? '')?.[1] ?? ''
  return { needs, durable, token }
}

test('G-1 where anything is real an organisation waits for a reviewer, who finds it in the queue; until then it may test', async () => {
  const { needs, durable, token } = await asked()
  assert.equal(await durable.organisations.find(known), undefined)
  await acceptLink(needs)(person, 'ref-1', token)
  assert.equal((await durable.organisations.find(known))?.thing.state, 'PROSPECT')
  // Whose addresses are the organisation's is not for the first who comes to say.
  const [domain] = (await durable.organisations.find(known))?.thing.emailDomains ?? []
  assert.deepEqual([domain?.domain, domain?.verified], ['fjord.no', false])
  const [item] = await durable.portal.queue.list({ lookup: known, states: ['OPEN'] })
  assert.equal(item?.thing.kind, 'org_registration')
  const [user] = await durable.portal.users.list({ lookup: 'ref-1' })
  assert.deepEqual(user?.thing.testRoles, { [known]: ['integration_admin'] })
  const [mail] = await durable.outbox.list({ code: 'M-01' }, 10)
  assert.match(mail?.text ?? '', /Ein saksbehandlar ser på han/)
  await decideOrganisation(needs)(reviewer, known, 'registered', '')
  assert.equal((await durable.organisations.find(known))?.thing.state, 'REGISTERED')
  assert.deepEqual(await durable.portal.queue.list({ lookup: known, states: ['OPEN'] }), [])
})

test('G-3 a refusal has a reason of twenty characters, which is sent unchanged; the organisation is then closed', async () => {
  const { needs, durable, token } = await asked()
  await acceptLink(needs)(person, 'ref-1', token)
  const decide = decideOrganisation(needs)
  await assert.rejects(decide(reviewer, known, 'refused', 'for kort'), refusedWith('reason_too_short'))
  const reason = 'Virksomheten er ikke <offentlig> & kan ikke være kunde.'
  await decide(reviewer, known, 'refused', reason)
  assert.equal((await durable.organisations.find(known))?.thing.state, 'CLOSED')
  const [mail] = await durable.outbox.list({ code: 'M-14' }, 10)
  assert.equal(mail?.to, 'ola@fjord.no')
  assert.ok(mail?.text.includes(reason))
  const [last] = await durable.journal.list({ action: 'org.refused' }, 1)
  assert.equal(last?.reason, reason)
})

test('ONB-160 a decision that the state does not allow changes nothing, and two at once are one', async () => {
  const { needs, durable, token } = await asked()
  await acceptLink(needs)(person, 'ref-1', token)
  const decide = decideOrganisation(needs)
  const admin: Actor = { ...reviewer, operatorRoles: ['op_admin'] }
  const reason = 'En begrunnelse som er lang nok.'
  for (const wrong of ['suspended', 'reinstated', 'closed'] as const)
    await assert.rejects(decide(admin, known, wrong, reason), refusedWith('illegal_transition'))
  assert.equal((await durable.organisations.find(known))?.thing.state, 'PROSPECT')
  const both = await Promise.allSettled([
    decide(reviewer, known, 'registered', ''),
    decide(reviewer, known, 'registered', ''),
  ])
  assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
})

test('ONB-23 the local register knows what was written down, and synthetic numbers only where nothing is real', async () => {
  const { durable } = openInstallation()
  const real = openLocalRegister({ acceptsSynthetic: false })
  const forTests = openLocalRegister({ acceptsSynthetic: true })
  assert.equal(await real.find(durable, known), undefined)
  assert.deepEqual(await forTests.find(durable, known), { isDissolved: false })
  assert.equal(await forTests.find(durable, '310000044'), undefined)
  assert.equal(await forTests.find(durable, '991825827'), undefined)
})

const refusedWith = (code: string) => (error: unknown) =>
  error instanceof JourneyRefusal && error.breaches[0].code === code
