import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { RunningPortal } from '../../harness/portal-program.ts'
import type { PortalPerson } from '../../harness/portal-user.ts'
import { submitTestId } from '../../harness/relying-party.ts'
import { send } from '../../harness/user-agent.ts'
import { loginPage, logoPath, openPortalUser, orgno, pids, sendLogo, startLogoProgram } from './logo-program.ts'
import { animatedGif, locatedJpeg, plainPng, pngOf } from './pictures.ts'

let program: RunningPortal
let admin: PortalPerson
before(async () => {
  program = await startLogoProgram()
  admin = await openPortalUser(program, pids.admin)
})
after(() => program.stop())

const path = logoPath('test')
const bytesAt = async (address: string) => {
  const answer = await fetch(address, { headers: { connection: 'close' } })
  return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) }
}

test('REG-120 REG-122 CLI-22 LOGO-4 a logo that is sent in test stands on the login pages at once, with the name as its text', async () => {
  assert.equal((await loginPage(program.issuer)).image, undefined, 'none yet')
  const sent = await sendLogo(program, admin, path, { bytes: plainPng(120, 60) })
  assert.equal(sent.status, 303, sent.words)
  const { image } = await loginPage(program.issuer)
  assert.match(
    image ?? '',
    /^<img src="\/logo\/[0-9a-f]{64}\.png" alt="Byggesak &amp; tilsyn" width="120" height="60">$/,
  )
  assert.equal((await loginPage(program.productionIssuer)).image, undefined, 'not in production')
})

