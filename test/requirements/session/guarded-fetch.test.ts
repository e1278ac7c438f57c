import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { createServer, type RequestListener } from 'node:http'
import { type AddressInfo, BlockList } from 'node:net'
import { type TestContext, test } from 'node:test'
import { kindOfAddress } from '../../../src/system/called-address.ts'
import { AddressRefused, openGuardedFetch } from '../../../src/system/guarded-fetch.ts'

const laptop = { http: 'accepted', loopback: 'accepted' } as const
const production = { http: 'refused', loopback: 'refused' } as const

for (const [address, kind] of [
  ['8.8.8.8', 'public'],
  ['193.156.0.1', 'public'],
  ['100.63.255.255', 'public'],
  ['172.32.0.1', 'public'],
  ['2001:4860:4860::8888', 'public'],
  ['2a00:1450:400f:801::200e', 'public'],
  ['127.0.0.1', 'loopback'],
  ['127.255.255.254', 'loopback'],
  ['::1', 'loopback'],
  ['0:0:0:0:0:0:0:1', 'loopback'],
  ['0.0.0.0', 'not-public'],
  ['10.1.2.3', 'not-public'],
  ['100.64.0.1', 'not-public'],
  ['169.254.169.254', 'not-public'],
  ['172.16.0.1', 'not-public'],
  ['172.31.255.255', 'not-public'],
  ['192.168.1.1', 'not-public'],
  ['198.18.0.1', 'not-public'],
  ['203.0.113.9', 'not-public'],
  ['224.0.0.1', 'not-public'],
  ['255.255.255.255', 'not-public'],
  ['::', 'not-public'],
  ['::ffff:127.0.0.1', 'not-public'],
  ['::ffff:8.8.8.8', 'not-public'],
  ['::ffff:a9fe:a9fe', 'not-public'],
  ['::127.0.0.1', 'not-public'],
  ['64:ff9b::a9fe:a9fe', 'not-public'],
  ['64:ff9b:1::1', 'not-public'],
  ['2002:7f00:1::', 'not-public'],
  ['2001:0:7f00:1::', 'not-public'],
  ['2001:db8::1', 'not-public'],
  ['fc00::1', 'not-public'],
  ['fd12:3456:789a::1', 'not-public'],
  ['fe80::1', 'not-public'],
  ['fe80::1%eth0', 'not-public'],
  ['2a00:1450::1%lo', 'not-public'],
  ['fec0::1', 'not-public'],
  ['ff02::1', 'not-public'],
  ['100::1', 'not-public'],
  ['5f00::1', 'not-public'],
  ['', 'not-public'],
  ['localhost', 'not-public'],
  ['0177.0.0.1', 'not-public'],
  ['2130706433', 'not-public'],
] as const)
  test(`FETCH-2 the address ${JSON.stringify(address)} is ${kind}`, () => assert.equal(kindOfAddress(address), kind))

test('FETCH-2 no address of a network that is not the Internet is ever judged public, in either family', () => {
  const networks = [
    [10, 8],
    [127, 8],
    [169 * 2 ** 8 + 254, 16],
    [192 * 2 ** 8 + 168, 16],
    [(172 * 2 ** 8 + 16) >> 4, 12],
    [(100 * 2 ** 8 + 64) >> 6, 10],
  ] as const
  for (let round = 0; round < 3000; round += 1) {
    const [network, bits] = networks[round % networks.length] ?? [0, 8]
    const value = network * 2 ** (32 - bits) + randomInt(2 ** (32 - bits))
    const bytes = [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255]
    const dotted = bytes.join('.')
    const hex = `${((value >>> 16) & 0xffff).toString(16)}:${(value & 0xffff).toString(16)}`
    for (const spelling of [
      dotted,
      `::ffff:${dotted}`,
      `::ffff:${hex}`,
      `64:ff9b::${hex}`,
      `2002:${hex}::1`,
      `::${hex}`,
    ])
      assert.notEqual(kindOfAddress(spelling), 'public', spelling)
  }
})

test('FETCH-2 outside 2000::/3 no IPv6 address is public', () => {
  const global = new BlockList()
  global.addSubnet('2000::', 3, 'ipv6')
  for (let round = 0; round < 3000; round += 1) {
    const address = Array.from({ length: 8 }, () => randomInt(65_536).toString(16)).join(':')
    if (!global.check(address, 'ipv6')) assert.equal(kindOfAddress(address), 'not-public', address)
  }
})

for (const [address, why] of [
  ['http://tjeneste.no/jwks', /only https/],
  ['ftp://tjeneste.no/', /only https/],
  ['file:///etc/passwd', /only https/],
  ['tjeneste.no', /no address/],
  ['https://user@tjeneste.no/', /user information/],
  ['https://127.0.0.1/', /not public/],
  ['https://127.1/', /not public/],
  ['https://0x7f.0.0.1/', /not public/],
  ['https://2130706433/', /not public/],
  ['https://[::1]/', /not public/],
  ['https://[::ffff:127.0.0.1]/', /not public/],
  ['https://[fd00::1]/', /not public/],
  ['https://169.254.169.254/latest/meta-data/', /not public/],
  ['https://10.0.0.1/', /not public/],
  ['https://[64:ff9b::a9fe:a9fe]/', /not public/],
] as const)
  test(`FETCH-1 in production ${address} is not called`, async () => {
    const resolve = async () => assert.fail('a literal address is asked of nobody')
    await assert.rejects(openGuardedFetch(production, { resolve })(address), (error: unknown) => {
      assert.ok(error instanceof AddressRefused)
      assert.match(error.message, why)
      return true
    })
  })

