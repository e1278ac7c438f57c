import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { type ScopeProgram, scopeRequest, startScopes, stranger } from './scope-program.ts'

const guide = new URL('../../../docs/integrate/scopes.md', import.meta.url)
/** `WRITE_GUIDE=1 npx node --test test/requirements/scopes/guide.test.ts` writes the examples anew. */
const isWriting = process.env.WRITE_GUIDE === '1'

let api: ScopeProgram
before(async () => {
  api = await startScopes()
})
after(() => api.stop())

test('REG-142 APT-1 the requests and answers of the guide for scopes are real ones', async () => {
  const written = readFileSync(guide, 'utf8')
  const [before = '', , end = ''] = written.split(/<!-- (?:examples|end of examples) -->\n/)
  const next = `${before}<!-- examples -->\n${await exchangeAll()}<!-- end of examples -->\n${end}`
  if (isWriting) writeFileSync(guide, next)
  else assert.equal(written, next, 'the API answers otherwise than the guide says; write it anew (see this test)')
})

async function exchangeAll(): Promise<string> {
  const sections: string[] = []
  const call = async (title: string, method: string, path: string, body?: unknown, as?: string) => {
    const answer = await api.administer(method, path, body, as)
    const sent = body === undefined ? '' : `\n${shown(body)}`
    sections.push(
      `### ${title}\n\n\`\`\`\n${method} ${path}${sent}\n\n${answer.status}\n${shown(answer.body)}\n\`\`\`\n`,
    )
  }
  const scope = 'scope=eks%3Asoknad.read'
  await call('See your prefixes', 'GET', '/prefix')
  await call('Make a scope', 'POST', '/scopes', scopeRequest)
  await call('Change it', 'PUT', `/scopes?${scope}`, {
    description: 'Lese søknader om støtte',
    at_max_age: 60,
    allowed_integration_types: ['maskinporten'],
  })
  await call('Give an organisation access', 'PUT', `/scopes/access/${stranger}?${scope}`)
  await call('See who has access', 'GET', `/scopes/access?${scope}`)
  await call('See what you have been given', 'GET', '/scopes/access/all', undefined, 'scopes-stranger')
  await call('A number that is none', 'PUT', `/scopes/access/123456789?${scope}`)
  await call('Withdraw access', 'DELETE', `/scopes/access/${stranger}?${scope}`)
  await call('Close the scope', 'DELETE', `/scopes?${scope}`)
  await call('A prefix of nobody', 'POST', '/scopes', { ...scopeRequest, prefix: 'ukjent' })
  return sections.join('\n')
}

/** What differs at each run is left out. */
const shown = (value: unknown): string =>
  JSON.stringify(value, null, 2).replace(/"correlation_id": "[^"]+"/g, '"correlation_id": "…"')
