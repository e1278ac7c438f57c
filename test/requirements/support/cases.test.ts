import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { systemActor } from '../../../src/journey/actor.ts'
import { JourneyRefusal } from '../../../src/journey/refusal.ts'
import type { SupportCase } from '../../../src/journey/support-records.ts'
import { caseTransitions } from '../../../src/journey/transitions.ts'
import { type CaseEvent, moveCase } from '../../../src/usecases/onboarding/cases/change-case.ts'
import { forgetOldCases, sweepCases } from '../../../src/usecases/onboarding/cases/sweep-cases.ts'
import type { PortalPage, PortalPerson } from '../../harness/portal-user.ts'
import { clientId, orgno, otherOrgno, type SupportProgram, startSupportProgram } from './support-program.ts'

let at: SupportProgram
before(async () => {
  at = await startSupportProgram()
})
after(() => at.stop())

const day = 86_400
const fields = {
  clientId,
  environment: 'test',
  category: 'login',
  severity: 'question',
  subject: 'Innloggingen stopper',
  description: 'Brukerne kommer tilbake til oss med en feil etter at de har logget inn.',
}

const openCase = async (person: PortalPerson = at.member, changes: Record<string, string> = {}): Promise<string> => {
  const page = await person.submit(await person.get(`/o/${orgno}/cases/new`), 'cases/new', { ...fields, ...changes })
  assert.equal(page.status, 200, page.words)
  return page.path.split('/').at(-1) ?? ''
}
const stored = async (caseNo: string): Promise<SupportCase> => {
  const found = await at.store.portal.cases.find(caseNo)
  assert.ok(found)
  return found.thing
}
const staffPost = (caseNo: string, path: string, form: Record<string, string> = {}, person = at.staff) =>
  person.post(`/operator/cases/${caseNo}/${path}`, form)
const actions = async (caseNo: string): Promise<readonly string[]> =>
  (await at.store.journal.list({ objectId: caseNo }, 50)).map(({ action }) => action).reverse()
/** What is in the outbox about a case, oldest first. */
const mailsAbout = async (caseNo: string, code: string) =>
  (await at.store.outbox.list({ reference: caseNo, code }, 50)).reverse()

test('C-1 C-2 ONB-152 ONB-156 a case about an own client is placed by itself, with the registration for staff and a receipt with the hours', async () => {
  const caseNo = await openCase()
  assert.match(caseNo, /^CS-[2-9A-HJ-NP-Z]{6}$/)
  const about = await stored(caseNo)
  assert.equal(about.state, 'TRIAGED')
  assert.deepEqual(await actions(caseNo), ['case.opened', 'case.triaged'])
  const page = await at.staff.get(`/operator/cases/${caseNo}`)
  assert.match(page.words, /sak\.etaten\.no\/callback/)
  assert.doesNotMatch(JSON.stringify(about.snapshot), /argon2|hmac|chosen-for-this-test/)
  const [receipt] = await mailsAbout(caseNo, 'M-21')
  assert.equal(receipt?.to, 'ada@etaten.no')
  assert.match(receipt?.text ?? '', /klokken 8 til 16.*første svar innen \d{4}-\d\d-\d\d \d\d:\d\d/s)
  assert.match((await at.staff.get('/operator')).words, new RegExp(caseNo))
})

test('ONB-152 E-14 staff see the newest refusals of the client and what the reference leads to, and no person', async () => {
  const url = new URL('/authorize', at.program.issuer)
  url.search = new URLSearchParams({
    client_id: clientId,
    redirect_uri: 'https://sak.etaten.no/feil',
    response_type: 'code',
    scope: 'openid',
  }).toString()
  const refused = await at.visitor.agent.send(url.href)
  const reference = refused.headers.get('x-correlation-id') ?? ''
  const caseNo = await openCase(at.member, { reference })
  const { snapshot } = await stored(caseNo)
  const errors = (snapshot as { errors: { correlationId: string }[] }).errors
  assert.deepEqual(
    errors.map(({ correlationId }) => correlationId),
    [reference],
  )
  const page = await at.staff.get(`/operator/cases/${caseNo}`)
  assert.match(page.words, new RegExp(`Loggen for referanse ${reference}.*refused`))
  assert.doesNotMatch(page.html, /\d{11}/)
  const own = await at.member.get(`/o/${orgno}/cases/${caseNo}`)
  assert.doesNotMatch(own.words, /Øyeblikksbilde/)
})

