import assert from 'node:assert/strict'
import { join as joinPath } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, before, test } from 'node:test'
import { type RunningPortal, startPortalProgram } from '../../harness/portal-program.ts'
import { openPortalUser } from '../../harness/portal-user.ts'
import { actionsOf, admin, join, linkSentTo, newPid, operatorAdmin, orgno, peopleSeed } from './people.ts'

let program: RunningPortal
before(async () => {
  program = await startPortalProgram({ seed: peopleSeed })
})
after(() => program.stop())

test('G-1 G-2 U-2 U-3 ONB-23 a person registers a new organisation with a proven address, and can test at once', async () => {
  const { person, page } = await join(program, {
    orgno: '310 000 043',
    email: 'Ola@Fjord.example.test',
    personName: 'Ola Fjord',
  })
  assert.equal(page.path, '/o/310000043')
  assert.match(page.words, /Tilstand Registrert/)
  assert.match(page.words, /domener fjord\.example\.test/)
  const [mail] = await person.mails({ to: 'ola@fjord.example.test', code: 'M-01' })
  assert.match(mail?.text ?? '', /Fjord kommune \(310000043\) er registrert/)
  const staff = await openPortalUser(program, operatorAdmin.pid)
  assert.deepEqual(await actionsOf(staff, '310000043'), [
    'org.asked',
    'org.registered',
    'org.domain_verified',
    'user.activated',
  ])
  assert.equal((await person.get('/o/310000043/integrations/new')).status, 200)
})

test('ONB-27 opening a link changes nothing; its button works once, for who is logged in, and only the hash is kept', async () => {
  const email = 'per@fjell.example.test'
  const person = await openPortalUser(program, newPid())
  const form = { orgno: '310000051', name: 'Fjell', email, personName: 'Per' }
  assert.match((await person.submit(await person.get('/join'), '/join', form)).words, /Sjekk e-posten din/)
  const path = await linkSentTo(person, email, 'M-02')
  const stranger = await openPortalUser(program, newPid(), { level: false })
  assert.match((await stranger.get(path)).words, /Logg inn først/)
  for (let opened = 0; opened < 3; opened++) assert.equal((await person.get(path)).status, 200)
  assert.match((await person.get('/my')).words, /ikke med i noen organisasjon/)
  const page = await person.get(path)
  assert.equal((await person.submit(page, 0)).path, '/o/310000051')
  const again = await person.submit(page, 0)
  assert.equal(again.status, 410)
  assert.match(again.words, /Lenken er alt brukt/)
  const database = new DatabaseSync(joinPath(program.gateway.folder, 'portvakt.sqlite'), { readOnly: true })
  const rows = database.prepare('SELECT id, lookup, document FROM portal_record').all()
  database.close()
  const token = path.slice('/links/'.length)
  assert.ok(rows.some(({ lookup }) => lookup === email))
  assert.equal(JSON.stringify(rows).includes(token), false)
  const logs = program.gateway.logLines.join('\n')
  assert.equal(logs.includes(token), false)
})

test('ONB-27 a link lives for seven days', async () => {
  const email = 'sen@fjell2.example.test'
  const person = await openPortalUser(program, newPid())
  await person.submit(await person.get('/join'), '/join', { orgno: '310000078', name: 'Sen', email, personName: 'Sen' })
  const path = await linkSentTo(person, email, 'M-02')
  program.clock.forward(7 * 86_400 + 1)
  try {
    const page = await (await openPortalUser(program, person.pid)).get(path)
    assert.equal(page.status, 410)
    assert.match(page.words, /Lenken er utløpt/)
  } finally {
    program.clock.forward(-7 * 86_400 - 1)
  }
})

test('ONB-16 colleagues of a verified domain come in for testing, others by invitation, and the organisation can shut that', async () => {
  const { person, page } = await join(program, { orgno, email: 'nils@etat.example.test', personName: 'Nils' })
  assert.equal(page.path, `/o/${orgno}`)
  assert.equal((await person.get(`/o/${orgno}/integrations/new`)).status, 200)
  // For testing only: neither people nor settings are theirs to change.
  assert.equal((await person.post(`/o/${orgno}/users`, { name: 'X', email: 'x@y.no', roles: 'reader' })).status, 403)
  const foreign = await openPortalUser(program, newPid())
  const form = { orgno, name: 'Eksempeletaten', email: 'mona@annet.example.test', personName: 'Mona' }
  const refused = await foreign.submit(await foreign.get('/join'), '/join', form)
  assert.equal(refused.status, 422)
  assert.match(refused.words, /Be en administrator i organisasjonen om en invitasjon/)
  const kari = await openPortalUser(program, admin.pid)
  await kari.submit(await kari.get(`/o/${orgno}/settings`), 'facts', { openForColleagues: undefined })
  const late = await openPortalUser(program, newPid())
  const own = { ...form, email: 'mona@etat.example.test' }
  assert.equal((await late.submit(await late.get('/join'), '/join', own)).status, 422)
})

test('ONB-16 an address that anybody can get makes no domain of the organisation', async () => {
  const { page } = await join(program, { orgno: '310000086', email: 'ola.nordmann@gmail.com', personName: 'Ola' })
  assert.match(page.words, /Bekreftede e-postdomener ingen/)
})

test('ONB-23 what is wrong with the form is told at once, at its fields, with what was typed', async () => {
  const person = await openPortalUser(program, newPid())
  const wrong = { orgno: '310000018', name: '', email: 'ola@', personName: '' }
  const page = await person.submit(await person.get('/join'), '/join', wrong)
  assert.equal(page.status, 422)
  assert.match(page.html, /value="310000018"/)
  for (const field of ['orgno', 'name', 'email', 'personName'])
    assert.match(page.html, new RegExp(`id="f-${field}-error"`))
  // A number of the real kind that no register here knows.
  const unknown = await person.submit(page, '/join', {
    ...wrong,
    orgno: '991825827',
    name: 'A',
    email: 'a@b.no',
    personName: 'A',
  })
  assert.equal(unknown.status, 422)
  assert.match(unknown.words, /finnes ikke i registeret/)
})

test('U-5 the tenth link that does not fit locks the account, and the person is told', async () => {
  const { person } = await join(program, { orgno: '310000094', email: 'tor@vik.example.test', personName: 'Tor' })
  for (let tried = 0; tried < 10; tried++) assert.equal((await person.get(`/links/wrong-${tried}`)).status, 404)
  assert.match((await person.get('/my')).words, /Kontoen din er låst/)
  assert.equal((await person.get('/o/310000094')).status, 404)
  const [mail] = await person.mails({ to: 'tor@vik.example.test', code: 'M-24' })
  assert.match(mail?.text ?? '', /Kontoen din er låst/)
})
