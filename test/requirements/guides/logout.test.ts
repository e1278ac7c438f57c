import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { decoded, exchange, hideSecrets, openGuide } from '../../harness/guide.ts'
import { openRelyingParty } from '../../harness/relying-party.ts'
import { openUserAgent, send } from '../../harness/user-agent.ts'
import { openToldServices, seedWithTold, type ToldServices } from '../logout/told-services.ts'

let gateway: RunningGateway
let services: ToldServices
before(async () => {
  services = await openToldServices()
  gateway = await startGateway({
    seed: seedWithTold(services.origin, {
      web: { backchannel_logout_session_required: true },
      'no-pkce': { backchannel_logout_session_required: true },
    }),
  })
})
after(async () => {
  await gateway.stop()
  await services.close()
})

test('BCL-2.5 BCL-2.8 the requests and answers of the guide to logout are real ones', async () => {
  const guide = openGuide('logout.md')
  const hide = (text: string): string =>
    hideSecrets(gateway.issuer)(text)
      .replaceAll(services.origin, 'https://tjeneste.example.no')
      .replace(/(id_token_hint|logout_token)=[^&\s]+/g, '$1=…')
      .replace(/handle=\S+/g, 'handle=…')
  const browser = openUserAgent()
  const service = openRelyingParty(gateway.issuer, 'no-pkce')
  await openRelyingParty(gateway.issuer).logIn(browser)
  const { id_token } = await service.tokens(browser)

  const form = {
    id_token_hint: id_token,
    post_logout_redirect_uri: 'https://no-pkce.example.no/logged-out',
    state: 'left-42',
  }
  const posted = await send(`${gateway.issuer}/logout`, { form })
  guide.add(
    'Begin a logout',
    'A form that the browser posts. It is sent on to a page of the gateway, which returns it to you with `state`.',
    exchange({ method: 'POST', url: `${gateway.issuer}/logout`, form }, posted, hide),
  )
  const page = await browser.send(posted.location().href)
  const framed = /<iframe src="([^"]+)"/.exec(page.text)?.[1]?.replaceAll('&amp;', '&') ?? ''
  const told = await services.toldTimes('no-pkce', 1)
  guide.add(
    'Be told from server to server',
    'To every service of the login that registered an address, at once; yours too when it began the logout.',
    hide(
      [
        `POST ${services.origin}/no-pkce`,
        `content-type: ${told.headers['content-type']}`,
        '',
        'logout_token=…',
        '',
        '200',
      ].join('\n'),
    ),
  )
  guide.add('What the logout token says', 'Header and claims, before the signature.', decoded(told.logoutToken, hide))
  const [address = '', query = ''] = framed.split('?')
  guide.add(
    'Be told in a frame',
    'The registered query is kept; `iss` and `sid` come after it.',
    hide(`GET ${address}?${[...new URLSearchParams(query)].map(([name, value]) => `${name}=${value}`).join('\n  &')}`),
  )
  const handle = /logout=([\w-]{50})/.exec(page.text)?.[1]
  assert.equal((await send(`${gateway.issuer}/logout/state?logout=${handle}`)).status, 200)
  guide.finish()
})
