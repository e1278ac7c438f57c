import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { type RunningPortal, startPortalProgram } from '../../harness/portal-program.ts'
import { openPortalUser, type PortalPage, type PortalPerson } from '../../harness/portal-user.ts'
import { basicHeader, makePkce, openUserAgent, passTestId } from '../../harness/relying-party.ts'
import { type Answer, send } from '../../harness/user-agent.ts'

const orgno = '310000019'
const other = '310000027'
const own = `/o/${orgno}/integrations`
const callback = 'https://tjeneste.example.no/callback'

let program: RunningPortal
let admin: PortalPerson
let stranger: PortalPerson

before(async () => {
  program = await startPortalProgram({
    seed: {
      organisations: [
        { orgno, name: 'Eksempeletaten', kind: 'public', email_domains: ['etaten.no'] },
        { orgno: other, name: 'Leverandørhuset', kind: 'supplier' },
      ],
      users: [
        {
          email: 'ada@etaten.no',
          name: 'Ada Admin',
          pid: '20914695016',
          roles: { [orgno]: ['integration_admin', 'org_admin'] },
        },
        { email: 'ole@annet.no', name: 'Ole Annen', pid: '15867520160', roles: { [other]: ['integration_admin'] } },
      ],
    },
  })
  admin = await openPortalUser(program, '20914695016')
  stranger = await openPortalUser(program, '15867520160')
})
after(() => program.stop())

const filledIn = {
  client_name: 'Eksempeletaten – Min side',
  description: 'Innlogging til Min side',
  redirect_uris: callback,
  client_uri: 'https://tjeneste.example.no/',
  contact_name: 'Tore Teknisk',
  contact_email: 'tore@etaten.no',
}

interface Made {
  readonly page: PortalPage
  readonly clientId: string
  readonly secret: string
  readonly path: string
}

async function create(fields: Record<string, string>): Promise<Made> {
  const form = await admin.get(`${own}/new`)
  const page = await admin.submit(form, `${own}/new`, { ...filledIn, ...fields })
  assert.equal(page.status, 201, page.words)
  const read = (id: string) => new RegExp(`id="${id}">([^<]+)<`).exec(page.html)?.[1] ?? ''
  const id = new RegExp(`${own}/(INT-[\\w-]+)/configuration`).exec(page.html)?.[1]
  return { page, clientId: read('client-id'), secret: read('client-secret'), path: `${own}/${id}` }
}

const clientPath = (clientId: string): string => `/o/${orgno}/clients/test/${clientId}`

/** A login as the service does it, up to the answer of the token endpoint. */
async function logIn(clientId: string, secret: string): Promise<Answer> {
  const { verifier, challenge } = makePkce()
  const browser = openUserAgent()
  const query = new URLSearchParams({
    client_id: clientId,
    redirect_uri: callback,
    response_type: 'code',
    scope: 'openid profile',
    state: 'state-of-the-request',
    nonce: 'nonce-of-the-request',
    code_challenge: challenge,
    code_challenge_method: 'S256',
  })
  const selector = (await browser.send(`${program.issuer}/authorize?${query}`)).location()
  const back = await passTestId(browser, selector)
  return redeem(clientId, secret, back.searchParams.get('code') ?? '', verifier)
}

const redeem = (clientId: string, secret: string, code: string, verifier: string): Promise<Answer> =>
  send(`${program.issuer}/token`, {
    form: { grant_type: 'authorization_code', code, redirect_uri: callback, code_verifier: verifier },
    headers: { authorization: basicHeader(clientId, secret) },
  })

const wrongAddress = (clientId: string, redirectUri: string): Promise<Answer> =>
  send(
    `${program.issuer}/authorize?${new URLSearchParams({ client_id: clientId, redirect_uri: redirectUri, response_type: 'code' })}`,
  )

test('ONB-50 ONB-51 every fault of the form is told at once, in plain words, at its field, and nothing is made', async () => {
  const form = await admin.get(`${own}/new`)
  assert.equal(form.status, 200)
  for (const asked of [
    'client_name',
    'integration_type',
    'application_type',
    'token_endpoint_auth_method',
    'redirect_uris',
    'post_logout_redirect_uris',
    'frontchannel_logout_uri',
    'client_uri',
    'scopes',
    'client_id',
    'contact_email',
  ])
    assert.match(form.html, new RegExp(`name="${asked}"`), asked)
  const faulty = await admin.submit(form, `${own}/new`, {
    ...filledIn,
    client_name: '',
    redirect_uris: `${callback}\nhttps://*.example.no/cb`,
    frontchannel_logout_uri: 'https://andre.example.no/logout',
    contact_email: 'ikke en adresse',
  })
  assert.equal(faulty.status, 422)
  for (const field of ['client-name', 'redirect-uris', 'frontchannel-logout-uri', 'contact-email'])
    assert.match(faulty.html, new RegExp(`id="f-${field}-error"`), field)
  assert.match(faulty.words, /https:\/\/\*\.example\.no\/cb.*jokertegn.*RU-3/)
  assert.match(faulty.html, /https:\/\/tjeneste\.example\.no\/callback/)
  assert.match((await admin.get(own)).words, /ingen integrasjoner ennå/)
})

