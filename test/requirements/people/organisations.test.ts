import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type RunningPortal, startPortalProgram } from '../../harness/portal-program.ts'
import { openPortalUser, type PortalPerson } from '../../harness/portal-user.ts'
import { openRelyingParty } from '../../harness/relying-party.ts'
import { sharedSecret } from '../../harness/standard-seed.ts'
import { openUserAgent } from '../../harness/user-agent.ts'
import { actionsOf, admin, join, newPid, operatorAdmin, orgno, peopleSeed, reviewer } from './people.ts'

const signatory = { email: 'siv@skog.example.test', name: 'Siv Skog', pid: newPid() }
const skog = '310000051'
const hav = '310000078'

let program: RunningPortal
let kari: PortalPerson
let staff: PortalPerson
let rita: PortalPerson
before(async () => {
  const client = { client_orgno: hav, integration_type: 'idporten', client_secret: sharedSecret, client_name: 'Web' }
  program = await startPortalProgram({
    seed: {
      ...peopleSeed,
      organisations: [
        ...peopleSeed.organisations,
        { orgno: skog, name: 'Skogvesenet', kind: 'public' },
        {
          orgno: hav,
          name: 'Havvesenet',
          kind: 'public',
          notification_points: [point('security'), point('technical')],
        },
      ],
      users: [...peopleSeed.users, { ...signatory, roles: { [skog]: ['signatory'] } }],
      clients: [{ ...client, client_id: 'web', redirect_uris: ['https://web.example.no/callback'] }],
    },
  })
  kari = await openPortalUser(program, admin.pid)
  staff = await openPortalUser(program, operatorAdmin.pid)
  rita = await openPortalUser(program, reviewer.pid)
})
after(() => program.stop())

function point(purpose: string): Record<string, string> {
  return { purpose, name: purpose, email: `${purpose}@hav.example.test` }
}
const settings = `/o/${orgno}/settings`
const reason = 'En begrunnelse som er lang nok til å forstås.'

/** Sends the form of one decision. */
const decide = async (person: PortalPerson, of: string, decision: string, fields: Record<string, string>) => {
  const path = `/operator/organisations/${of}`
  const own = Object.entries(fields).map(([name, value]) => [`${decision}-${name}`, value])
  return person.post(`${path}/decide`, { decision, ...Object.fromEntries(own) })
}

test('ONB-136 contacts for technical and security matters are told when they begin and end to be contacts', async () => {
  const page = await kari.get(settings)
  assert.match(page.words, /Ingen varslingspunkter ennå/)
  const wrong = await kari.submit(page, `${settings}/points`, {
    purpose: 'security',
    pointEmail: 'x',
    pointPhone: 'abc',
  })
  assert.equal(wrong.status, 422)
  for (const field of ['pointName', 'pointEmail', 'pointPhone'])
    assert.match(wrong.html, new RegExp(`id="f-${field}-error"`))
  const right = {
    purpose: 'security',
    pointName: 'Vakta',
    pointEmail: 'vakta@etat.example.test',
    pointPhone: '+47 22334455',
  }
  assert.match((await kari.submit(wrong, `${settings}/points`, right)).words, /Lagret/)
  await kari.post(`${settings}/points/remove`, { purpose: 'security', email: 'vakta@etat.example.test' })
  const told = await kari.mails({ to: 'vakta@etat.example.test', code: 'M-24' })
  assert.deepEqual(
    told.map(({ text }) => /ikke lenger/.test(text)),
    [false, true],
  )
  const { html } = await kari.get(`/o/${orgno}/journal.json?action=org.changed`)
  assert.match(html, /…55/)
  assert.doesNotMatch(html, /22334455/)
})

test('ONB-15 ONB-196 settings are saved part by part, and no page with persons is kept by a cache', async () => {
  const facts = { name: 'Eksempeletaten', language: 'nn', address: 'Storgata 1', openForColleagues: 'yes' }
  await kari.post(`${settings}/facts`, facts)
  await kari.post(`${settings}/billing`, { invoiceAddress: 'EHF 123', reference: 'R-1', purchaseOrder: '' })
  const page = await kari.get(settings)
  assert.match(page.html, /value="nn"[^>]* selected/)
  assert.match(page.html, /value="R-1"/)
  assert.equal(page.headers.get('cache-control'), 'no-store')
  assert.match(page.headers.get('content-security-policy') ?? '', /frame-ancestors 'none'/)
})

test('ONB-16 a domain is verified by its postmaster, without a login, and public mail hosts are refused', async () => {
  const gmail = await kari.submit(await kari.get(settings), `${settings}/domains`, { domain: 'gmail.com' })
  assert.equal(gmail.status, 422)
  const page = await kari.submit(await kari.get(settings), `${settings}/domains`, { domain: '@Avdeling.example.test' })
  assert.match(page.words, /gateway-verification=/)
  assert.match(page.words, /avdeling\.example\.test Venter på bekreftelse/)
  const [mail] = await kari.mails({ to: 'postmaster@avdeling.example.test', code: 'M-02' })
  const postmaster = await openPortalUser(program, newPid(), { level: false })
  const link = /\/links\/\S+/.exec(mail?.text ?? '')?.[0] ?? ''
  const done = await postmaster.submit(await postmaster.get(link), 0)
  assert.match(done.words, /Domenet er bekreftet/)
  assert.match((await kari.get(settings)).words, /avdeling\.example\.test Bekreftet/)
  assert.ok((await actionsOf(staff, orgno)).includes('org.domain_verified'))
})

