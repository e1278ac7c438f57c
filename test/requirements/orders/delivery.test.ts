import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { needDebianPackages } from '../../clients/configurations/debian-packages.ts'
import { basicHeader, openRelyingParty } from '../../harness/relying-party.ts'
import { openUserAgent, send } from '../../harness/user-agent.ts'
import { approve, type OrderProgram, orgno, placeOrder, startOrderProgram } from './order-program.ts'

const run = promisify(execFile)
let at: OrderProgram
let credentials: Record<string, string>
let password: string
let orderNo: string
let reference: string
let zip: Buffer

before(
  async () => {
    await needDebianPackages()
    at = await startOrderProgram()
  },
  { timeout: 175_000 },
)
after(() => at.stop())

const productionToken = (clientId: string, secret: string) =>
  send(`${at.program.productionIssuer}/token`, {
    form: { grant_type: 'authorization_code', code: 'none', redirect_uri: 'https://soknad.example.no/callback' },
    headers: { authorization: basicHeader(clientId, secret) },
  })

/** `invalid_grant` for a right secret: the code is none; `invalid_client` for a wrong one. */
const authenticates = async (clientId: string, secret: string): Promise<boolean> =>
  ((await productionToken(clientId, secret)).json() as { error: string }).error === 'invalid_grant'

async function open(archive: Buffer, key: string): Promise<Record<string, string>> {
  const folder = mkdtempSync(join(tmpdir(), 'portvakt-order-'))
  try {
    writeFileSync(join(folder, 'a.zip'), archive)
    await run('7zz', ['x', `-p${key}`, '-oopened', 'a.zip'], { cwd: folder })
    return JSON.parse(readFileSync(join(folder, 'opened', 'credentials.json'), 'utf8')) as Record<string, string>
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const passwordOf = (sms: string): string => /(?:[2-9A-HJ-NP-Z]{4}-){5}[2-9A-HJ-NP-Z]{4}/.exec(sms)?.[0] ?? ''

test('E-1 ONB-95 ONB-98 D-1 D-2 D-3 an approved order brings the password by SMS and the secret by mail, paired by a reference', async () => {
  orderNo = await placeOrder(at, await at.verified('soknad'), '99 88 77 66')
  const done = await approve(at, orderNo)
  assert.equal(done.status, 200, done.words)
  const [sms] = await at.owner.mails({ code: 'S-02', to: '+4799887766' })
  const [mail] = await at.owner.mails({ code: 'M-13', to: 'mona@etaten.no' })
  password = passwordOf(sms?.text ?? '')
  reference = /DL-[2-9A-HJ-NP-Z]{8}/.exec(sms?.text ?? '')?.[0] ?? ''
  assert.match(password, /./)
  assert.equal(mail?.attachments?.[0]?.name, `credentials-${reference}.zip`)
  assert.ok(mail?.subject?.includes(reference))
  const answer = await fetch(new URL(mail?.attachments?.[0]?.url ?? '', at.program.portal))
  zip = Buffer.from(await answer.arrayBuffer())
  credentials = await open(zip, password)
  assert.equal(credentials.reference, reference)
  assert.equal(credentials.client_id, 'soknad')
  assert.equal(credentials.issuer, at.program.productionIssuer)
  await assert.rejects(open(zip, password.toLowerCase()))
})

test('ONB-102 O-10 the client is open in production from the moment that the mail is released', async () => {
  const client = await at.store.environment('prod-sim').clients.find('soknad')
  assert.equal(client?.thing.active, true)
  assert.equal((await at.store.portal.orders.find(orderNo))?.thing.state, 'DELIVERING')
})

test('ONB-113 the mail says what is needed and neither the secret, the password nor the whole number', async () => {
  const [mail] = await at.owner.mails({ code: 'M-13' })
  const text = mail?.text ?? ''
  for (const part of [
    'Eksempeletaten',
    'soknad',
    'AES-256',
    '7-Zip',
    '66',
    reference,
    `/deliveries/${reference}/deny/`,
  ])
    assert.ok(text.includes(part), part)
  for (const secret of [credentials.client_secret ?? '', password, '99887766']) assert.ok(!text.includes(secret))
})

test('D-7 ONB-101 O-13 J-12 the first login in production confirms the delivery and completes the order', async () => {
  assert.ok(await authenticates('soknad', credentials.client_secret ?? ''))
  const party = openRelyingParty(at.program.productionIssuer, 'soknad', {})
  const callback = await party.logIn(openUserAgent())
  const answer = await party.redeem(callback, {}).catch(() => undefined)
  assert.notEqual(answer?.status, 200, 'the secret of tests is not that of production')
  const again = await party.logIn(openUserAgent())
  const tokens = await party.token(
    {
      grant_type: 'authorization_code',
      code: again.searchParams.get('code') ?? '',
      redirect_uri: party.redirectUri,
      code_verifier: party.verifier,
    },
    { authorization: basicHeader('soknad', credentials.client_secret ?? '') },
  )
  assert.equal(tokens.status, 200, tokens.text)
  const [confirmed] = await at.owner.mails({ code: 'M-26', to: 'mona@etaten.no' })
  assert.ok(confirmed?.text.includes('den første innloggingen'))
  assert.equal((await at.store.portal.deliveries.find(reference))?.thing.state, 'CONFIRMED')
  assert.equal((await at.store.portal.orders.find(orderNo))?.thing.state, 'COMPLETED')
  const client = await at.store.environment('prod-sim').clients.find('soknad')
  assert.equal(client?.thing.secrets[0]?.status, 'active')
})

test('E-12 N-1 N-4 N-17 ONB-96 secret and password stand in no store, log or page', async () => {
  const secret = credentials.client_secret ?? ''
  const folder = at.program.gateway.folder
  const bytes = Buffer.concat(
    ['portvakt.sqlite', 'portvakt.sqlite-wal'].map((name) => {
      try {
        return readFileSync(join(folder, name))
      } catch {
        return Buffer.alloc(0)
      }
    }),
  )
  assert.ok(bytes.length > 10_000)
  for (const hidden of [secret, password]) {
    assert.ok(!bytes.includes(hidden))
    assert.ok(!at.program.gateway.logLines.join('\n').includes(hidden))
    for (const person of [at.owner, at.first])
      for (const path of [`/deliveries/${reference}`, `/operator/deliveries`, `/o/${orgno}/orders/${orderNo}`]) {
        const page = await person.get(path)
        assert.ok(!page.html.includes(hidden), path)
      }
  }
  const mails = await at.owner.mails({ kind: 'mail' })
  for (const { text, subject } of mails)
    for (const hidden of [secret, password]) assert.ok(!`${subject}${text}`.includes(hidden))
  const messages = await at.owner.mails({ kind: 'sms' })
  assert.ok(messages.every(({ text }) => !text.includes(secret)))
})

test('ONB-161 N-15 every step of the order stands in the journal', async () => {
  const actions = (await at.store.journal.list({ orgno }, 500)).map(({ action }) => action)
  for (const action of [
    'order.drafted',
    'order.submitted',
    'order.claimed',
    'order.first_approval',
    'order.approved',
    'order.provisioning',
    'client.created',
    'delivery.prepared',
    'delivery.sent',
    'delivery.confirmed',
    'order.completed',
  ])
    assert.ok(actions.includes(action), action)
  const text = JSON.stringify(await at.store.journal.list({ orgno }, 500))
  assert.ok(!text.includes('99887766'))
})
