import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type RunningPortal, startPortalProgram } from '../../harness/portal-program.ts'
import { openPortalUser, type PortalPerson } from '../../harness/portal-user.ts'
import { actionsOf, admin, join, linkSentTo, newPid, operatorAdmin, orgno, peopleSeed } from './people.ts'

let program: RunningPortal
let kari: PortalPerson
let staff: PortalPerson
before(async () => {
  program = await startPortalProgram({ seed: peopleSeed })
  kari = await openPortalUser(program, admin.pid)
  staff = await openPortalUser(program, operatorAdmin.pid)
})
after(() => program.stop())

const users = `/o/${orgno}/users`

/** Invites somebody, who takes the invitation; resolves with them and the address of their page. */
async function invited(email: string, roles: readonly string[]): Promise<{ person: PortalPerson; page: string }> {
  await kari.submit(await kari.get(users), users, { name: `Navn ${email}`, email, roles })
  const person = await openPortalUser(program, newPid())
  const came = await person.submit(await person.get(await linkSentTo(person, email, 'M-03')), 0)
  assert.equal(came.path, `/o/${orgno}`)
  return { person, page: await pageOf(email) }
}

/** The page where the administrator changes this person. */
async function pageOf(email: string): Promise<string> {
  const { html } = await kari.get(users)
  const row = html.split('<tr>').find((one) => one.includes(email)) ?? ''
  return /href="(\/o\/[^"]+)"/.exec(row)?.[1] ?? assert.fail(`nobody with ${email} on the page`)
}

test('U-1 U-3 an administrator invites a person, who gets a mail with the roles and comes in with their own login', async () => {
  const { person } = await invited('nina@annet.example.test', ['integration_admin', 'reader'])
  const [mail] = await person.mails({ to: 'nina@annet.example.test', code: 'M-03' })
  assert.match(mail?.text ?? '', /Kari Eksempel inviterer deg til Eksempeletaten \(310000019\)/)
  assert.match(mail?.text ?? '', /integrasjonsansvarlig, leser/)
  assert.match((await person.get('/my')).words, /Dine roller Integrasjonsansvarlig, Leser/)
  const actions = await actionsOf(staff, orgno)
  assert.deepEqual(actions.filter((action) => action.startsWith('user.')).slice(-2), ['user.invited', 'user.activated'])
})

test('U-1 an invitation that is not right is shown again with everything that is wrong', async () => {
  const page = await kari.submit(await kari.get(users), users, { name: '', email: 'x', roles: ['supplier_admin'] })
  assert.equal(page.status, 422)
  for (const field of ['name', 'email', 'roles']) assert.match(page.html, new RegExp(`id="f-${field}-error"`))
})

test('U-4 an invitation that nobody takes within seven days is over', async () => {
  await kari.submit(await kari.get(users), users, { name: 'Sen', email: 'sen@annet.example.test', roles: ['reader'] })
  program.clock.forward(7 * 86_400 + 1)
  await program.gateway.restart()
  try {
    const again = await openPortalUser(program, admin.pid)
    assert.doesNotMatch((await again.get(users)).words, /sen@annet/)
    const reader = await openPortalUser(program, operatorAdmin.pid)
    assert.ok((await actionsOf(reader, orgno)).includes('user.invite_expired'))
  } finally {
    program.clock.forward(-7 * 86_400 - 1)
    kari = await openPortalUser(program, admin.pid)
    staff = await openPortalUser(program, operatorAdmin.pid)
  }
})

test('ONB-18 N-16 who is not in an organisation is told that it does not exist; who lacks a role is told which', async () => {
  const { person: stranger } = await join(program, {
    orgno: '310000043',
    email: 'ola@fjord.example.test',
    personName: 'Ola',
  })
  const path = await pageOf(admin.email)
  for (const part of ['', '/users', '/settings', '/journal', '/terms']) {
    const page = await stranger.get(`/o/${orgno}${part}`)
    assert.equal(page.status, 404, part)
    assert.doesNotMatch(page.words, /Eksempeletaten|kari@/)
  }
  assert.equal((await stranger.post(`${path}/roles`, { roles: 'reader' })).status, 404)
  assert.equal((await stranger.post(`${path}/remove`, { confirmation: admin.email })).status, 404)
  // A number that nobody has gives the same answer.
  assert.equal((await stranger.get('/o/310000108')).status, 404)
  const { person: reader } = await invited('lise@annet.example.test', ['reader'])
  const refused = await reader.post(users, { name: 'X', email: 'x@y.no', roles: 'reader' })
  assert.equal(refused.status, 403)
  assert.match(refused.words, /Du mangler rollen som trengs: org_admin/)
})