test('ONB-20 U-1 a signatory appoints the first administrator, and nobody else does', async () => {
  const siv = await openPortalUser(program, signatory.pid)
  const page = await siv.get(`/o/${skog}/users`)
  assert.match(page.words, /Organisasjonen har ingen administrator/)
  assert.doesNotMatch(page.words, /Inviter en person/)
  const after = await siv.submit(page, 'Utnevn Siv Skog')
  assert.match(after.words, /Inviter en person/)
  assert.doesNotMatch(after.words, /ingen administrator/)
})

test('ONB-127 G-4 G-5 REG-26 a suspended organisation is told why, and its clients refuse logins until it is lifted', async () => {
  const party = openRelyingParty(program.issuer, 'web')
  const login = async () => (await party.authorize(openUserAgent())).status
  assert.equal(await login(), 302)
  assert.equal((await decide(staff, hav, 'suspended', { reason: 'kort' })).status, 422)
  assert.equal((await decide(rita, hav, 'suspended', { reason })).status, 200)
  assert.equal((await decide(rita, hav, 'reinstated', { reason })).status, 403, 'only op_admin lifts it')
  assert.notEqual(await login(), 302)
  for (const to of ['security@hav.example.test', 'technical@hav.example.test']) {
    const [mail] = await staff.mails({ to, code: 'M-19' })
    assert.ok(mail?.text.includes(reason))
  }
  const twice = await decide(staff, hav, 'suspended', { reason })
  assert.equal(twice.status, 409)
  const joining = await openPortalUser(program, newPid())
  const form = { orgno: hav, name: 'x', email: 'a@hav.example.test', personName: 'A' }
  assert.match((await joining.submit(await joining.get('/join'), '/join', form)).words, /sperret eller avsluttet/)
  await decide(staff, hav, 'reinstated', { reason })
  assert.equal(await login(), 302)
  assert.deepEqual(
    (await actionsOf(staff, hav)).filter((action) => action.startsWith('org.')),
    ['org.suspended', 'org.reinstated'],
  )
})

test('G-6 an organisation is closed when nothing of it is active in production, with its number typed, and then only read', async () => {
  const first = await decide(staff, hav, 'closed', { reason, confirmation: hav })
  assert.equal(first.status, 409)
  assert.match(first.words, /aktiv klient i produksjon: web \(prod-sim\)/)
  const { page } = await join(program, { orgno: '310000086', email: 'eva@myr.example.test', personName: 'Eva' })
  assert.equal(page.path, '/o/310000086')
  assert.equal((await decide(staff, '310000086', 'closed', { reason, confirmation: 'feil' })).status, 422)
  const closed = await decide(staff, '310000086', 'closed', { reason, confirmation: '310000086' })
  assert.match(closed.words, /Tilstand Avsluttet/)
  assert.match(closed.words, /ingenting å bestemme/)
  const form = { name: 'Nytt navn', language: 'nb', address: '', openForColleagues: 'yes' }
  assert.equal((await staff.post('/o/310000086/settings/facts', form)).status, 409)
})

test('G-2 ONB-21 the operator registers organisations; nobody decides where they have a role', async () => {
  const path = '/operator/organisations'
  const wrong = await rita.submit(await rita.get(path), 1, { orgno: '310000018', name: '' })
  assert.equal(wrong.status, 422)
  const made = await rita.submit(wrong, 1, { orgno: '991825827', name: 'Digitaliseringsdirektoratet', kind: 'public' })
  assert.match(made.words, /Tilstand Registrert/)
  assert.equal((await decide(rita, '991825827', 'refused', { reason, confirmation: '991825827' })).status, 409)
  const found = await rita.get(`${path}?q=digital`)
  assert.match(found.words, /Digitaliseringsdirektoratet 991825827/)
  assert.doesNotMatch(found.words, /Skogvesenet/)
  // Who joins an organisation is no longer the one to decide about it.
  await staff.submit(await staff.get('/join'), '/join', { orgno: '310000094', name: 'Dinas', kind: 'public' })
  const own = await decide(staff, '310000094', 'suspended', { reason })
  assert.equal(own.status, 409)
  assert.match(own.words, /rolle i denne organisasjonen/)
})

test('ONB-26 self-service in production is for organisations that have completed an order', async () => {
  const answer = await staff.post(`/operator/organisations/${orgno}/self-service`, {
    decision: 'self-service',
    value: 'all',
    'self-service-reason': reason,
  })
  assert.equal(answer.status, 409)
  assert.match(answer.words, /fullført sin første produksjonsbestilling/)
})