test('ONB-53 ONB-54 the secret of a new test client is shown once, mailed to nobody, and kept nowhere', async () => {
  const { page, clientId, secret, path } = await create({ client_id: 'min-side' })
  assert.equal(clientId, 'min-side')
  assert.match(secret, /^cs_t_/)
  assert.equal(page.headers.get('cache-control'), 'no-store')
  for (const again of [path, `${path}/configuration`, clientPath(clientId)]) {
    const shown = await admin.get(again)
    assert.equal(shown.status, 200, again)
    assert.ok(!shown.html.includes(secret), again)
  }
  const [mail] = await admin.mails({ to: 'tore@etaten.no', code: 'M-06' })
  assert.match(mail?.text ?? '', /min-side/)
  assert.match(mail?.text ?? '', /\.well-known\/openid-configuration/)
  assert.ok(!JSON.stringify(mail).includes(secret))
  for (const file of ['portvakt.sqlite', 'portvakt.sqlite-wal'])
    assert.ok(!readFileSync(`${program.gateway.folder}/${file}`).includes(secret), file)
  assert.ok(!program.gateway.logLines.join('\n').includes(secret))
})

test('ONB-56 a client_id that cannot be had is told, and the client gets a generated one', async () => {
  const { page, clientId } = await create({ client_id: 'min-side', client_name: 'Eksempeletaten – Skjema' })
  assert.match(clientId, /^[0-9a-f-]{36}$/)
  assert.match(page.words, /Du fikk ikke client_id-en du ønsket: client_id er i bruk/)
})

test('ONB-18 N-16 somebody of another organisation is told that there is no such thing', async () => {
  const { path, clientId } = await create({ client_name: 'Eksempeletaten – Hemmelig' })
  for (const page of [
    own,
    path,
    `${path}/log`,
    clientPath(clientId),
    `/o/${other}/clients/test/${clientId}`,
    `/o/${other}/integrations/${path.split('/').at(-1)}`,
  ])
    assert.equal((await stranger.get(page)).status, 404, page)
})

test('ONB-63 ONB-64 ONB-162 J-3 J-4 the first exchanged code moves the integration, ticks the list, and M-07 is sent once', async () => {
  const { clientId, secret, path } = await create({
    client_name: 'Eksempeletaten – Første',
    contact_email: 'j4@etaten.no',
  })
  const before = await admin.get(path)
  assert.match(before.words, /Sett opp tjenesten med klientarket/)
  assert.match(before.words, /Hvem: Integrasjonsadministrator/)
  assert.match(before.words, /Tjenesten har hentet token \(ikke sett ennå\)/)
  assert.equal((await logIn(clientId, secret)).status, 200)
  const afterwards = await admin.get(path)
  assert.match(afterwards.words, /Innlogging virker i test/)
  assert.match(afterwards.words, /Begynn på verifikasjonstestene/)
  assert.doesNotMatch(afterwards.words, /ikke sett ennå/)
  await logIn(clientId, secret)
  await admin.get(path)
  const mails = await admin.mails({ to: 'j4@etaten.no', code: 'M-07' })
  assert.equal(mails.length, 1)
  assert.match(mails[0]?.text ?? '', /Innloggingen virker/)
})

test('ONB-65 a wrong redirect_uri is shown with the nearest registered one and the first difference, and five in a row on the integration', async () => {
  const { clientId, path } = await create({ client_name: 'Eksempeletaten – Feil' })
  for (let times = 0; times < 5; times++)
    assert.equal((await wrongAddress(clientId, `${callback}/?pid=14838541241`)).status, 400)
  const log = await admin.get(`${path}/log?kind=refused`)
  assert.match(
    log.words,
    /Nærmeste registrerte: https:\/\/tjeneste\.example\.no\/callback\. Første forskjell er tegn nummer 37/,
  )
  assert.match(log.words, /sendt «\/\?pid=…»/)
  assert.ok(!log.html.includes('14838541241'))
  assert.match((await admin.get(path)).words, /De fem siste forespørslene endte med samme feil/)
})

test('ONB-65 a reference from an error page leads to its explanation, for the owner of the client alone', async () => {
  const { clientId } = await create({ client_name: 'Eksempeletaten – Referanse' })
  const refused = await wrongAddress(clientId, 'https://annet.example.no/callback')
  const reference = refused.headers.get('x-correlation-id') ?? ''
  const found = await admin.get(`/o/${orgno}/errors?reference=${reference}`)
  assert.match(found.words, /redirect_uri er ikke registrert på klienten/)
  assert.match((await stranger.get(`/o/${other}/errors?reference=${reference}`)).words, /finner ikke referansen/)
})

