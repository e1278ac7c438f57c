import { test } from 'node:test'
import { startGateway } from '../../harness/gateway.ts'
import { exchange, hideSecrets, openGuide } from '../../harness/guide.ts'
import { basicHeader, openUserAgent, submitTestId } from '../../harness/relying-party.ts'
import { sharedSecret } from '../../harness/standard-seed.ts'
import { send } from '../../harness/user-agent.ts'
import { consentSeed, read, readDialogue } from '../consent/dialogue.ts'

const redirectUri = 'https://lege.example.no/callback'
const login = {
  client_id: 'lege',
  redirect_uri: redirectUri,
  response_type: 'code',
  scope: `openid profile ${read}`,
  state: 'af0ifjsldkj',
  nonce: 'n-0S6_WzA2Mj',
  code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  code_challenge_method: 'S256',
}

test('CONS-4 CONS-5 the requests and answers of the guide for consent are real ones', async (context) => {
  const { issuer, stop } = await startGateway({ seed: consentSeed() })
  context.after(() => stop())
  const hide = hideSecrets(issuer)
  const guide = openGuide('consent.md')
  const browser = openUserAgent()

  const authorize = { method: 'GET', url: `${issuer}/authorize?${new URLSearchParams(login)}` }
  const asked = await browser.send(authorize.url)
  const proven = await submitTestId(browser, asked.location())
  guide.add(
    'The citizen is sent to log in, and asked',
    'As for any login. When the citizen is known, the browser goes on to the question.',
    exchange(authorize, asked, hide),
    `303\nlocation: ${hide(proven.location().href)}`,
  )

  const none = { method: 'GET', url: `${authorize.url}&prompt=none` }
  guide.add(
    'Without a page',
    'A question may not be shown with `prompt=none`.',
    exchange(none, await browser.send(none.url), hide),
  )

  const declined = await (await readDialogue(browser, proven.location())).press('decline')
  const redeem = {
    method: 'POST',
    url: `${issuer}/token`,
    headers: { authorization: basicHeader('lege', sharedSecret) },
    form: {
      grant_type: 'authorization_code',
      code: declined.location().searchParams.get('code') ?? '',
      redirect_uri: redirectUri,
      code_verifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
    },
  }
  guide.add(
    'After a no',
    'The login is good. `scope` does not have what was said no to.',
    `303\nlocation: ${hide(declined.location().href)}`,
    exchange(redeem, await send(redeem.url, redeem), hide),
  )

  const only = { method: 'GET', url: `${issuer}/authorize?${new URLSearchParams({ ...login, scope: read })}` }
  const question = await readDialogue(browser, (await browser.send(only.url)).location())
  guide.add(
    'After a no that leaves nothing',
    'Nothing else was asked for. A cancellation looks the same, whatever was asked for.',
    `303\nlocation: ${hide((await question.press('decline')).location().href)}`,
  )
  guide.finish()
})
