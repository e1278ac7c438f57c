import type { Browser, Page } from 'playwright-core'
import { openPerson } from '../harness/browser.ts'
import { openPortalUser, type PortalPerson } from '../harness/portal-user.ts'
import {
  approve,
  mailsWhen,
  type OrderProgram,
  orgno,
  otherOrgno,
  pids,
  placeOrder,
  startOrderProgram,
} from '../requirements/orders/order-program.ts'

/** A page to be looked at: by whom, and where. */
export interface Stop {
  readonly by: 'nobody' | 'owner' | 'staff' | 'administrator'
  readonly path: string
}

/** The portal with something on every page, and the list of its pages. */
export interface Tour {
  readonly at: OrderProgram
  readonly stops: readonly Stop[]
  /** A browser of this person, logged in. */
  open(browser: Browser, by: Stop['by']): Promise<Page>
}

/** Starts the program and lets people do what fills the pages: integrations, orders in every hand, a delivery, a case, mails. */
export async function startTour(): Promise<Tour> {
  const at = await startOrderProgram()
  const { owner, first } = at
  const submitted = await placeOrder(at, await at.verified('innsendt'), '912 34 567')
  const delivered = await placeOrder(at, await at.verified('levert'), '912 34 567')
  await approve(at, delivered)
  const [mail] = await mailsWhen(owner, { code: 'M-13' }, (all) => all.length > 0)
  const reference = /DL-\w+/.exec(mail?.text ?? '')?.[0] ?? ''
  const deny = /\/deliveries\/\S+\/deny\/[\w-]+/.exec(mail?.text ?? '')?.[0] ?? ''
  const form = await owner.get(`/o/${orgno}/integrations/new`)
  await owner.submit(form, 0, {
    client_name: 'Eksempeletaten – Tur',
    redirect_uris: 'https://tur.example.no/callback',
    post_logout_redirect_uris: 'https://tur.example.no/',
    contact_name: 'Tore Teknisk',
    contact_email: 'tore@etaten.no',
  })
  const integration = /integrations\/(INT-[\w-]+)/.exec((await owner.get(`/o/${orgno}/integrations`)).html)?.[1] ?? ''
  await openRun(at, integration)
  const request = await orderWithoutAccount(at)
  const testClient = (await at.store.portal.integrations.find(integration))?.thing.testClientId ?? ''
  const refused = await refusedLogin(at, testClient)
  const newCase = await owner.get(`/o/${orgno}/cases/new`)
  const opened = await owner.submit(newCase, 0, {
    client_id: 'levert',
    environment: 'test',
    category: 'login',
    severity: 'question',
    subject: 'Hvordan ber vi om nivå høyt?',
    description: 'Vi finner ikke ut hvordan tjenesten ber om innlogging på nivå høyt.',
  })
  const caseNo = /CS-\w+/.exec(opened.path)?.[0] ?? ''
  await owner.post(`/o/${orgno}/test-users`, { count: '60', wish: 'Mange' })
  const prefixOrder = await fillScopes(at)
  const [someMail] = await at.store.outbox.list({}, 1)
  const users = (await at.store.portal.users.list()).map(({ thing }) => thing)
  const userOf = (name: string): string => users.find((user) => user.name === name)?.id ?? ''
  const open = (await at.store.portal.runs.list({ states: ['OPEN'] }))[0]?.thing.id ?? ''
  const o = `/o/${orgno}`
  const own = [
    '',
    '/users',
    `/users/${userOf('Bo Begge')}`,
    '/settings',
    '/integrations',
    '/integrations/new',
    `/integrations/${integration}`,
    `/integrations/${integration}/configuration`,
    `/integrations/${integration}/log`,
    `/integrations/${integration}/verification`,
    '/integrations/I-levert',
    '/integrations/I-levert/log',
    '/integrations/I-levert/verification',
    `/clients/test/${testClient}`,
    `/clients/test/${testClient}/edit`,
    `/clients/test/${testClient}/close`,
    '/clients/prod-sim/levert',
    '/clients/prod-sim/levert/deliveries',
    '/orders',
    `/orders/${submitted}`,
    `/orders/${submitted}/edit`,
    `/orders/${delivered}`,
    '/test-users',
    '/test-certificates',
    '/terms',
    '/terms/accept',
    '/terms/withdraw',
    '/statistics',
    '/statistics?environment=prod-sim',
    '/calendar',
    '/cases',
    '/cases/new',
    `/cases/${caseNo}`,
    '/errors?reference=ukjent',
    `/errors?reference=${refused}`,
    '/periods',
    '/scopes/test',
    '/scopes/prod-sim',
    '/scopes/test/new',
    '/scopes/test/scope?scope=tur%3Asoknad.read',
    '/scopes/test/edit?scope=tur%3Asoknad.read',
    '/scopes/test/close?scope=tur%3Asoknad.read',
    `/scopes/test/deny?scope=tur%3Asoknad.read&consumer_orgno=${otherOrgno}`,
    '/scopes/test/catalogue',
    '/scopes/test/prefixes',
    '/journal',
  ]
  const staff = [
    '',
    `/orders/${submitted}`,
    `/orders/${delivered}`,
    '/organisations',
    `/organisations/${orgno}`,
    '/clients?q=a',
    '/clients/prod-sim/levert',
    `/test-user-requests/${orgno}`,
    '/terms/paper',
    '/cases',
    `/cases/${caseNo}`,
    '/inbound',
    '/deliveries',
    '/outbox',
    `/outbox/${someMail?.id}`,
    '/terms',
    '/statistics',
    '/notices',
    '/periods',
    '/health',
    '/keys',
    '/staff',
    '/journal',
    '/runs/VR-levert',
    `/runs/${open}`,
    `/requests/${request.id}`,
    `/prefixes/${prefixOrder}`,
  ]
  const stops: readonly Stop[] = [
    ...[
      '/',
      '/guide',
      '/terms',
      '/terms/T-1',
      '/order',
      '/support',
      '/network',
      '/status',
      '/verify/report',
      request.link,
      deny,
      '/my',
    ].map((path): Stop => ({ by: 'nobody', path })),
    ...['/my', '/join', `/deliveries/${reference}`, '/nowhere', ...own.map((path) => `${o}${path}`)].map(
      (path): Stop => ({ by: 'owner', path }),
    ),
    ...staff.map((path): Stop => ({ by: 'staff', path: `/operator${path}` })),
    ...[
      '/operator/terms/new',
      '/operator/terms/paper',
      '/operator/staff',
      `/operator/staff/${userOf('Frida Først')}`,
    ].map((path): Stop => ({ by: 'administrator', path })),
  ]
  const administrator = await openPortalUser(at.program, pids.administrator)
  const people: Readonly<Record<string, PortalPerson>> = { owner, staff: first, administrator }
  return {
    at,
    stops,
    async open(browser, by) {
      const page = await openPerson(browser)
      const cookies = people[by]?.agent.cookies ?? new Map<string, string>()
      await page
        .context()
        .addCookies([...cookies].map(([name, value]) => ({ name, value, url: at.program.portal, httpOnly: true })))
      return page
    },
  }
}

