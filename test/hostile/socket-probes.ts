import assert from 'node:assert/strict'
import { type Probe, probe } from './world.ts'

const host = 'Host: localhost\r\n'
const end = 'Connection: close\r\n\r\n'
const form = 'grant_type=x'

/** Bytes on a bare socket. Each is refused or answered as what it is; none is a fault of ours, none smuggles a second request. */
const requests: Readonly<Record<string, string>> = {
  'no Host': `GET /jwks.json HTTP/1.1\r\n${end}`,
  'two Hosts': `GET /jwks.json HTTP/1.1\r\n${host}Host: evil.example\r\n${end}`,
  'a Host with markup': `GET /jwks.json HTTP/1.1\r\nHost: "><x>\r\n${end}`,
  'an absolute address': `GET http://evil.example/jwks.json HTTP/1.1\r\n${host}${end}`,
  'HTTP/1.0': `GET /jwks.json HTTP/1.0\r\n\r\n`,
  'HTTP/9.9': `GET /jwks.json HTTP/9.9\r\n${host}${end}`,
  'no version': `GET /jwks.json\r\n${host}${end}`,
  'a bare line feed': `GET /jwks.json HTTP/1.1\nHost: localhost\nConnection: close\n\n`,
  'a null byte in a header': `GET /jwks.json HTTP/1.1\r\n${host}X: a\0b\r\n${end}`,
  'a folded header': `GET /jwks.json HTTP/1.1\r\n${host}X: a\r\n b\r\n${end}`,
  'a blank before the colon': `GET /jwks.json HTTP/1.1\r\nHost : localhost\r\n${end}`,
  'a header without name': `GET /jwks.json HTTP/1.1\r\n${host}: x\r\n${end}`,
  'a header of 100 kB': `GET /jwks.json HTTP/1.1\r\n${host}X: ${'x'.repeat(100_000)}\r\n${end}`,
  'a thousand headers': `GET /jwks.json HTTP/1.1\r\n${host}${'X: y\r\n'.repeat(3000)}${end}`,
  'an address of 100 kB': `GET /${'x'.repeat(100_000)} HTTP/1.1\r\n${host}${end}`,
  'an address with a blank': `GET /a b HTTP/1.1\r\n${host}${end}`,
  'length and chunks at once': `POST /token HTTP/1.1\r\n${host}Content-Length: 12\r\nTransfer-Encoding: chunked\r\n${end}0\r\n\r\nGET /smuggled HTTP/1.1\r\n\r\n`,
  'two lengths': `POST /token HTTP/1.1\r\n${host}Content-Length: 12\r\nContent-Length: 5\r\n${end}${form}`,
  'a negative length': `POST /token HTTP/1.1\r\n${host}Content-Length: -1\r\n${end}`,
  'a length that is no number': `POST /token HTTP/1.1\r\n${host}Content-Length: 0x10\r\n${end}${form}`,
  'a chunk of a wrong size': `POST /token HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\n${end}zz\r\nabc\r\n0\r\n\r\n`,
  'an unknown transfer coding': `POST /token HTTP/1.1\r\n${host}Transfer-Encoding: xchunked\r\n${end}${form}`,
  'chunked, twice': `POST /token HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n${end}0\r\n\r\n`,
  'a body on GET': `GET /userinfo HTTP/1.1\r\n${host}Content-Length: 12\r\n${end}${form}`,
  CONNECT: `CONNECT evil.example:443 HTTP/1.1\r\n${host}${end}`,
  'an upgrade': `GET /jwks.json HTTP/1.1\r\n${host}Upgrade: h2c\r\nConnection: Upgrade\r\n\r\n`,
  'the beginning of HTTP/2': 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  'the beginning of TLS': '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
  'a method of nonsense': `GEТ / HTTP/1.1\r\n${host}${end}`,
  'an expectation': `POST /token HTTP/1.1\r\n${host}Expect: 200-maybe\r\nContent-Length: 0\r\n${end}`,
  nothing: '\r\n\r\n\r\n',
}

export const socketProbes: readonly Probe[] = [
  ...Object.entries(requests).map(([what, bytes]) =>
    probe(`HTTP-1 HTTP-11 ${what} on a bare socket is no fault of ours`, async (world) => {
      const { status, text } = await world.raw(bytes)
      assert.ok(status < 500 || status === 505, `${status}`)
      assert.ok(!text.includes('evil.example') && !text.includes('"><x>'))
      // One request, one answer: what was hidden behind the first was not read as a second.
      assert.ok(text.split(/HTTP\/1\.1 \d{3}/).length <= 2, text.slice(0, 400))
      return undefined
    }),
  ),
]