test('ONB-60 ONB-61 ONB-62 the configuration page holds the client sheet and ready files, a placeholder for the secret, and opens the service itself', async () => {
  const { path, clientId, secret } = await create({ client_name: 'Eksempeletaten – Oppsett' })
  const page = await admin.get(`${path}/configuration`)
  for (const part of [
    clientId,
    `${program.issuer}/.well-known/openid-configuration`,
    callback,
    'idporten-loa-substantial',
    '/network',
    '/verification',
    'mod_auth_openidc',
    'Spring',
  ])
    assert.ok(page.html.includes(part), part)
  assert.match(page.html, /&lt;client_secret&gt;/)
  assert.ok(!page.html.includes(secret))
  assert.match(page.html, /<a [^>]*href="https:\/\/tjeneste\.example\.no\/"[^>]*target="_blank"/)
  assert.doesNotMatch(page.html, /(?:href|action)="[^"]*\/authorize/)
})

test('REG-73 REG-74 ONB-141 a new secret works beside the old one for the overlap; use is shown; the old is revoked with one click and M-18', async () => {
  const made = await create({ client_name: 'Eksempeletaten – Bytte', contact_email: 'm18@etaten.no' })
  const path = clientPath(made.clientId)
  const shown = await admin.submit(await admin.get(path), `${path}/secrets`, { overlap_hours: '24' })
  assert.equal(shown.status, 201, shown.words)
  const fresh = /id="client-secret">([^<]+)</.exec(shown.html)?.[1] ?? ''
  assert.notEqual(fresh, made.secret)
  for (const secret of [made.secret, fresh]) assert.equal((await logIn(made.clientId, secret)).status, 200)
  const page = await admin.get(path)
  assert.match(page.words, /på vei ut/)
  assert.equal(page.words.match(/Trekk tilbake nå/g)?.length, 2)
  const revoked = await admin.submit(page, `${path}/secrets/revoke`)
  assert.match(revoked.words, /trukket tilbake/)
  assert.equal((await logIn(made.clientId, made.secret)).status, 401)
  assert.equal((await logIn(made.clientId, fresh)).status, 200)
  assert.equal((await admin.mails({ to: 'm18@etaten.no', code: 'M-18' })).length, 1)
})

test('REG-61 REG-63 ONB-142 a public key is added and removed; a private one is refused as exposed and not shown again', async () => {
  const { clientId } = await create({
    client_name: 'Eksempeletaten – Nøkkel',
    token_endpoint_auth_method: 'private_key_jwt',
  })
  const path = clientPath(clientId)
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const refused = await admin.submit(await admin.get(path), `${path}/keys`, { key: pem })
  assert.equal(refused.status, 422)
  assert.match(refused.words, /privat nøkkel.*avslørt/)
  assert.ok(!refused.html.includes(pem.slice(60, 120)))
  const added = await admin.submit(await admin.get(path), `${path}/keys`, {
    key: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    kid: 'k-2026',
  })
  assert.match(added.words, /k-2026/)
  const removed = await admin.submit(added, `${path}/keys/remove`)
  assert.match(removed.words, /Ingen nøkler er registrert/)
})

test('ONB-174 a change is kept as a revision with its difference; a form from an older revision is refused', async () => {
  const { clientId } = await create({ client_name: 'Eksempeletaten – Versjon' })
  const path = clientPath(clientId)
  const form = await admin.get(`${path}/edit`)
  const changed = await admin.submit(form, `${path}/edit`, {
    description: 'Noe nytt',
    redirect_uris: `${callback}\nhttps://b.example.no/cb`,
  })
  assert.equal(changed.path, path, changed.words)
  assert.match(changed.words, /før: Innlogging til Min side etter: Noe nytt/)
  const late = await admin.submit(form, `${path}/edit`, { description: 'Enda noe' })
  assert.equal(late.status, 403)
  assert.match(late.words, /Last siden på nytt/)
})

test('ONB-145 ONB-147 ONB-146 a client is suspended with a reason, opened again, and closed only with its name typed', async () => {
  const {
    clientId,
    secret,
    path: integration,
  } = await create({ client_name: 'Eksempeletaten – Stans', contact_email: 'm20@etaten.no' })
  const path = clientPath(clientId)
  const short = await admin.submit(await admin.get(path), `${path}/suspend`, { reason: 'kort' })
  assert.equal(short.status, 422)
  const suspended = await admin.submit(short, `${path}/suspend`, { reason: 'Vi tror at hemmeligheten er på avveie' })
  assert.match(suspended.words, /Stanset/)
  assert.equal((await wrongAddress(clientId, callback)).status, 400)
  const open = await admin.submit(suspended, `${path}/reopen`, { reason: 'Falsk alarm, alt er i orden igjen' })
  assert.match(open.words, /I bruk/)
  assert.equal((await logIn(clientId, secret)).status, 200)
  const wrong = await admin.submit(await admin.get(`${path}/close`), `${path}/close`, { typed_name: 'noe annet' })
  assert.equal(wrong.status, 422)
  const closed = await admin.submit(wrong, `${path}/close`, { typed_name: 'Eksempeletaten – Stans' })
  assert.match(closed.words, /Avsluttet/)
  assert.equal((await admin.mails({ to: 'm20@etaten.no', code: 'M-20' })).length, 1)
  assert.match((await admin.get(integration)).words, /Avsluttet/)
  const { clientId: next } = await create({ client_id: clientId, client_name: 'Eksempeletaten – Ny' })
  assert.notEqual(next, clientId)
})