test('ONB-18 ONB-28 U-7 a removed person is nobody at the next request, and is told', async () => {
  const { person, page } = await invited('geir@annet.example.test', ['integration_admin'])
  assert.equal((await person.get(`/o/${orgno}`)).status, 200)
  const asked = await kari.get(page)
  assert.match(asked.words, /mister tilgangen med en gang/)
  const notConfirmed = await kari.submit(asked, `${page}/remove`, { confirmation: 'noe annet' })
  assert.equal(notConfirmed.status, 422)
  assert.equal((await person.get(`/o/${orgno}`)).status, 200)
  await kari.submit(notConfirmed, `${page}/remove`, { confirmation: 'geir@annet.example.test' })
  assert.equal((await person.get(`/o/${orgno}`)).status, 404)
  assert.match((await person.get('/my')).words, /ikke med i noen organisasjon/)
  const [mail] = await person.mails({ to: 'geir@annet.example.test', code: 'M-24' })
  assert.match(mail?.text ?? '', /Du er fjernet fra Eksempeletaten/)
  assert.ok((await actionsOf(staff, orgno)).includes('user.removed'))
})

test('ONB-20 the last administrator cannot be removed or lose the role; the operator can remove them, with a reason', async () => {
  const page = await pageOf(admin.email)
  const removed = await kari.submit(await kari.get(page), `${page}/remove`, { confirmation: admin.email })
  assert.equal(removed.status, 409)
  assert.match(removed.words, /minst én administrator/)
  const changed = await kari.submit(await kari.get(page), `${page}/roles`, { roles: ['reader'] })
  assert.equal(changed.status, 409)
  const short = await staff.submit(await staff.get(page), `${page}/remove`, {
    confirmation: admin.email,
    reason: 'kort',
  })
  assert.equal(short.status, 422)
  // With another administrator there, it can be done.
  const { page: other } = await invited('to@etat.example.test', ['org_admin'])
  await kari.submit(await kari.get(other), `${other}/roles`, { roles: ['org_admin', 'reader'] })
  await kari.submit(await kari.get(other), `${other}/roles`, { roles: ['reader'] })
  assert.match((await kari.get(users)).words, /to@etat\.example\.test Leser/)
})

test('U-5 U-6 the operator locks an account with a reason, and an administrator unlocks it', async () => {
  const { person, page } = await invited('jon@annet.example.test', ['tester'])
  const id = page.split('/').at(-1) ?? ''
  const path = `/operator/staff/${id}`
  assert.equal((await staff.submit(await staff.get(path), `${path}/lock`, { reason: 'for kort' })).status, 422)
  await staff.submit(await staff.get(path), `${path}/lock`, { reason: 'Adressen er på avveie, sier sikkerhet.' })
  assert.equal((await person.get(`/o/${orgno}`)).status, 404)
  await kari.submit(await kari.get(page), `${page}/unlock`)
  assert.equal((await person.get(`/o/${orgno}`)).status, 200)
  const told = await person.mails({ to: 'jon@annet.example.test', code: 'M-24' })
  assert.deepEqual(
    told.map(({ text }) => /låst opp/.test(text)),
    [false, true],
  )
})

test('ONB-172 staff are invited and given roles by an operator administrator alone, and the journal tells', async () => {
  const form = { name: 'Ada', email: 'ada@drift.example.test', roles: ['op_support'] }
  assert.equal((await kari.post('/operator/staff', form)).status, 404)
  await staff.submit(await staff.get('/operator/staff'), '/operator/staff', form)
  const ada = await openPortalUser(program, newPid())
  await ada.submit(await ada.get(await linkSentTo(ada, form.email, 'M-03')), 0)
  assert.match((await ada.get('/my')).words, /ansatt hos driften: Support/)
  assert.equal((await ada.post('/operator/staff', { ...form, email: 'b@drift.example.test' })).status, 403)
  const { html } = await staff.get('/operator/journal.json?action=staff.roles_changed')
  assert.match(html, /"op_support"/)
  // The last one who can give roles keeps theirs.
  const own =
    /href="(\/operator\/staff\/[^"]+)"[^>]*>Endre Dina/.exec((await staff.get('/operator/staff')).html)?.[1] ?? ''
  assert.equal((await staff.submit(await staff.get(own), `${own}/roles`, { roles: [] })).status, 409)
})

test('U-8 who has not logged in for a year is warned, and removed a month later', async () => {
  const year = 366 * 86_400
  await invited('una@annet.example.test', ['reader'])
  program.clock.forward(year)
  await program.gateway.restart()
  // Those who come back keep their account.
  kari = await openPortalUser(program, admin.pid)
  const [warning] = await kari.mails({ to: 'una@annet.example.test', code: 'M-24' })
  assert.match(warning?.text ?? '', /ikke logget inn på tolv måneder/)
  assert.match((await kari.get(users)).words, /una@annet/)
  program.clock.forward(31 * 86_400)
  await program.gateway.restart()
  kari = await openPortalUser(program, admin.pid)
  assert.doesNotMatch((await kari.get(users)).words, /una@annet/)
  assert.match((await kari.get(users)).words, /kari@etat/)
})
