import assert from 'node:assert/strict'
import { request } from 'node:https'
import { test } from 'node:test'
import { freePort, startGateway } from '../../harness/gateway.ts'
import { openRelyingParty } from '../../harness/relying-party.ts'
import { openTlsFront } from '../../harness/tls-front.ts'

interface Got {
  readonly status: number
  readonly location: string
  readonly cookies: readonly string[]
  readonly text: string
}

/** As a browser that trusts the front's certificate; `host` is what the request says it is for. */
const get = (port: number, path: string, host: string, cookie = ''): Promise<Got> =>
  new Promise((resolve, reject) => {
    const headers = { host, 'x-forwarded-proto': 'http', 'x-forwarded-host': 'evil.example', cookie }
    const asked = request({ host: '127.0.0.1', port, path, headers, rejectUnauthorized: false }, (answer) => {
      let text = ''
      answer.setEncoding('utf8')
      answer.on('data', (part) => {
        text += part
      })
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          location: String(answer.headers.location ?? ''),
          cookies: answer.headers['set-cookie'] ?? [],
          text,
        }),
      )
    })
    asked.on('error', reject)
    asked.end()
  })

test('ENV-2 DISC-4 HTTP-14 behind a TLS proxy every address is the configured https one, whatever Host says', async (context) => {
  const [frontPort, gatewayPort] = [await freePort(), await freePort()]
  const issuer = `https://login.etat.example:${frontPort}`
  const gateway = await startGateway({
    variables: { GATEWAY_TEST_ISSUER: issuer, GATEWAY_TEST_PORT: String(gatewayPort), GATEWAY_TRUST_PROXY: 'true' },
  })
  context.after(() => gateway.stop())
  const front = await openTlsFront('login.etat.example', frontPort, gatewayPort)
  context.after(() => front.close())
  assert.equal(gateway.issuer, issuer)

  for (const host of ['evil.example', `login.etat.example:${frontPort}`, 'localhost', '127.0.0.1:1']) {
    const discovery = await get(frontPort, '/.well-known/openid-configuration', host)
    for (const [name, value] of Object.entries(JSON.parse(discovery.text) as Record<string, unknown>))
      if (/issuer|endpoint|jwks_uri/.test(name) && typeof value === 'string')
        assert.ok(value.startsWith(issuer), `${name} is ${value} for ${host}`)

    const web = new URL(openRelyingParty(issuer).authorizeUrl())
    const begun = await get(frontPort, web.pathname + web.search, host)
    assert.match(begun.location, /^\/authorize\/selector\?/)
    for (const cookie of begun.cookies)
      assert.match(cookie, /^__Host-[^;]+;(?=.*Secure)(?=.*HttpOnly)(?=.*SameSite=Lax)/)
    const page = await get(
      frontPort,
      begun.location,
      host,
      begun.cookies.map((each) => each.split(';', 1)[0]).join('; '),
    )
    assert.equal(page.status, 200)
    assert.doesNotMatch(page.text, /evil\.example|http:\/\/(?:localhost:|127\.)(?!7070)/)
    const refused = await get(frontPort, `${web.pathname}${web.search}&prompt=none`, host)
    assert.equal(new URL(refused.location).searchParams.get('iss'), issuer)
  }
})
