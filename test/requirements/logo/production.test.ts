import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { RunningPortal } from '../../harness/portal-program.ts'
import type { PortalPage, PortalPerson } from '../../harness/portal-user.ts'
import { loginPage, logoPath, openPortalUser, pids, sendLogo, startLogoProgram } from './logo-program.ts'
import { plainPng } from './pictures.ts'

let program: RunningPortal
let admin: PortalPerson
let reviewer: PortalPerson
before(async () => {
  program = await startLogoProgram()
  admin = await openPortalUser(program, pids.admin)
  reviewer = await openPortalUser(program, pids.reviewer)
})
after(() => program.stop())

const path = logoPath('prod-sim')
const send = async (bytes: Buffer, onbehalfof?: string, to = path) => {
  const sent = await sendLogo(program, admin, to, { bytes }, onbehalfof)
  assert.equal(sent.status, 303, sent.words)
}
/** The pages of logos that wait, as the queue links to them. */
const waiting = async (): Promise<readonly string[]> =>
  [...(await reviewer.get('/operator?kind=logo_review')).html.matchAll(/href="(\/operator\/logos\/[^"]+)"/g)].map(
    ([, address]) => address ?? '',
  )
const review = async (): Promise<PortalPage> => {
  const [address = '', ...others] = await waiting()
  assert.deepEqual(others, [], 'one waits')
  return reviewer.get(address)
}
const shown = async (more = {}, clientId = 'web') => (await loginPage(program.productionIssuer, clientId, more)).image

test('REG-122 in production a logo waits for the operator, who sees it as citizens would; approved, it is shown and told by mail', async () => {
  await send(plainPng(200, 80))
  assert.equal(await shown(), undefined)
  const queue = await reviewer.get('/operator?kind=logo_review')
  assert.deepEqual(
    queue.forms.map(({ method }) => method),
    ['get'],
    'nothing settles it but a decision',
  )
  assert.match((await admin.get(path)).words, /Venter på operatøren.*200 × 80 piksler.*Bredere enn 135/)
  const page = await review()
  assert.match(page.words, /Logo til vurdering: Byggesak & tilsyn.*Ada Admin/)
  assert.match(page.html, /<img src="data:image\/png;base64,[A-Za-z0-9+/=]+" alt="Byggesak &amp; tilsyn" width="200"/)
  const decided = await reviewer.submit(page, 'Godkjenn logoen')
  assert.equal(decided.path, '/operator')
  assert.match((await shown()) ?? '', /width="200" height="80"/)
  assert.deepEqual(await waiting(), [])
  assert.equal((await reviewer.get(page.path)).status, 404)
  const [mail] = await admin.mails({ to: 'ada@etaten.no', code: 'M-19' })
  assert.match(mail?.subject ?? '', /Logoen til Byggesak & tilsyn vises nå/)
})

test('REG-122 a declined logo leaves what was shown, and its sender reads the reason on the page and in a mail', async () => {
  const before = await shown()
  program.clock.forward(1)
  const since = String(program.clock.nowSeconds())
  await send(plainPng(60, 60, [200, 0, 0]))
  const page = await review()
  const short = await reviewer.submit(page, 'Avslå', { reason: 'Nei' })
  assert.equal(short.status, 422)
  const reason = 'Logoen ligner for mye på politiets logo'
  await reviewer.submit(page, 'Avslå', { reason })
  assert.equal(await shown(), before)
  assert.match((await admin.get(path)).words, new RegExp(`Operatøren sa nei: ${reason}`))
  const [mail] = await admin.mails({ to: 'ada@etaten.no', code: 'M-19', since })
  assert.ok(mail?.text.includes(reason))
})

test('REG-122 a second logo takes the place of one that waits, and its owner takes it back; only the staff decide', async () => {
  await send(plainPng(10, 10, [1, 1, 1]))
  const [first = ''] = await waiting()
  await send(plainPng(20, 20, [2, 2, 2]))
  const page = await review()
  assert.match(page.html, /width="20" height="20"/)
  assert.equal((await reviewer.get(first)).status, 404)
  assert.equal((await admin.post(`${page.path}/approve`)).status, 404)
  const withdrawn = await admin.submit(await admin.get(path), 'Trekk tilbake')
  assert.doesNotMatch(withdrawn.words, /Venter på operatøren/)
  assert.deepEqual(await waiting(), [])
  assert.equal((await reviewer.post(`${page.path}/approve`)).status, 404)
})

test('LOGO-5 REG-120 an entry’s logo is reviewed and shown for the entry alone', async () => {
  const api = logoPath('prod-sim', 'api')
  await send(plainPng(33, 22, [5, 5, 5]), 'fjord', api)
  const page = await review()
  assert.match(page.words, /Fjord kommune.*api::fjord/)
  await reviewer.submit(page, 'Godkjenn logoen')
  assert.match((await shown({ onbehalfof: 'fjord' }, 'api')) ?? '', /alt="Fjord kommune" width="33"/)
  assert.equal(await shown({}, 'api'), undefined)
})

test('ONB-17 REG-122 production asks for a fresh login at a high level; a logo is removed there without a review', async () => {
  const low = await openPortalUser(program, pids.admin, { level: 'substantial' })
  const asked = await sendLogo(program, low, path, { bytes: plainPng(4, 4) })
  assert.equal(asked.status, 401)
  assert.deepEqual(await waiting(), [])
  const removed = await admin.submit(await admin.get(path), 'Fjern logoen')
  assert.match(removed.words, /Ingen logo vises/)
  assert.equal(await shown(), undefined)
})