test('FETCH-3 a name is judged by what it resolves to, and one bad address spoils it', async () => {
  for (const addresses of [['127.0.0.1'], ['169.254.169.254'], ['8.8.8.8', '10.0.0.1'], ['::ffff:10.0.0.1']]) {
    const resolve = async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
    await assert.rejects(openGuardedFetch(production, { resolve })('https://tjeneste.no/'), AddressRefused)
  }
})

test('FETCH-3 a test environment calls the own machine, and never a network behind it', async () => {
  const service = await listen((_request, response) => response.end('here'))
  const fetchGuarded = openGuardedFetch(laptop)
  assert.deepEqual(await fetchGuarded(`${service.origin}/`), { status: 200, body: 'here' })
  for (const host of ['10.0.0.1', '192.168.0.1', '169.254.169.254', '[::ffff:127.0.0.1]'])
    await assert.rejects(fetchGuarded(`http://${host}/`), AddressRefused)
  await service.close()
})

test('FETCH-3 networks that the operator named are called too, and link-local addresses never are', async () => {
  const named = openGuardedFetch({ ...production, networks: ['10.0.0.0/8', 'fd00::/8'] }, { timeLimit: 50 })
  for (const host of ['10.1.2.3', '[fd00::1]'])
    await assert.rejects(named(`https://${host}/`), (error: unknown) => !(error instanceof AddressRefused))
  for (const host of ['192.168.0.1', '127.0.0.1', '[::ffff:10.0.0.1]', '[fe80::1]'])
    await assert.rejects(named(`https://${host}/`), AddressRefused, host)
  const all = openGuardedFetch({ ...production, networks: ['0.0.0.0/0', '::/0'] }, { timeLimit: 50 })
  for (const host of ['169.254.169.254', '[fe80::1]', '[::ffff:169.254.169.254]'])
    await assert.rejects(all(`https://${host}/`), AddressRefused, host)
})

test('FETCH-3 the connection goes to the judged address and the name is not asked for again', async (context) => {
  const asked: string[] = []
  const service = await listenFor(context, (request, response) => response.end(request.headers.host))
  const resolve = async (host: string) => {
    asked.push(host)
    // The second answer would lead elsewhere: a name that is bound anew between judging and calling.
    return [{ address: asked.length === 1 ? '127.0.0.1' : '10.0.0.1', family: 4 }]
  }
  const { port } = new URL(service.origin)
  const answer = await openGuardedFetch(laptop, { resolve })(`http://tjeneste.no:${port}/`)
  assert.deepEqual(answer, { status: 200, body: `tjeneste.no:${port}` })
  assert.deepEqual(asked, ['tjeneste.no'])
})

test('FETCH-4 a redirect is not followed: it is the answer', async (context) => {
  let inner = 0
  const service = await listenFor(context, (request, response) => {
    if (request.url === '/inner') inner += 1
    response.writeHead(307, { location: '/inner' }).end()
  })
  assert.equal((await openGuardedFetch(laptop)(`${service.origin}/`, { form: { a: 'b' } })).status, 307)
  assert.equal(inner, 0)
})

test('FETCH-5 more than 64 KiB is not read, and a service that drips is left after the time limit', async (context) => {
  const service = await listenFor(context, (request, response) => {
    if (request.url === '/silent') return
    if (request.url === '/slow') {
      response.write('a')
      return
    }
    response.end('x'.repeat(request.url === '/most' ? 65_536 : 65_537))
  })
  const fetchGuarded = openGuardedFetch(laptop, { timeLimit: 300 })
  assert.equal((await fetchGuarded(`${service.origin}/most`)).body.length, 65_536)
  await assert.rejects(fetchGuarded(`${service.origin}/more`), /more than 65536 bytes/)
  for (const path of ['/silent', '/slow']) await assert.rejects(fetchGuarded(service.origin + path), /in time/)
  const resolve = () => new Promise<never>(() => undefined)
  await assert.rejects(openGuardedFetch(laptop, { resolve, timeLimit: 50 })('http://tjeneste.no/'), /in time/)
})

test('FETCH-5 a closed port and a name that nobody has are told without addresses', async () => {
  const service = await listen(() => undefined)
  await service.close()
  await assert.rejects(openGuardedFetch(laptop)(`${service.origin}/`), /the connection failed \(ECONNREFUSED\)/)
  await assert.rejects(openGuardedFetch(laptop)('http://nobody.invalid/'), /its host was not found/)
})

async function listen(answer: RequestListener) {
  const server = createServer(answer)
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise<void>((closed) => {
        server.closeAllConnections()
        server.close(() => closed())
      }),
  }
}

async function listenFor(context: TestContext, answer: RequestListener) {
  const service = await listen(answer)
  context.after(service.close)
  return service
}
