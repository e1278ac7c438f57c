import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { openUserAgent, passTestId } from '../../harness/relying-party.ts'
import { runningClock } from '../../harness/site-program.ts'
import { standardSeed } from '../../harness/standard-seed.ts'
import { demoSecret, demoUrl, openDemo, openDemoBrowser } from '../sites/demo-browser.ts'

let gateway: RunningGateway
before(async () => {
  const [web] = standardSeed().clients
  const demo = { ...web, client_id: 'demo-a', client_secret: demoSecret, redirect_uris: [`${demoUrl}/callback`] }
  const { frontchannel_logout_uri, frontchannel_logout_session_required, ...registered } = demo as Record<
    string,
    unknown
  >
  gateway = await startGateway({ clock: runningClock(), seed: standardSeed([registered]) })
})
after(() => gateway.stop())

test('PAR-1 the demo service offers to push its request, and shows in its trace that it did', async () => {
  const demo = openDemo(gateway.issuer)
  const browser = openDemoBrowser(demo)
  assert.match((await browser.get('/')).body, /<input type="checkbox" name="par"/)
  const url = await browser.beginLogin({ par: 'yes', acr_values: 'idporten-loa-high' })
  assert.deepEqual([...url.searchParams.keys()].sort(), ['client_id', 'request_uri'])
  const agent = openUserAgent()
  const callback = await passTestId(agent, (await agent.send(url.href)).location())
  await browser.get(callback.pathname + callback.search)
  const page = (await browser.get('/')).body
  assert.match(page, /Tjenesten leverte forespørselen direkte/)
  assert.match(page, /idporten-loa-high/)
  assert.ok(!page.includes(demoSecret))
  await demo.close()
})
