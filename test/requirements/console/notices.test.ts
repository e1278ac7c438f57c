import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { auditor, owner, portalPeople, reviewer } from '../../harness/portal-people.ts'
import { type RunningPortal, startPortalProgram } from '../../harness/portal-program.ts'
import { openPortalUser, type PortalPerson } from '../../harness/portal-user.ts'
import { send } from '../../harness/user-agent.ts'

const orgno = '310000019'
const other = '310000027'
const daySeconds = 86_400
let program: RunningPortal
let people: { owner: PortalPerson; reviewer: PortalPerson; auditor: PortalPerson }
before(async () => {
  program = await startPortalProgram({
    seed: {
      organisations: [
        {
          orgno,
          name: 'Eksempeletaten',
          kind: 'public',
          notification_points: [
            { purpose: 'technical', name: 'Driftsvakt', email: 'vakt@etaten.no' },
            { purpose: 'security', name: 'Driftsvakt', email: 'VAKT@etaten.no' },
            { purpose: 'billing', name: 'Regnskap', email: 'regnskap@etaten.no' },
          ],
        },
        {
          orgno: other,
          name: 'Uten klient',
          kind: 'public',
          notification_points: [{ purpose: 'technical', name: 'Andre', email: 'andre@uten.no' }],
        },
      ],
      users: portalPeople,
    },
  })
  people = {
    owner: await openPortalUser(program, owner.pid),
    reviewer: await openPortalUser(program, reviewer.pid),
    auditor: await openPortalUser(program, auditor.pid),
  }
})
after(() => program.stop())

const dayAfter = (days: number): string =>
  new Date((program.clock.nowSeconds() + days * daySeconds) * 1000).toISOString().slice(0, 10)

const planned = (more: Record<string, string> = {}) => ({
  kind: 'planned_work',
  environment: 'test',
  title: 'Ny database',
  text: 'Innlogging er borte en halvtime.',
  action: 'Si fra til brukerne deres',
  from_day: dayAfter(12),
  from_time: '08:00',
  until_day: dayAfter(12),
  until_time: '08:30',
  ...more,
})
const write = async (fields: Record<string, string>) =>
  people.reviewer.submit(await people.reviewer.get('/operator/notices'), '/operator/notices', fields)

test('ONB-132 M-27 a notice is sent once to each point of those with a client in the environment, invoices aside', async () => {
  const written = await write(planned())
  assert.equal(written.status, 200, written.words)
  assert.match(written.words, /sendt til 1 adresser/)
  const mails = (await people.reviewer.mails({ code: 'M-27' })).filter(({ text }) => text.includes('Ny database'))
  assert.equal(mails.length, 1)
  assert.equal(mails[0]?.to.toLowerCase(), 'vakt@etaten.no')
  assert.match(mails[0]?.subject ?? '', /\[TEST test\]: Planlagt arbeid: Ny database/)
  for (const part of [`Fra: ${dayAfter(12)} 08:00`, 'Til: ', 'Si fra til brukerne deres', `${program.portal}/status`])
    assert.ok(mails[0]?.text.includes(part), part)
})

test('ONB-132 planned work is told five working days ahead and changed addresses thirty days; an incident as it is', async () => {
  for (const [fields, field] of [
    [planned({ from_day: dayAfter(3), until_day: dayAfter(3) }), 'from-day'],
    [planned({ kind: 'changed_addresses', from_day: dayAfter(20), until_day: '', until_time: '' }), 'from-day'],
    [planned({ from_time: '25:00' }), 'from-day'],
    [planned({ until_time: '07:00' }), 'until-day'],
    [planned({ title: '' }), 'title'],
  ] as const) {
    const refused = await write(fields)
    assert.equal(refused.status, 422)
    assert.match(refused.html, new RegExp(`id="f-${field}-error"`))
    assert.match(refused.html, /Innlogging er borte en halvtime/, 'what was typed is kept')
  }
  const incident = await write(planned({ kind: 'incident', from_day: dayAfter(0), until_day: '', until_time: '' }))
  assert.match(incident.words, /sendt til 1 adresser/)
})

test('ONB-11 the status page shows notices to everybody under their environment, ended ones for a week', async () => {
  await write(
    planned({ kind: 'incident', title: 'Treg innlogging', from_day: dayAfter(0), until_day: '', until_time: '' }),
  )
  const status = async () => (await send(`${program.portal}/status`)).text
  const before = await status()
  const [test, production = ''] = before.split(/<h2[^>]*>/).slice(1)
  assert.match(test ?? '', /Driftshendelse: Treg innlogging/)
  assert.doesNotMatch(production, /Treg innlogging/)
  const page = await people.reviewer.get('/operator/notices')
  const form = /action="(\/operator\/notices\/[^"]+\/end)"/.exec(page.html)?.[1] ?? ''
  const ended = await people.reviewer.submit(page, form)
  assert.equal(ended.status, 200)
  assert.match(await status(), /Avsluttet/)
  program.clock.forward(8 * daySeconds)
  assert.doesNotMatch(await status(), /Treg innlogging/)
  for (const one of [people.owner, people.reviewer, people.auditor]) await one.logIn()
})

test('ONB-132 only reviewers and administrators write notices; auditors read them, service owners find no such page', async () => {
  const page = await people.auditor.get('/operator/notices')
  assert.match(page.words, /Ny database/)
  assert.match(page.words, /Miljø Test/)
  assert.doesNotMatch(page.html, /action="\/operator\/notices"/)
  assert.equal((await people.auditor.post('/operator/notices', planned())).status, 403)
  assert.equal((await people.owner.get('/operator/notices')).status, 404)
  assert.equal((await people.owner.post('/operator/notices', planned())).status, 404)
})

test('ONB-134 an organisation reports its busy periods and withdraws them; the operator sees them in the order of time', async () => {
  const path = `/o/${orgno}/periods`
  const report = async (fields: Record<string, string>) =>
    people.owner.submit(await people.owner.get(path), path, fields)
  const later = {
    kind: 'high_volume',
    from_day: dayAfter(40),
    until_day: dayAfter(44),
    text: 'Skattemelding',
    peak_logins: '25 000',
  }
  const sooner = {
    kind: 'critical',
    from_day: dayAfter(5),
    until_day: dayAfter(5),
    text: 'Søknadsfrist',
    peak_logins: '',
  }
  assert.equal((await report(later)).status, 200)
  assert.equal((await report(sooner)).status, 200)
  const refused = await report({ ...sooner, until_day: dayAfter(4), text: '', peak_logins: 'mange' })
  assert.equal(refused.status, 422)
  for (const field of ['until-day', 'text', 'peak-logins'])
    assert.match(refused.html, new RegExp(`id="f-${field}-error"`), field)
  const seen = (await people.auditor.get('/operator/periods')).words
  assert.match(seen, /Søknadsfrist.*Eksempeletaten 310000019 Stor trafikk Skattemelding 25000/)
  assert.equal((await people.owner.get('/operator/periods')).status, 404)
  assert.equal((await people.owner.get(`/o/${other}/periods`)).status, 404)
  const page = await people.owner.get(path)
  const withdraw = /action="([^"]+\/withdraw)"/.exec(page.html)?.[1] ?? ''
  assert.doesNotMatch((await people.owner.submit(page, withdraw)).words, /Søknadsfrist/)
  program.clock.forward(60 * daySeconds)
  await people.auditor.logIn()
  assert.doesNotMatch((await people.auditor.get('/operator/periods')).words, /Skattemelding/)
})