test('ONB-150 a case without client_id is opened all the same, waits to be placed, and the receipt asks for what is missing', async () => {
  const page = await at.member.get(`/o/${orgno}/cases/new`)
  assert.match(page.words, /Vi trenger den for å finne registreringen/)
  const caseNo = await openCase(at.member, { clientId: '', environment: '' })
  assert.equal((await stored(caseNo)).state, 'NEW')
  const [receipt] = await mailsAbout(caseNo, 'M-21')
  assert.match(receipt?.text ?? '', /mangler client_id.*mangler miljøet/s)
  const claimed = await staffPost(caseNo, 'claim')
  assert.equal(claimed.status, 409)
  const placed = await staffPost(caseNo, 'triage', {
    orgno,
    clientId,
    environment: 'test',
    category: 'token',
    severity: 'degraded',
  })
  assert.equal(placed.status, 200)
  const about = await stored(caseNo)
  assert.deepEqual([about.state, about.category, about.severity], ['TRIAGED', 'token', 'degraded'])
  assert.match(placed.words, /sak\.etaten\.no\/callback/)
})

test('C-3 C-4 C-5 C-6 C-7 C-8 a case is claimed, asked about, answered, solved, closed and opened again, each with its mail', async () => {
  const caseNo = await openCase()
  assert.equal((await staffPost(caseNo, 'claim')).status, 200)
  assert.equal((await staffPost(caseNo, 'claim', {}, at.colleague)).status, 409)
  assert.equal((await staffPost(caseNo, 'ask', { question: 'Hvilken feil ser dere?' }, at.colleague)).status, 409)
  assert.equal((await staffPost(caseNo, 'ask', { question: 'Hvilken feil ser dere?' })).status, 200)
  assert.equal((await stored(caseNo)).state, 'WAITING_CUSTOMER')
  assert.match((await mailsAbout(caseNo, 'M-22'))[0]?.text ?? '', /Hvilken feil ser dere\?/)
  const address = `/o/${orgno}/cases/${caseNo}`
  const waiting = await at.member.get(address)
  assert.match(waiting.words, /Venter på svar fra dere/)
  await at.member.submit(waiting, 'messages', { text: 'invalid_grant på tokenendepunktet' })
  assert.equal((await stored(caseNo)).state, 'IN_PROGRESS')
  await staffPost(caseNo, 'note', { note: 'Ser ut som klokka deres går feil' })
  await staffPost(caseNo, 'resolve', { solution: 'Still klokka på tjeneren.' })
  assert.equal((await stored(caseNo)).state, 'RESOLVED')
  assert.match((await mailsAbout(caseNo, 'M-23'))[0]?.text ?? '', /Still klokka.*innen 30 dager/s)
  const solved = await at.member.get(address)
  assert.doesNotMatch(solved.words, /klokka deres går feil/)
  assert.equal((await at.member.submit(solved, 'solved')).status, 200)
  assert.equal((await stored(caseNo)).state, 'CLOSED')
  await at.member.submit(await at.member.get(address), 'messages', { text: 'Det skjedde igjen i dag' })
  assert.equal((await stored(caseNo)).state, 'IN_PROGRESS')
  assert.ok((await mailsAbout(caseNo, 'M-22')).some(({ subject }) => subject?.includes('Åpnet igjen')))
  assert.deepEqual((await actions(caseNo)).slice(2), [
    'case.claimed',
    'case.question',
    'case.answer',
    'case.resolved',
    'case.closed',
    'case.reopened',
  ])
})

