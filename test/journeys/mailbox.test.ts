import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { Secret } from '../../src/protocol/secret.ts'
import { launchOptions, noBrowser, openBrowser, openPerson, pageFaults } from '../harness/browser.ts'
import { exampleMail } from '../requirements/outbox/example-mail.ts'
import { openMailboxSite } from '../requirements/outbox/mailbox-site.ts'

const skip = noBrowser
const { app, house, durable, clock } = await openMailboxSite()
let browser: Browser
let address: string
before(async () => {
  if (skip !== false) return
  assert.ok(launchOptions.executablePath !== '')
  await app.listen({ host: '127.0.0.1', port: 0 })
  address = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  browser = await openBrowser()
  await durable.outbox.add(
    exampleMail({
      subject: 'Klienthemmelighet for en tjeneste med et langt navn (test) – DL-7K3M92QX',
      reference: 'DL-7K3M92QX',
      html: '<h1>Hei</h1><script>document.title = "evil"</script>',
      attachment: { name: 'credentials-DL-7K3M92QX.zip', type: 'application/zip', base64: 'UEsDBA==' },
    }),
    clock.nowSeconds(),
  )
  await house.courier.step()
  await house.smsSender.send({
    to: '+4791234567',
    text: new Secret('Portvakt: passord til zip-filen DL-7K3M92QX: K7RM-2QXD-9HPT-V4NC-B6WF-3YJG'),
    reference: 'DL-7K3M92QX',
    code: 'S-02',
  })
})
after(async () => {
  await browser?.close()
  await app.close()
})

test('ONB-181 UD-1 the mailbox and a message in it are read by everybody, wide and narrow', { skip }, async () => {
  const page = await openPerson(browser)
  for (const language of ['nb', 'en'] as const) {
    await page.goto(`${address}/dev/outbox?lang=${language}`)
    assert.deepEqual(await pageFaults(page), [])
  }
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.getByRole('link', { name: /Klienthemmelighet/ }).click()
  await page.waitForLoadState('load')
  assert.deepEqual(await pageFaults(page), [])
})

test('ONB-181 a script in a mail does not run, its attachment is downloaded, and the way back works without scripts', {
  skip,
}, async () => {
  const page = await openPerson(browser, { javaScriptEnabled: false })
  await page.goto(`${address}/dev/outbox`)
  await page.getByRole('link', { name: /Klienthemmelighet/ }).click()
  await page.frameLocator('iframe').getByRole('heading', { name: 'Hei' }).waitFor()
  assert.match(await page.title(), /Klienthemmelighet/)
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'credentials-DL-7K3M92QX.zip' }).click()
  assert.equal((await download).suggestedFilename(), 'credentials-DL-7K3M92QX.zip')
  await page.getByRole('link', { name: 'Til postkassen' }).click()
  await page.getByLabel('Kode').fill('S-02')
  await page.getByRole('button', { name: 'Vis', exact: true }).click()
  await page.getByText('K7RM-2QXD-9HPT-V4NC-B6WF-3YJG').waitFor()
  assert.equal(await page.getByRole('link', { name: /Klienthemmelighet/ }).count(), 0)
})
