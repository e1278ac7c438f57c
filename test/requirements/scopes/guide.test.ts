import { after, before, test } from 'node:test'
import { keepExamples } from '../../harness/guide.ts'
import { type ScopeProgram, scopeRequest, startScopes, stranger } from './scope-program.ts'

let api: ScopeProgram
before(async () => {
  api = await startScopes()
})
after(() => api.stop())

test('REG-142 APT-1 the requests and answers of the guide for scopes are real ones', async () => {
  keepExamples('scopes.md', await exchangeAll())
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
