import assert from 'node:assert/strict'
import { type ChildProcess, execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join as joinPath } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { type Browser, chromium, type Page } from 'playwright-core'
import { needDebianPackages } from '../clients/configurations/debian-packages.ts'
import { launchOptions, noBrowser, openPerson } from '../harness/browser.ts'
import { freePort } from '../harness/gateway.ts'
import { type RunningPortal, startPortalProgram } from '../harness/portal-program.ts'
import { openTlsFront, type TlsFront } from '../harness/tls-front.ts'
import * as steps from './service-owner-steps.ts'

const { orgno, newcomer, staff } = steps
const run = promisify(execFile)
const host = 'soknad.nyetaten.no'
const folder = mkdtempSync(joinPath(tmpdir(), 'portvakt-journey-'))
const services: ChildProcess[] = []
const fronts: TlsFront[] = []
let program: RunningPortal
let browser: Browser
let owner: Page
let first: Page
let second: Page

before(
  async () => {
    if (noBrowser) return
    await needDebianPackages()
    program = await startPortalProgram({ seed: { users: Object.values(staff) } })
    const args = [...launchOptions.args, `--host-resolver-rules=MAP ${host} 127.0.0.1`]
    browser = await chromium.launch({ ...launchOptions, args })
    ;[owner, first, second] = [await person(), await person(), await person()]
  },
  { timeout: 175_000 },
)
after(async () => {
  for (const service of services) service.kill()
  for (const front of fronts) await front.close()
  await browser?.close()
  await program?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const person = (): Promise<Page> => openPerson(browser, { ignoreHTTPSErrors: true })

/** A service in test on this machine, and the same in production behind https. */
async function serviceAddresses() {
  const [port, productionPort, httpsPort] = [await freePort(), await freePort(), await freePort()]
  return {
    port,
    productionPort,
    httpsPort,
    test: `http://localhost:${port}`,
    production: `https://${host}:${httpsPort}`,
  }
}

async function start(...given: Parameters<typeof steps.startService>): Promise<void> {
  services.push(await steps.startService(...given))
}

async function approveByTwo(orderNo: string): Promise<void> {
  await steps.logInToPortal(first, program.portal, staff.first.pid)
  await first.goto(`${program.portal}/operator/orders/${orderNo}`)
  await steps.press(first, 'Ta bestillingen')
  await steps.answerChecklist(first, '/approve')
}

test('E-1 ONB-162 in a browser: from a new organisation to a secret in an encrypted zip and a login in production', {
  skip: noBrowser,
  timeout: 120_000,
}, async () => {
  const at = await serviceAddresses()
  await steps.join(owner, program.portal)
  const client = { name: 'Nyetaten – Søknad', baseUrl: at.test, method: 'client_secret_basic' }
  const made = await steps.makeTestClient(owner, program.portal, client)
  assert.match(made.secret, /^cs_t_/)
  assert.ok(!made.configuration.includes(made.secret))
  await start(made.configuration, { baseUrl: at.test, port: at.port, secret: made.secret })
  await steps.logInAtService(owner, at.test)
  await owner.goto(`${program.portal}/o/${orgno}/test-users`)
  assert.match(await steps.words(owner), /\b\d{2}[89]\d{8}\b/)
  await owner.goto(made.integration)
  await owner.getByText('Innlogging virker i test').waitFor()
  await steps.verify(owner, made.integration)
  await steps.publishTerms(await person(), program.portal)
  await steps.settle(owner, program.portal)

  const order = { integration: made.integration, baseUrl: at.production, mobile: '99 88 77 66' }
  const orderNo = await steps.placeOrder(owner, program.portal, order)
  await approveByTwo(orderNo)
  await steps.logInToPortal(second, program.portal, staff.second.pid)
  await second.goto(`${program.portal}/operator`)
  await second.getByRole('link', { name: orderNo }).click()
  await steps.answerChecklist(second, '/second-approval')

  const sms = await steps.mailbox(program.portal, 'code=S-02')
  const mail = await steps.mailbox(program.portal, 'code=M-13')
  const password = /(?:\w{4}-){5}\w{4}/.exec(sms.text)?.[0] ?? ''
  const zip = joinPath(folder, 'credentials.zip')
  const attachment = await fetch(new URL(mail.attachments?.[0]?.url ?? '', program.portal))
  writeFileSync(zip, Buffer.from(await attachment.arrayBuffer()))
  await run('7zz', ['x', `-p${password}`, `-o${folder}`, zip])
  const credentials = JSON.parse(readFileSync(joinPath(folder, 'credentials.json'), 'utf8')) as Record<string, string>
  assert.equal(credentials.issuer, program.productionIssuer)

  const secret = credentials.client_secret ?? ''
  fronts.push(await openTlsFront(host, at.httpsPort, at.productionPort))
  const pasted = `OIDC_ISSUER='${credentials.issuer}'\nOIDC_CLIENT_ID='${credentials.client_id}'\n`
  await start(pasted, { baseUrl: at.production, port: at.productionPort, secret })
  await steps.logInAtService(owner, at.production, newcomer.pid)
  await owner.goto(made.integration)
  await owner.getByText('I produksjon', { exact: false }).first().waitFor()
  await owner.goto(`${program.portal}/o/${orgno}/orders/${orderNo}`)
  await owner.getByText('Klienten kan brukes i produksjon.').waitFor()

  const written = ['portvakt.sqlite', 'portvakt.sqlite-wal'].map((name) =>
    readFileSync(joinPath(program.gateway.folder, name)),
  )
  for (const hidden of [secret, password, made.secret]) {
    assert.ok(!Buffer.concat(written).includes(hidden))
    assert.ok(!program.gateway.logLines.join('\n').includes(hidden))
  }
})

test('E-2 ONB-85 in a browser: with an enterprise certificate no mobile number is asked for and no secret is made', {
  skip: noBrowser,
  timeout: 120_000,
}, async () => {
  const at = await serviceAddresses()
  await owner.goto(`${program.portal}/o/${orgno}/test-certificates`)
  await steps.choose(owner, 'format', 'pem')
  const downloading = owner.waitForEvent('download')
  await steps.press(owner, 'Lag og last ned')
  const certificate = joinPath(folder, 'certificate.pem')
  await (await downloading).saveAs(certificate)

  const client = { name: 'Nyetaten – Svar', baseUrl: at.test, method: 'private_key_jwt' }
  const made = await steps.makeTestClient(owner, program.portal, client)
  assert.equal(made.secret, '')
  await start(made.configuration, { baseUrl: at.test, port: at.port, certificate })
  await steps.logInAtService(owner, at.test)
  await owner.goto(made.integration)
  await owner.getByText('Innlogging virker i test').waitFor()
  await steps.verify(owner, made.integration)
  await steps.logInToPortal(owner, program.portal, newcomer.pid)
  await owner.goto(`${made.integration}/order`)
  assert.equal(await owner.locator('[name="credential_receiver.mobile"]').count(), 0)
  const orderNo = await steps.placeOrder(owner, program.portal, {
    integration: made.integration,
    baseUrl: at.production,
    certificate: readFileSync(certificate, 'utf8').replace(/-----BEGIN PRIVATE KEY[\s\S]*/, ''),
  })
  const before = await fetch(`${program.portal}/dev/outbox/messages?kind=sms`).then((answer) => answer.text())
  await approveByTwo(orderNo)
  const mail = await steps.mailbox(program.portal, `code=M-12&reference=${orderNo}`)
  const clientId = /client_id:?\s+(\S+)/.exec(mail.text)?.[1] ?? ''
  fronts.push(await openTlsFront(host, at.httpsPort, at.productionPort))
  const pasted = `OIDC_ISSUER='${program.productionIssuer}'\nOIDC_CLIENT_ID='${clientId}'\n`
  await start(pasted, { baseUrl: at.production, port: at.productionPort, certificate })
  await steps.logInAtService(owner, at.production)
  const afterwards = await fetch(`${program.portal}/dev/outbox/messages?kind=sms`).then((answer) => answer.text())
  assert.equal(afterwards, before)
})