test('C-7 C-9 silence is met with a reminder after 7 days and an end after 14; an answered case closes after 14 more', async () => {
  const caseNo = await openCase()
  await staffPost(caseNo, 'claim')
  await staffPost(caseNo, 'ask', { question: 'Kan dere sende tidspunktet?' })
  const moved = (days: number) => ({
    ...at.needs,
    clock: { nowSeconds: () => at.program.clock.nowSeconds() + days * day },
  })
  await sweepCases(moved(6))()
  assert.equal((await mailsAbout(caseNo, 'M-22')).length, 1)
  await sweepCases(moved(8))()
  await sweepCases(moved(9))()
  assert.equal((await mailsAbout(caseNo, 'M-22')).length, 2)
  await sweepCases(moved(15))()
  assert.equal((await stored(caseNo)).state, 'RESOLVED')
  assert.match((await mailsAbout(caseNo, 'M-23'))[0]?.text ?? '', /ikke hørt fra deg på 14 dager/)
  await sweepCases(moved(28))()
  assert.equal((await stored(caseNo)).state, 'RESOLVED')
  await sweepCases(moved(30))()
  assert.equal((await stored(caseNo)).state, 'CLOSED')
  assert.deepEqual((await actions(caseNo)).slice(-2), ['case.timeout', 'case.closed'])
  await forgetOldCases(moved(30 + 729))()
  assert.ok(await at.store.portal.cases.find(caseNo))
  await forgetOldCases(moved(30 + 731))()
  assert.equal(await at.store.portal.cases.find(caseNo), undefined)
})

test('C-1 C-9 every event that the table does not have for a state is refused, and nothing changes', async () => {
  const caseNo = await openCase()
  const states = ['NEW', 'TRIAGED', 'IN_PROGRESS', 'WAITING_CUSTOMER', 'RESOLVED', 'CLOSED'] as const
  let refused = 0
  for (const state of states)
    for (const event of Object.keys(caseTransitions) as CaseEvent[]) {
      const permitted: readonly { readonly from: readonly string[] }[] = caseTransitions[event]
      if (permitted.some(({ from }) => from.includes(state))) continue
      const before = await at.store.portal.cases.find(caseNo)
      assert.ok(before)
      await assert.rejects(
        at.store.transaction((store) =>
          moveCase(store, systemActor('test'), { ...before, thing: { ...before.thing, state } }, event, 1),
        ),
        (error) => error instanceof JourneyRefusal && error.status === 409,
      )
      assert.deepEqual(await at.store.portal.cases.find(caseNo), before)
      refused++
    }
  assert.equal(refused, states.length * 8 - 9)
})

test('ONB-18 a case of another organisation is not there; internal notes are for staff alone', async () => {
  const caseNo = await openCase()
  assert.equal((await at.stranger.get(`/o/${orgno}/cases/${caseNo}`)).status, 404)
  assert.equal((await at.stranger.get(`/o/${otherOrgno}/cases/${caseNo}`)).status, 404)
  assert.equal((await at.stranger.get(`/operator/cases/${caseNo}`)).status, 404)
  assert.equal((await at.member.get(`/operator/cases/${caseNo}`)).status, 404)
})