/** The reference of a request that was refused: to an address that is not registered, with a scope that the client has not. */
async function refusedLogin({ program }: OrderProgram, clientId: string): Promise<string> {
  const asked = new URLSearchParams({
    client_id: clientId,
    redirect_uri: 'https://tur.example.no/callback/?utm=a',
    response_type: 'code',
    scope: 'openid profile eks:les',
    state: 'a-state-of-the-service',
  })
  const answer = await fetch(`${program.gateway.issuer}/authorize?${asked}`)
  return answer.headers.get('x-correlation-id') ?? ''
}

/** A verification that has been begun: somebody has logged in to the client. */
async function openRun({ owner, store, program }: OrderProgram, integrationId: string): Promise<void> {
  const kept = await store.portal.integrations.find(integrationId)
  if (kept === undefined) throw new Error('the tour has lost its integration')
  await store.portal.integrations.change(
    { ...kept.thing, state: 'LOGIN_SEEN' },
    kept.revision,
    program.clock.nowSeconds(),
  )
  const path = `/o/${orgno}/integrations/${integrationId}/verification`
  await owner.submit(await owner.get(path), path, { levels: ['substantial'], idle_minutes: '30' })
}

/** A test client that was ordered by people the organisation does not know: one order is confirmed, of one the link is open. */
async function orderWithoutAccount({ program, store }: OrderProgram): Promise<{ id: string; link: string }> {
  const person = await openPortalUser(program, pids.stranger)
  const order = async (email: string): Promise<string> => {
    await person.submit(await person.get('/order'), '/order', {
      orgno,
      organisation_name: 'Eksempeletaten',
      client_name: 'Eksempeletaten – Bestilt',
      description: 'Innlogging',
      redirect_uris: 'https://bestilt.example.no/callback',
      contact_name: 'Bea Bestiller',
      contact_email: email,
    })
    const [mail] = await person.mails({ to: email, code: 'M-02' })
    return /\/order\/confirm\/[\w-]+/.exec(mail?.text ?? '')?.[0] ?? ''
  }
  const confirmed = await order('stig@fjord.no')
  await person.submit(await person.get(confirmed), confirmed)
  const [item] = (await store.portal.queue.list({ states: ['OPEN'] })).filter(
    ({ thing }) => thing.kind === 'test_request',
  )
  return { id: item?.thing.objectId ?? '', link: await order('bea@fjord.no') }
}

/** A prefix, a scope that others have and want, a catalogue, and the order of one more prefix, whose number is answered. */
async function fillScopes({ owner, store, program }: OrderProgram): Promise<string> {
  const nowSeconds = program.clock.nowSeconds()
  const user = (await store.portal.users.list()).find(({ thing }) => thing.roles[orgno]?.includes('signatory'))
  if (user === undefined) throw new Error('the tour has lost its signatory')
  const roles = { ...user.thing.roles, [orgno]: [...(user.thing.roles[orgno] ?? []), 'scope_admin' as const] }
  await store.portal.users.change({ ...user.thing, roles }, user.revision, nowSeconds)
  const { prefixes, scopeAccess } = store.environment('test')
  await prefixes.save({ prefix: 'tur', ownerOrgno: orgno }, 'hand', nowSeconds)
  const base = `/o/${orgno}/scopes/test`
  for (const subscope of ['soknad.read', 'vedtak.write'])
    await owner.submit(await owner.get(`${base}/new`), `${base}/new`, {
      prefix: 'tur',
      subscope,
      description: 'Lese søknadene som innbyggeren har sendt til etaten de siste årene',
    })
  const scope = 'tur:soknad.read'
  await owner.post(`${base}/approve`, { scope, consumer_orgno: otherOrgno })
  const access = await scopeAccess.find(scope, otherOrgno)
  if (access === undefined) throw new Error('the tour has lost its access')
  await scopeAccess.save({ ...access, consumerOrgno: '310000035', state: 'REQUESTED' })
  await owner.post(`${base}/prefixes`, { prefix: 'turnummerto', reason: 'API for turer i fjellet' })
  const [order] = (await store.portal.queue.list({ orgno })).filter(({ thing }) => thing.kind === 'prefix_request')
  return order?.thing.objectId ?? ''
}
