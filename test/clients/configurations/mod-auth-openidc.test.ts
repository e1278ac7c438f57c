import assert from 'node:assert/strict'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { freePort, type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { runningClock } from '../../harness/site-program.ts'
import { citizenA, standardSeed } from '../../harness/standard-seed.ts'
import { needDebianPackages } from './debian-packages.ts'
import { writeKeyFiles } from './key-files.ts'
import { type Pasted, paste } from './pasted-files.ts'
import { openPerson } from './person.ts'
import { type Program, startProgram } from './program.ts'
import { type ClientChoices, seedEntry, sheetOf } from './registered-client.ts'

// A real Apache with Debian's mod_auth_openidc and the configuration as the portal gives it. Around it stands no more than
// what any Apache has: a port, modules, a folder of pages. The page shows what the module tells of the person.

const apache = '/usr/sbin/apache2'
const keyFiles = writeKeyFiles()
let gateway: RunningGateway
let choices: Readonly<Record<'secret' | 'key', ClientChoices & { readonly port: number }>>

before(async () => {
  const clientOf = async (clientId: string, more: Partial<ClientChoices>) => {
    const port = await freePort()
    const origin = `http://localhost:${port}`
    return {
      clientId,
      port,
      redirectUri: `${origin}/callback`,
      postLogoutRedirectUri: `${origin}/open/logged-out.html`,
      frontchannelLogoutUri: `${origin}/callback?logout=get`,
      ...more,
    }
  }
  choices = {
    secret: await clientOf('apache', { clientName: 'Navn med "anførsel" og \\' }),
    key: await clientOf('apache-key', { tokenEndpointAuthMethod: 'private_key_jwt', jwks: keyFiles.jwks }),
  }
  const seed = standardSeed([seedEntry(choices.secret), seedEntry(choices.key)])
  gateway = await startGateway({ seed, clock: runningClock() })
  await needDebianPackages()
})
after(async () => {
  keyFiles.remove()
  await gateway.stop()
})

const modules = ['mpm_event', 'authn_core', 'authz_core', 'authz_user', 'dir', 'mime', 'include', 'auth_openidc']
const claims = ['sub', 'pid', 'acr', 'iss', 'aud']

/** The Apache around the pasted file. */
function serve(pasted: Pasted, port: number): Promise<Program> {
  const pages = pasted.path('pages')
  mkdirSync(`${pages}/open`, { recursive: true })
  const shown = claims.map((name) => `${name}=<!--#echo encoding="none" var="OIDC_CLAIM_${name}" -->;`).join('')
  writeFileSync(`${pages}/index.shtml`, `logged in: ${shown}`)
  writeFileSync(`${pages}/open/logged-out.html`, 'logged out here')
  chmodSync(pages, 0o755)
  writeFileSync(
    pasted.path('apache.conf'),
    `ServerRoot "${pasted.folder}"
ServerName localhost
Listen 127.0.0.1:${port}
PidFile "${pasted.path('apache.pid')}"
ErrorLog "${pasted.path('error.log')}"
LogLevel warn
${modules.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join('\n')}
${process.getuid?.() === 0 ? 'User www-data\nGroup www-data' : ''}
DocumentRoot "${pages}"
TypesConfig /dev/null
DirectoryIndex index.shtml
<Directory "${pages}">
  Options +Includes
  AddType text/html .shtml
  AddOutputFilter INCLUDES .shtml
</Directory>
Include "${pasted.path('portvakt.conf')}"
<Location "/open">
  AuthType None
  Require all granted
</Location>
`,
  )
  return startProgram(apache, ['-X', '-f', pasted.path('apache.conf')], port)
}

for (const how of ['secret', 'key'] as const)
  test(`CONFIG-5 mod_auth_openidc with a ${how} logs in and out by the pasted file, and is logged out by the front channel`, async () => {
    const client = choices[how]
    const pasted = paste('mod-auth-openidc', sheetOf(client, gateway.issuer), keyFiles)
    const service = `http://localhost:${client.port}/`
    let server: Program | undefined
    try {
      server = await serve(pasted, client.port)
      const person = openPerson(gateway.issuer)
      const arrival = await person.open(service)
      assert.equal(arrival.url.href, service)
      const { sub, ...told } = toldBy(arrival.text)
      assert.match(sub ?? '', /^\S{20,}$/)
      assert.deepEqual(told, {
        pid: citizenA,
        acr: 'idporten-loa-substantial',
        iss: gateway.issuer,
        aud: client.clientId,
      })

      // Somebody else logs in too, and logs out at the gateway itself: the module hears of it by sid alone.
      const other = openPerson(gateway.issuer)
      await other.open(service)
      await other.logOutBy(`${gateway.issuer}/logout`)
      assert.match((await other.peek(service)).location?.href ?? '', /\/authorize\?/)
      assert.equal((await person.open(service)).url.href, service, 'only the one who logged out is logged out')

      const ended = await person.logOutBy(
        `${client.redirectUri}?logout=${encodeURIComponent(client.postLogoutRedirectUri)}`,
      )
      assert.equal(ended.url.origin + ended.url.pathname, client.postLogoutRedirectUri)
      assert.equal(ended.text, 'logged out here')
      assert.match((await person.peek(service)).location?.href ?? '', /\/authorize\?/)
    } catch (failure) {
      throw new Error(`${failure}\n${readFileSync(pasted.path('error.log'), 'utf8')}`, { cause: failure })
    } finally {
      await server?.stop()
      pasted.remove()
    }
  })

const toldBy = (page: string): Record<string, string> =>
  Object.fromEntries([...page.matchAll(/(\w+)=([^;]*);/g)].map(([, name = '', value = '']) => [name, value]))
