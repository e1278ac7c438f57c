import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openPortalCookies } from '../../../src/http/portal/portal-cookies.ts'
import { openPortalSite } from '../../../src/http/portal/portal-site.ts'
import { openSqlDurableStore } from '../../../src/storage/sql/durable-store.ts'
import { openSqliteDatabase } from '../../../src/storage/sqlite/database.ts'
import { openSqliteExpiringStore } from '../../../src/storage/sqlite/expiring-store.ts'
import { systemClock } from '../../../src/system/clock.ts'
import { openSystemRandom } from '../../../src/system/random.ts'
import { localRights } from '../../../src/usecases/onboarding/people/rights-source.ts'
import { openPeople } from '../../../src/usecases/onboarding/people.ts'
import { openPortalSessions } from '../../../src/usecases/onboarding/portal-sessions.ts'
import { temporaryDatabasePath } from '../../contracts/temporary-file.ts'
import { openStandInIssuer } from '../../harness/stand-in-issuer.ts'
import { publicFolder, silent } from './demo-browser.ts'

const running = await openStandInIssuer()
const stopped = await openStandInIssuer()
await stopped.close()
const environment = (name: string, issuer: string, simulatedProduction: boolean) => ({
  name,
  kind: 'test' as const,
  title: `Title ${name}`,
  issuer,
  loginBase: issuer,
  simulatedProduction,
  wellKnown: `${issuer}/.well-known/openid-configuration`,
})
const database = openSqliteDatabase(temporaryDatabasePath())
const random = openSystemRandom()
const portal = openPortalSite({
  dev: { seed: undefined, seedSchema: async () => ({}) },
  baseUrl: 'http://localhost:7070',
  environments: [environment('prod-sim', stopped.issuer, true), environment('test', running.issuer, false)],
  demoA: 'http://localhost:7073',
  demoB: 'http://localhost:7074',
  support: { email: 'help@portvakt.example', helpUrl: 'http://localhost:7070/guide' },
  testUsers: async () => [{ pid: '15867520160', name: 'Ola <b>Testesen</b>' }],
  publicFolder,
  groups: [],
  cookies: openPortalCookies('http://localhost:7070'),
  // Nobody is logged in here.
  sessions: openPortalSessions({
    expiring: openSqliteExpiringStore(database, 'portal', systemClock),
    clock: systemClock,
    random,
  }),
  people: openPeople({ durable: openSqlDurableStore(database), personRef: (pid) => pid, rights: localRights }),
  organisationName: async () => undefined,
  trustProxy: false,
  loginOrigin: running.issuer,
  clock: systemClock,
  log: silent,
})
after(async () => {
  await portal.close()
  database.close()
  await running.close()
})

const headings: Record<string, readonly string[]> = {
  nb: ['Bruksvilkår', 'Framgangsmåte', 'Test', 'Testbrukere', 'Produksjon', 'Problemer'],
  nn: ['Bruksvilkår', 'Framgangsmåte', 'Test', 'Testbrukarar', 'Produksjon', 'Problem'],
  en: ['Terms of use', 'Procedure', 'Test', 'Test users', 'Production', 'Problems'],
  se: ['Geavahaneavttut', 'Bargovuohki', 'Geahččaleapmi', 'Geahččalangeavaheaddjit', 'Buvttadus', 'Váttisvuođat'],
}

test('ONB-9 the guide has the same chapters in every language, with addresses from the settings', async () => {
  for (const [language, expected] of Object.entries(headings)) {
    const { body } = await portal.inject({ url: `/guide?lang=${language}` })
    assert.match(body, new RegExp(`<html lang="${language}">`))
    assert.deepEqual(
      Array.from(body.matchAll(/<h2[^>]*>([^<]+)</g), ([, heading]) => heading),
      expected,
    )
    assert.ok(body.includes(`${running.issuer}/.well-known/openid-configuration`), 'the test environment is meant')
    assert.ok(body.includes('help@portvakt.example'))
  }
})

test('ONB-9 without a language in the address the guide follows the browser, else it is in bokmål', async () => {
  const languageFor = async (header: string | undefined) => {
    const headers = header === undefined ? {} : { 'accept-language': header }
    return /<html lang="(\w+)">/.exec((await portal.inject({ url: '/guide', headers })).body)?.[1]
  }
  assert.equal(await languageFor('de, en;q=0.5, nn;q=0.8'), 'nn')
  assert.equal(await languageFor('no'), 'nb')
  assert.equal(await languageFor('se;q=0, fr'), 'nb')
  assert.equal(await languageFor(undefined), 'nb')
})

test('PORTAL-1 the front page tells where each environment is and whether it answers', async () => {
  const { body, headers } = await portal.inject({ url: '/?lang=en' })
  const card = (name: string) => body.slice(body.indexOf(`id="environment-${name}"`)).split('</article>')[0] ?? ''
  assert.match(card('test'), /Answers/)
  assert.match(card('prod-sim'), /Does not answer/)
  assert.ok(card('test').includes(running.issuer))
  assert.match(String(headers['content-security-policy']), /default-src 'none'/)
})

test('PORTAL-2 the front page leads to the demo services and lists test users as text', async () => {
  const { body } = await portal.inject({ url: '/' })
  assert.ok(body.includes('href="http://localhost:7073"'))
  assert.ok(body.includes('href="http://localhost:7074"'))
  assert.ok(body.includes('15867520160'))
  assert.ok(body.includes('Ola &lt;b&gt;Testesen&lt;/b&gt;'))
})

test('PORTAL-3 every file that a page names is there', async () => {
  const { body } = await portal.inject({ url: '/' })
  const named = Array.from(body.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g), ([, address]) => address ?? '')
  assert.ok(named.length >= 4)
  for (const address of named) assert.equal((await portal.inject({ url: address })).statusCode, 200, address)
  assert.equal((await portal.inject({ url: '/no-such-page' })).statusCode, 404)
})
