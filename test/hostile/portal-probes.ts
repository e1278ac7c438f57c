import assert from 'node:assert/strict'
import type { Answer } from '../harness/user-agent.ts'
import { addressOf, etat, type House, type HouseProbe, markup, probe } from './house-world.ts'
import { evil } from './world.ts'

const form = 'application/x-www-form-urlencoded'

/** Paths that take writes without cookies: machines and their tokens. */
const isForMachines = (path: string): boolean => /^\/api\//.test(path)

const writes = ({ routes }: House) =>
  routes.filter(({ method, path }) => ['POST', 'PUT', 'PATCH', 'DELETE'].includes(method) && !isForMachines(path))

const forgeries: Readonly<Record<string, (house: House) => Record<string, string>>> = {
  'a page of another site': () => ({ origin: 'https://evil.example' }),
  'a frame without an origin': () => ({ origin: 'null' }),
  'a host whose name begins as ours': ({ program }) => ({ origin: `${program.portal}.evil.example` }),
  'another port of this machine': ({ program }) => ({ origin: program.issuer }),
  'a browser that names only the site': () => ({ 'sec-fetch-site': 'cross-site' }),
  'a neighbour that names only the site': () => ({ 'sec-fetch-site': 'same-site' }),
  'our origin, but another site': ({ program }) => ({ origin: program.portal, 'sec-fetch-site': 'cross-site' }),
}

/** Pages of a person, one after the other: all that a kind of person is shown. */
async function visit(house: House, who: 'owner' | 'staff' | 'stranger', wanted: RegExp): Promise<readonly Answer[]> {
  const answers: Answer[] = []
  for (const route of house.routes)
    if (route.method === 'GET' && wanted.test(route.path))
      answers.push(await house[who].agent.send(house.program.portal + addressOf(route, house)))
  return answers
}

const postAll = async (house: House, who: 'owner' | 'stranger', wanted: RegExp): Promise<readonly Answer[]> => {
  const answers: Answer[] = []
  for (const route of writes(house))
    if (route.method === 'POST' && wanted.test(route.path))
      answers.push(
        await house[who].agent.send(house.program.portal + addressOf(route, house), {
          method: 'POST',
          headers: { origin: house.program.portal },
          form: {
            name: markup,
            email: `${markup}@x.no`,
            reason: 'x',
            roles: 'org_admin',
            revision: '1',
            decision: 'suspended',
          },
        }),
      )
  return answers
}