test('LOGO-3 REG-121 it is served from the gateway under the hash of what is served, for good, and nothing else is', async () => {
  const { address = '', text } = await loginPage(program.issuer)
  assert.equal(new URL(address).origin, new URL(program.issuer).origin)
  const { status, headers, bytes } = await bytesAt(address)
  assert.equal(status, 200)
  assert.equal(headers.get('content-type'), 'image/png')
  assert.equal(headers.get('x-content-type-options'), 'nosniff')
  assert.match(headers.get('cache-control') ?? '', /max-age=31536000, immutable/)
  assert.equal(headers.get('set-cookie'), null)
  assert.equal(address.split('/').at(-1), `${createHash('sha256').update(bytes).digest('hex')}.png`)
  assert.doesNotMatch(text, /<img src="https?:/)
  const elsewhere = address.replace(new URL(program.issuer).origin, new URL(program.productionIssuer).origin)
  for (const other of [
    elsewhere,
    `${address}.svg`,
    address.replace('.png', ''),
    address.replace(/[0-9a-f]{4}\.png/, '0000.png'),
    new URL('/logo/..%2f..%2fetc', address).href,
  ])
    assert.equal((await bytesAt(other)).status, 404, other)
})

test('LOGO-2 REG-121 what a file hid never reaches the pages: no place in a JPEG, no second frame of a GIF', async () => {
  for (const [bytes, size] of [
    [locatedJpeg, 'width="16" height="8"'],
    [animatedGif, 'width="2" height="1"'],
  ] as const) {
    assert.equal((await sendLogo(program, admin, path, { bytes, name: 'x.png' })).status, 303)
    const { address = '', image } = await loginPage(program.issuer)
    assert.ok(image?.includes(size))
    assert.doesNotMatch((await bytesAt(address)).bytes.toString('latin1'), /camera|Exif|comment|NETSCAPE|GIF8/)
  }
})

test('LOGO-1 REG-120 what is no such picture is refused with what to do, and the page keeps what it showed', async () => {
  const { image } = await loginPage(program.issuer)
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
  const page = Buffer.from('<!doctype html><title>x</title><script>alert(1)</script>')
  const cases: readonly [Buffer, number, RegExp][] = [
    [svg, 422, /Send PNG, JPEG, GIF/],
    [page, 422, /Send PNG, JPEG, GIF/],
    [Buffer.alloc(0), 422, /må fylles ut/],
    [Buffer.concat([plainPng(10, 10), Buffer.alloc(200_000)]), 413, /høyst 200 kB/],
    [plainPng(20, 91), 422, /høyst 90 piksler høyt og 800 bredt/],
    [plainPng(801, 2), 422, /høyst 90 piksler høyt/],
    [pngOf(10, 2_000_000_000, Buffer.alloc(9)), 422, /høyst 90 piksler høyt/],
    [plainPng(40, 40).subarray(0, 60), 422, /Lagre bildet på nytt/],
  ]
  for (const [bytes, status, words] of cases) {
    const refused = await sendLogo(program, admin, path, { bytes, name: 'logo.png' })
    assert.equal(refused.status, status, refused.words)
    assert.match(refused.words, words)
    assert.match(refused.html, /<a[^>]*href="#f-logo"/)
  }
  assert.equal((await loginPage(program.issuer)).image, image)
})

test('REG-120 REG-107 only who may write the client sends or removes its logo, and only of a client that logs citizens in', async () => {
  const reader = await openPortalUser(program, pids.reader)
  const stranger = await openPortalUser(program, pids.stranger)
  const bytes = plainPng(9, 9)
  assert.equal((await sendLogo(program, reader, path, { bytes })).status, 403)
  assert.equal((await sendLogo(program, stranger, path, { bytes })).status, 404)
  assert.equal((await reader.post(`${path}/remove`)).status, 403)
  const page = await reader.get(path)
  assert.equal(page.status, 200)
  assert.deepEqual(page.forms, [])
  assert.equal((await sendLogo(program, admin, logoPath('test', 'maskin'), { bytes })).status, 404)
  assert.equal((await admin.get(logoPath('test', 'maskin'))).status, 404)
})

test('LOGO-5 REG-119 OBO-2 an entry shows its own logo, and none where it has none, whatever its supplier shows', async () => {
  const api = logoPath('test', 'api')
  assert.equal((await sendLogo(program, admin, api, { bytes: plainPng(30, 20) })).status, 303)
  assert.equal((await sendLogo(program, admin, api, { bytes: plainPng(50, 40, [200, 0, 0]) }, 'fjord')).status, 303)
  assert.match((await loginPage(program.issuer, 'api')).image ?? '', /alt="Leverandøren" width="30"/)
  assert.match(
    (await loginPage(program.issuer, 'api', { onbehalfof: 'fjord' })).image ?? '',
    /alt="Fjord kommune" width="50"/,
  )
  const without = await loginPage(program.issuer, 'api', { onbehalfof: 'berg' })
  assert.equal(without.image, undefined)
  assert.match(without.text, /Berg kommune<\/strong>/)
  assert.equal((await sendLogo(program, admin, api, { bytes: plainPng(5, 5) }, 'dal')).status, 404)
})

test('PAGE-20 OBO-2 error pages of a login and the page after a logout show the logo too, where the service is certain', async () => {
  const { browser, selector, image = '' } = await loginPage(program.issuer)
  await submitTestId(browser, selector)
  const finished = await browser.send(selector.href)
  assert.equal(finished.status, 400)
  assert.ok(finished.text.includes(image))
  const loggedOut = await browser.send(new URL('/logout?client_id=web', program.issuer).href)
  assert.ok(loggedOut.text.includes(image), loggedOut.text)
  const unknown = await browser.send(
    new URL('/authorize?client_id=web&redirect_uri=https://evil.example', program.issuer).href,
  )
  assert.equal(unknown.status, 400)
  assert.doesNotMatch(unknown.text, /<img/)
})

test('REG-102 a change of the client, and a seed that is read again, keep its logo; removing it takes the picture from the gateway', async () => {
  const { image, address = '' } = await loginPage(program.issuer)
  const edit = `/o/${orgno}/clients/test/web/edit`
  const saved = await admin.submit(await admin.get(edit), edit, { description: 'Ny beskrivelse' })
  assert.equal(saved.status, 200, saved.words)
  assert.equal((await loginPage(program.issuer)).image, image)
  const seed = {
    version: 1,
    clients: [
      {
        client_id: 'web',
        client_orgno: orgno,
        client_name: 'Byggesak & tilsyn',
        integration_type: 'idporten',
        redirect_uris: ['https://web.example.no/callback'],
      },
      {
        client_id: 'api',
        client_orgno: orgno,
        client_name: 'Leverandøren',
        integration_type: 'idporten',
        redirect_uris: ['https://api.example.no/callback'],
        onbehalfof: [{ onbehalfof: 'fjord', name: 'Fjord herad', orgno }],
      },
    ],
  }
  const read = await send(`${program.portal}/dev/seed`, {
    method: 'POST',
    body: JSON.stringify(seed),
    headers: { 'content-type': 'application/json' },
  })
  assert.equal(read.status, 200, read.text)
  assert.equal((await loginPage(program.issuer)).image, image)
  assert.match(
    (await loginPage(program.issuer, 'api', { onbehalfof: 'fjord' })).image ?? '',
    /alt="Fjord herad" width="50"/,
  )
  const removed = await admin.submit(await admin.get(path), 'Fjern logoen')
  assert.equal(removed.path, path)
  assert.match(removed.words, /Ingen logo vises/)
  assert.equal((await loginPage(program.issuer)).image, undefined)
  assert.equal((await bytesAt(address)).status, 404)
  const journal = await admin.get(`/o/${orgno}/journal?action=client.logo_removed`)
  assert.match(journal.words, /client\.logo_removed/)
})
