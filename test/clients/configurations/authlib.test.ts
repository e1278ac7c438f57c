import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { parseEnv } from 'node:util'
import { freePort, type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { runningClock } from '../../harness/site-program.ts'
import { citizenA, standardSeed } from '../../harness/standard-seed.ts'
import { needDebianPackages } from './debian-packages.ts'
import { writeKeyFiles } from './key-files.ts'
import { paste } from './pasted-files.ts'
import { openPerson } from './person.ts'
import { type Program, startProgram } from './program.ts'
import { type ClientChoices, seedEntry, sheetOf } from './registered-client.ts'

// Debian's Python with Authlib and Flask. The pasted application has no pages of its own; one that shows the session is put beside it.

const python = '/usr/bin/python3'
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
        clientId: `authlib-${method}`,
        tokenEndpointAuthMethod: method,
        redirectUri: `http://localhost:${port}/callback`,
        postLogoutRedirectUri: `http://localhost:${port}/`,
        ...(method === 'private_key_jwt' ? { jwks: keyFiles.jwks } : {}),
      }
    }),
  )
  gateway = await startGateway({ seed: standardSeed(clients.map(seedEntry)), clock: runningClock() })
  await needDebianPackages()
})
after(async () => {
  keyFiles.remove()
  await gateway.stop()
})

const pages = `from app import app, session

@app.get("/")
def show():
    return dict(session.get("person") or {})
`

for (const [index, method] of methods.entries())
  test(`CONFIG-8 Authlib with ${method} logs in and out by the pasted file`, async () => {
    const client = clients[index] as (typeof clients)[number]
    const origin = `http://localhost:${client.port}`
    const pasted = paste('authlib', sheetOf(client, gateway.issuer), keyFiles)
    let server: Program | undefined
    try {
      writeFileSync(pasted.path('pages.py'), pages)
      const words = ['-m', 'flask', '--app', 'pages', 'run', '--host', '127.0.0.1', '--port', String(client.port)]
      const env = parseEnv(readFileSync(pasted.path('.env'), 'utf8')) as Record<string, string>
      server = await startProgram(python, words, client.port, { cwd: pasted.folder, env })
      const person = openPerson(gateway.issuer)
      const arrival = await person.open(`${origin}/login`)
      assert.equal(arrival.url.href, `${origin}/`)
      const { sub, ...told } = JSON.parse(arrival.text) as Record<string, string>
      assert.match(sub ?? '', /^\S{20,}$/)
      assert.deepEqual(told, { pid: citizenA, acr: 'idporten-loa-substantial' })

      const ended = await person.logOutBy(`${origin}/logout`)
      assert.equal(ended.url.href, `${origin}/`)
      assert.deepEqual(JSON.parse(ended.text), {})
      const again = (await person.peek(`${origin}/login`)).location?.href ?? ''
      assert.equal((await person.peek(again)).location?.pathname, '/authorize/selector', 'the session is gone')
    } catch (failure) {
      throw new Error(`${failure}\n${server?.said()}`, { cause: failure })
    } finally {
      await server?.stop()
      pasted.remove()
    }
  })