export const portalProbes: readonly HouseProbe[] = [
  ...Object.entries(forgeries).map(([from, headersOf]) =>
    probe(`PAGE-22 no form of the portal is taken from ${from}`, async (house) => {
      const all = writes(house)
      assert.ok(all.length > 100, `${all.length} routes that write`)
      const answers: Answer[] = []
      for (const route of all) {
        const answer = await house.owner.agent.send(house.program.portal + addressOf(route, house), {
          method: route.method,
          headers: { 'content-type': form, ...headersOf(house) },
          body: 'language=en&decision=accept',
        })
        // What is no door at all may say so instead.
        const isRefused =
          answer.status === 403 || ([405, 415].includes(answer.status) && route.path === '/dev/seed.schema.json')
        assert.ok(isRefused, `${route.method} ${route.path}: ${answer.status}`)
        answers.push(answer)
      }
      return answers
    }),
  ),
  probe('PAGE-22 a form of the portal itself is taken', async ({ owner, program }) => {
    const answer = await owner.agent.send(`${program.portal}/language`, {
      form: { language: 'nb', return: '/my' },
      headers: { origin: program.portal, 'sec-fetch-site': 'same-origin' },
    })
    assert.equal(answer.status, 303)
    return [answer]
  }),
  probe('ONB-18 no page of an organisation is shown to people of another', async (house) => {
    const answers = await visit(house, 'stranger', /^\/o\/:orgno/)
    assert.ok(answers.length > 30)
    for (const answer of answers) {
      assert.ok([403, 404].includes(answer.status), `${answer.status}: ${answer.text.slice(0, 200)}`)
      assert.doesNotMatch(answer.text, /Etaten|ada@etaten|Tjenesten/)
    }
    return answers
  }),
  probe('ONB-18 no form of an organisation is taken from people of another', async (house) => {
    const answers = await postAll(house, 'stranger', /^\/o\/:orgno/)
    assert.ok(answers.length > 40)
    for (const answer of answers)
      assert.ok(
        [403, 404].includes(answer.status),
        `${answer.status} ${answer.headers.get('location')} ${answer.text.slice(0, 200)}`,
      )
    return answers
  }),
  probe('ONB-18 nobody but staff is shown a page of the operator, or has a form of theirs taken', async (house) => {
    const answers = [...(await visit(house, 'owner', /^\/operator/)), ...(await postAll(house, 'owner', /^\/operator/))]
    assert.ok(answers.length > 50)
    for (const answer of answers)
      assert.ok(
        [403, 404].includes(answer.status),
        `${answer.status} ${answer.headers.get('location')} ${answer.text.slice(0, 200)}`,
      )
    return answers
  }),
  probe('ONB-18 a file of a case is handed to nobody of another organisation', async (house) => {
    const answer = await house.stranger.agent.send(`${house.program.portal}/cases/${house.caseNo}/files/x`)
    assert.equal(answer.status, 404)
    return [answer]
  }),
  probe('PAGE-22 markup in names, descriptions and cases is text on every page of the organisation', async (house) => {
    const answers = await visit(house, 'owner', /^\/(o|my|join|support|cases|terms|status|errors)/)
    const shown = answers.filter(({ status, text }) => status === 200 && text.includes('&lt;pv-probe'))
    assert.ok(shown.length > 20, `${shown.length} pages show it`)
    return answers
  }),
  probe('PAGE-22 markup in names, descriptions and cases is text on every page of the operator', async (house) => {
    const answers = await visit(house, 'staff', /^\/operator/)
    const shown = answers.filter(({ status, text }) => status === 200 && text.includes('&lt;pv-probe'))
    assert.ok(shown.length > 5, `${shown.length} pages show it`)
    return answers
  }),
  probe('PAGE-22 markup in every field of every form comes back as text', (house) =>
    postAll(
      house,
      'owner',
      /^\/(o\/:orgno|join|support|order|verify|links|drafts|reveals)(?!.*(?:close|suspend|remove))/,
    ),
  ),
  ...Object.entries({
    'a line break': 'a%0d%0aX-Evil:%201',
    'a null': '%00',
    'another script': '%F0%9F%98%80%E2%80%AE',
    'a way up': '..%2f..%2f..%2fetc%2fpasswd',
    'a name of JavaScript': '__proto__',
    'a quote': "'%20or%201=1--",
    'two slashes': '%2f%2fevil.example',
    'six thousand letters': 'x'.repeat(6000),
  }).map(([what, segment]) =>
    probe(`ONB-18 ${what} in the place of a name is no fault of any page or form`, async (house) => {
      const { program, owner, routes } = house
      const answers: Answer[] = []
      for (const route of routes.filter(({ path }) => path.includes(':') && !path.endsWith('/html')))
        for (const orgno of [etat, segment]) {
          if (!['GET', 'POST'].includes(route.method) || isForMachines(route.path)) continue
          const path = route.path.replace(':orgno', orgno).replace(':environment', 'test').replace(/:\w+/g, segment)
          const sending = { form: { code: 'x', revision: '1' }, headers: { origin: program.portal } }
          answers.push(await owner.agent.send(program.portal + path, route.method === 'GET' ? {} : sending))
        }
      return answers
    }),
  ),
  ...['', '?lang=%3Cpv-probe%3E', '?lang=nb&lang=en', '?__proto__=1&constructor=2', '?return=//evil.example'].map(
    (query) =>
      probe(`PAGE-22 the query ${query} does no harm to any page`, async (house) => {
        const answers: Answer[] = []
        for (const path of ['/', '/guide', '/my', `/o/${etat}`, '/support', '/order', '/terms', '/login', '/status'])
          answers.push(await house.owner.agent.send(`${house.program.portal}${path}${query}`))
        return answers
      }),
  ),
  ...[evil, '//evil.example', '/\\evil.example', '/%09/evil.example', 'javascript:alert(1)', `/${markup}`].map((to) =>
    probe(`ONB-18 a login that was begun with the address ${to} stays at the portal`, async ({ program, owner }) => {
      const begun = await owner.agent.send(`${program.portal}/login?return=${encodeURIComponent(to)}`)
      const seen = [begun]
      let next = begun
      for (let hops = 0; hops < 4 && next.headers.get('location') !== null; hops++) {
        next = await owner.agent.send(new URL(next.headers.get('location') ?? '', program.portal).href)
        seen.push(next)
      }
      return seen
    }),
  ),
  probe('ONB-18 a referrer with two slashes leads nobody away', async ({ program, owner }) => {
    const answer = await owner.agent.send(`${program.portal}/o/${etat}/users`, {
      form: { name: 'x' },
      headers: { origin: program.portal, referer: `${program.portal}//evil.example/x`, cookie: 'none=1' },
    })
    return [answer]
  }),
  ...[
    ['text', 'text/plain'],
    ['{"a":1}', 'application/json'],
    ['<x/>', 'text/xml'],
    ['--x\r\nbroken', 'multipart/form-data; boundary=x'],
    ['x', 'multipart/form-data'],
    ['%ff%fe=%', form],
    [`${'a=b&'.repeat(15_000)}`, form],
    ['x'.repeat(70_000), form],
  ].map(([body = '', type = '']) =>
    probe(
      `PAPI-5 a form of ${body.length} bytes as ${type}, ${body.slice(0, 6)}, is no fault of ours`,
      async (house) => {
        const answers: Answer[] = []
        for (const path of [`/o/${etat}/users`, `/o/${etat}/cases/new`, '/support', '/language', '/order'])
          answers.push(
            await house.owner.agent.send(house.program.portal + path, {
              method: 'POST',
              headers: { 'content-type': type, origin: house.program.portal },
              body,
            }),
          )
        return answers
      },
    ),
  ),
]
