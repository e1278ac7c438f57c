import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import { after, before, test } from 'node:test'
import { Auth, type AuthConfig } from '@auth/core'
import { getToken } from '@auth/core/jwt'
import { freePort, type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { runningClock } from '../../harness/site-program.ts'
import { citizenA, standardSeed } from '../../harness/standard-seed.ts'
import { writeKeyFiles } from './key-files.ts'
import { type Pasted, paste } from './pasted-files.ts'
import { openPerson, type Person } from './person.ts'
import { type ClientChoices, seedEntry, sheetOf } from './registered-client.ts'

// Auth.js itself, without one of its frameworks, behind a plain server; it asks for the answer where it decides to.

interface Config {
  readonly authConfig: AuthConfig
  logoutUrl(idToken: string): string
}

const keyFiles = writeKeyFiles()
const methods = ['client_secret_basic', 'client_secret_post', 'private_key_jwt'] as const
let gateway: RunningGateway
let clients: readonly (ClientChoices & { readonly port: number })[]

before(async () => {
  clients = await Promise.all(
    methods.map(async (method) => {
      const port = await freePort()
      return {
        port,
        clientId: `authjs-${method}`,
        tokenEndpointAuthMethod: method,
        redirectUri: `http://localhost:${port}/auth/callback/portvakt`,
        postLogoutRedirectUri: `http://localhost:${port}/logged-out`,
        ...(method === 'private_key_jwt' ? { jwks: keyFiles.jwks } : {}),
      }
    }),
  )
  gateway = await startGateway({ seed: standardSeed(clients.map(seedEntry)), clock: runningClock() })
})
after(async () => {
  keyFiles.remove()
  await gateway.stop()
})

const secretNames = ['AUTH_SECRET', 'AUTH_URL', 'OIDC_CLIENT_SECRET']

/** The server around Auth.js: everything below /auth is its own, the rest shows what it knows. */
async function serve(pasted: Pasted, port: number): Promise<{ server: Server; config: Config }> {
  process.loadEnvFile(pasted.path('.env'))
  const config = await pasted.load<Config>('auth.config.mjs')
  const server = createServer(async (incoming, outgoing) => {
    const body: Buffer[] = []
    for await (const part of incoming) body.push(part)
    const headers = Object.entries(incoming.headers).map(([name, value]): [string, string] => [name, String(value)])
    const request = new Request(`http://localhost:${port}${incoming.url}`, {
      method: incoming.method ?? 'GET',
      headers,
      ...(incoming.method === 'POST' ? { body: Buffer.concat(body) } : {}),
    })
    const answer = incoming.url?.startsWith('/auth/')
      ? await Auth(request, config.authConfig)
      : Response.json(await getToken({ req: request, secret: process.env.AUTH_SECRET ?? '' }))
    const cookies = answer.headers.getSetCookie()
    outgoing.writeHead(answer.status, {
      ...Object.fromEntries([...answer.headers].filter(([name]) => name !== 'set-cookie')),
      ...(cookies.length > 0 ? { 'set-cookie': cookies } : {}),
    })
    outgoing.end(await answer.text())
  })
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening))
  return { server, config }
}

const readJson = async (person: Person, url: string): Promise<Record<string, unknown>> =>
  JSON.parse((await person.open(url)).text)

for (const [index, method] of methods.entries())
  test(`CONFIG-7 Auth.js with ${method} logs in and out by the pasted file`, async () => {
    const client = clients[index] as (typeof clients)[number]
    const origin = `http://localhost:${client.port}`
    const pasted = paste('auth-js', sheetOf(client, gateway.issuer), keyFiles)
    let server: Server | undefined
    try {
      const running = await serve(pasted, client.port)
      server = running.server
      const person = openPerson(gateway.issuer)
      const { csrfToken } = await readJson(person, `${origin}/auth/csrf`)
      const form = { csrfToken: String(csrfToken), callbackUrl: `${origin}/` }
      const arrival = await person.submit(`${origin}/auth/signin/portvakt`, form)
      assert.equal(arrival.url.href, `${origin}/`, arrival.text)
      const session = await readJson(person, `${origin}/auth/session`)
      const { id, ...user } = session.user as Record<string, unknown>
      assert.match(String(id), /^\S{20,}$/)
      assert.equal(user.pid, citizenA)
      assert.equal(user.acr, 'idporten-loa-substantial')

      const { idToken } = await readJson(person, `${origin}/`)
      const { csrfToken: another } = await readJson(person, `${origin}/auth/csrf`)
      await person.submit(`${origin}/auth/signout`, { csrfToken: String(another), callbackUrl: `${origin}/` })
      assert.equal(await readJson(person, `${origin}/auth/session`), null)
      const ended = await person.logOutBy(running.config.logoutUrl(String(idToken)))
      assert.equal(ended.url.href, client.postLogoutRedirectUri)
    } finally {
      for (const name of secretNames) delete process.env[name]
      server?.closeAllConnections()
      server?.close()
      pasted.remove()
    }
  })