test('ONB-151 ONB-11 without an account a case waits for the link in the mail, and no answer holds anything of the registry', async () => {
  const form = await at.visitor.get('/support')
  assert.equal(form.status, 200)
  const person = { name: 'Nils Ny', email: 'Nils@Ukjent.example.test' }
  const sent = await at.visitor.submit(form, '/support', { ...fields, ...person })
  assert.match(sent.words, /Sjekk e-posten din/)
  const [mail] = await at.visitor.mails({ to: 'nils@ukjent.example.test', code: 'M-02' })
  const path = /\/support\/confirm\/\S+/.exec(mail?.text ?? '')?.[0] ?? ''
  const before = (await at.store.portal.cases.list()).length
  for (let opened = 0; opened < 2; opened++) assert.equal((await at.visitor.get(path)).status, 200)
  assert.equal((await at.store.portal.cases.list()).length, before)
  const confirmed = await at.visitor.submit(await at.visitor.get(path), 'confirm')
  const caseNo = /CS-\w{6}/.exec(confirmed.words)?.[0] ?? ''
  const about = await stored(caseNo)
  assert.deepEqual([about.state, about.orgno], ['NEW', ''])
  assert.equal((await at.visitor.post(path)).status, 410)
  assert.match((await at.staff.get(`/operator/cases/${caseNo}`)).words, /Svar aldri med noe fra registre/)
  const [receipt] = await mailsAbout(caseNo, 'M-21')
  assert.doesNotMatch(`${receipt?.subject} ${receipt?.text}`, /Saksklienten|Eksempeletaten|callback|\/o\//)
  assert.equal((await at.member.get(`/o/${orgno}/cases/${caseNo}`)).status, 404)
})

test('ONB-151 a form that nobody confirms is gone after 7 days', async () => {
  const form = await at.visitor.get('/support')
  await at.visitor.submit(form, '/support', { ...fields, name: 'Per', email: 'per@ukjent.example.test' })
  const waiting = async () => await at.store.portal.pendingForms.list({ lookup: 'per@ukjent.example.test' })
  assert.equal((await waiting()).length, 1)
  await sweepCases({ ...at.needs, clock: { nowSeconds: () => at.program.clock.nowSeconds() + 7 * day } })()
  assert.equal((await waiting()).length, 0)
})

test('ONB-13 a public form is taken once, not when it is old, not a sixth time in an hour, and shows all errors at once', async () => {
  const send = async (page: PortalPage, changes: Record<string, string> = {}) =>
    at.visitor.submit(page, '/support', { ...fields, name: 'Gro', email: 'gro@ukjent.example.test', ...changes })
  const form = await at.visitor.get('/support')
  const wrong = await send(form, { email: 'ikke-epost', subject: '', description: 'kort' })
  assert.equal(wrong.status, 422)
  assert.match(wrong.words, /E-postadressen er ikke gyldig.*må fylles ut.*for kort/s)
  assert.match(wrong.html, /value="ikke-epost"/)
  assert.doesNotMatch(form.html, /<script(?![^>]*src="\/assets)/)
  const again = await at.visitor.get('/support')
  assert.equal((await send(again)).status, 200)
  assert.equal((await send(again)).status, 403)
  assert.equal((await send(form, { form_token: 'made-up' })).status, 403)
  const statuses: number[] = []
  for (let number = 0; number < 5; number++) statuses.push((await send(await at.visitor.get('/support'))).status)
  assert.equal(statuses.at(-1), 429)
})

test('ONB-153 N-12 what is typed into a case is scanned before it is stored, in every field and message', async () => {
  const secret = `cs_t_${'A'.repeat(43)}`
  const caseNo = await openCase(at.member, {
    subject: 'Feil for 20914695016',
    description: `Vi bruker client_secret ${secret} og brukeren er 20914695016.`,
  })
  const address = `/o/${orgno}/cases/${caseNo}`
  await at.member.submit(await at.member.get(address), 'messages', { text: `Også for 209146 95016 og ${secret}` })
  await staffPost(caseNo, 'note', { note: `Kunden sa 20914695016` })
  const about = JSON.stringify(await at.store.portal.cases.find(caseNo))
  assert.doesNotMatch(about, /20914695016|209146 95016|AAAAAAAA/)
  assert.match(about, /\[removed: client_secret\].*\[removed: national_id\]/)
  const outbox = JSON.stringify(await at.store.outbox.list({}, 1000))
  assert.doesNotMatch(outbox, /20914695016|AAAAAAAA/)
})

test('ONB-153 files are judged by content, cleaned, kept apart and handed only to who may read the case', async () => {
  const send = async (files: readonly (readonly [string, string | Uint8Array<ArrayBuffer>])[]) => {
    const form = new FormData()
    for (const [name, value] of Object.entries(fields)) form.append(name, value)
    for (const [name, content] of files) form.append('files', new Blob([content]), name)
    const encoded = new Response(form)
    return at.member.agent.send(`${at.program.portal}/o/${orgno}/cases/new`, {
      method: 'POST',
      headers: { 'content-type': encoded.headers.get('content-type') ?? '', origin: at.program.portal },
      body: await encoded.text(),
    })
  }
  const made = await send([['logg 20914695016.exe', 'bruker 20914695016 feilet\n']])
  assert.equal(made.status, 303, made.text.slice(0, 500))
  const caseNo = made.headers.get('location')?.split('/').at(-1) ?? ''
  const [file] = (await stored(caseNo)).attachments
  assert.deepEqual([file?.name, file?.type], ['logg_removed_national_id_.txt', 'text/plain'])
  const got = await at.member.agent.send(`${at.program.portal}/cases/${caseNo}/files/${file?.id}`)
  assert.equal(got.text, 'bruker [removed: national_id] feilet\n')
  assert.match(got.headers.get('content-disposition') ?? '', /^attachment/)
  assert.equal((await at.stranger.get(`/cases/${caseNo}/files/${file?.id}`)).status, 404)
  assert.equal((await send([['bilde.png', new Uint8Array([0, 1, 2, 3])]])).status, 422)
  assert.equal((await send([['stor.txt', 'a'.repeat(5_000_001)]])).status, 413)
  assert.equal((await send(Array.from({ length: 6 }, (_, index) => [`${index}.txt`, 'en linje'] as const))).status, 422)
})

test('ONB-154 a client in production that is down goes before everything else, and wakes whoever is on watch without naming a person', async () => {
  const { openCase: open } = await import('../../../src/usecases/onboarding/cases/open-case.ts')
  await at.giveSecret('prod-sim')
  const actor = {
    kind: 'user',
    id: 'ada',
    name: 'Ada Etat',
    roles: { [orgno]: ['integration_admin'] },
    operatorRoles: [],
  } as const
  const person = { contact: { name: 'Ada Etat', email: 'ada@etaten.no' }, language: 'nb' } as const
  const form = { ...fields, environment: 'prod-sim', severity: 'down', occurredAt: '', reference: '' }
  const caseNo = await open(at.needs)(actor, orgno, person, form, [])
  assert.deepEqual(at.pages, [{ case: caseNo, severity: 'down', environment: 'prod-sim', client_id: clientId }])
  const [item] = await at.store.portal.queue.list({ lookup: caseNo })
  assert.ok((item?.thing.targetSeconds ?? 0) <= at.program.clock.nowSeconds())
  const open2 = (await at.store.portal.queue.list({ states: ['OPEN'] })).map(({ thing }) => thing)
  const first = open2.toSorted((one, other) => one.targetSeconds - other.targetSeconds)[0]
  assert.equal(first?.objectId, caseNo)
})

test('ONB-157 an error page in test leads to a case with client, environment, time and what happened filled in, also after a change of language', async () => {
  const url = `${at.program.issuer}/authorize?client_id=${clientId}&redirect_uri=https%3A%2F%2Fevil.example.net%2F&response_type=code&scope=openid`
  const refused = await at.visitor.agent.send(url)
  const reference = refused.headers.get('x-correlation-id') ?? ''
  const link = /href="([^"]*\/support\?[^"]*)"/.exec(refused.text)?.[1]?.replaceAll('&amp;', '&') ?? ''
  const asked = new URL(link).searchParams
  assert.equal(asked.get('client_id'), clientId)
  assert.equal(asked.get('environment'), 'test')
  assert.equal(asked.get('reference'), reference)
  assert.ok(Math.abs(Date.parse(asked.get('time') ?? '') / 1000 - at.program.clock.nowSeconds()) < 60)
  const form = await at.visitor.get(link)
  const values = new Map(form.forms.find(({ action }) => action === '/support')?.fields)
  assert.equal(values.get('clientId'), clientId)
  assert.equal(values.get('environment'), 'test')
  assert.equal(values.get('reference'), reference)
  assert.equal(values.get('subject'), 'Lenken til tjenesten virker ikke')
  const hidden = [...refused.text.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)]
  const switched = await at.visitor.agent.send(`${at.program.issuer}/language`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: at.program.issuer },
    body: new URLSearchParams([
      ...hidden.map(([, name = '', value = '']) => [name, value]),
      ['language', 'en'],
    ]).toString(),
  })
  assert.match(switched.text, /Report this error to support/)
  assert.match(switched.text, new RegExp(`client_id=${clientId}`))
})
