import { after, before, test } from 'node:test'
import { exchange, hideSecrets, openGuide } from '../../harness/guide.ts'
import { openRelyingParty } from '../../harness/relying-party.ts'
import { openUserAgent, type Sending, send } from '../../harness/user-agent.ts'
import { type HistoryProgram, historyPath, startHistory } from './history-program.ts'

let program: HistoryProgram
before(async () => {
  program = await startHistory()
})
after(() => program.stop())

test('API-74 the requests and answers of the page about the login history are real ones', async () => {
  const guide = openGuide('login-history.md')
  const base = `${program.portal}/api/test`
  const hide = (text: string) =>
    hideSecrets(program.gateway.issuer)(text)
      .replaceAll(base, '{api}')
      .replace(/"correlation_id": "[^"]+"/g, '"correlation_id": "…"')
      .replace(/"timestamp": "[^"]+"/g, '"timestamp": "…"')
  const browser = openUserAgent()
  const party = openRelyingParty(program.gateway.issuer, 'etat-soknad')
  await party.logIn(browser)
  program.gateway.clock.forward(300)
  await party.logIn(browser)
  program.gateway.clock.forward(300)
  const authorization = `Bearer ${await program.readerToken()}`
  const ask = async (query: string, more: Sending['headers'] = {}) => {
    const request = { method: 'GET', url: `${base}${historyPath}${query}`, headers: { authorization, ...more } }
    return exchange(request, await send(request.url, { headers: request.headers }), hide)
  }
  guide.add('The last three logins', 'The newest is the one that gave the token.', await ask('?maxhits=3'))
  guide.add(
    'With more about each',
    'The form above stays as it is for those who do not ask.',
    await ask('?maxhits=2', { accept: 'application/json; profile=v2' }),
  )
  guide.add('The person is no parameter', 'Nor is a number taken that could be somebody else’s.', await ask('?pid=1'))
  guide.add('Too many asked for', 'Between 1 and 500.', await ask('?maxhits=501'))
  guide.finish()
})
