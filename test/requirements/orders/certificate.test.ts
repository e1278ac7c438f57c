import assert from 'node:assert/strict'
import { createSign, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { openFileDevelopmentCa } from '../../../src/certificates/development-ca/file-development-ca.ts'
import type { CertificateFlaw, IssuedCertificate } from '../../../src/certificates/development-ca.ts'
import { send } from '../../harness/user-agent.ts'
import {
  approve,
  filledIn,
  mailsWhen,
  type OrderProgram,
  openOrderForm,
  orgno,
  otherOrgno,
  placeOrder,
  smsSoFar,
  startOrderProgram,
} from './order-program.ts'

let at: OrderProgram
const withKey = { tokenEndpointAuthMethod: 'private_key_jwt' } as const

before(async () => {
  at = await startOrderProgram()
})
after(() => at.stop())

const issue = (flaw: CertificateFlaw, of: string = orgno): Promise<IssuedCertificate> =>
  openFileDevelopmentCa(join(at.program.gateway.folder, 'development-ca'), `${at.program.issuer}/dev/ca/crl`).issue(
    { orgno: of, name: 'Eksempeletaten', flaw, profile: 'seal', password: 'x' },
    at.program.clock.nowSeconds(),
  )

test('E-2 ONB-85 with an enterprise certificate the order asks for no number, sends no SMS, and its certificate opens production', async () => {
  const certificate = await issue('good')
  const form = await openOrderForm(at.owner, await at.verified('sertifikat', withKey))
  assert.ok(!form.html.includes('credential_receiver.mobile'))
  const orderNo = await placeOrder(at, 'I-sertifikat', undefined, { certificate: certificate.certificatePem })
  await approve(at, orderNo)
  assert.equal((await at.store.portal.orders.find(orderNo))?.thing.state, 'COMPLETED')
  const mails = await mailsWhen(at.owner, { code: 'M-12' }, (all) => all.length === 3)
  assert.ok(mails.every(({ text }) => text.includes('certificate serial: ')))
  assert.deepEqual(await smsSoFar(at), [])
  const now = at.program.clock.nowSeconds()
  const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  const claims = {
    iss: 'sertifikat',
    sub: 'sertifikat',
    aud: at.program.productionIssuer,
    jti: randomUUID(),
    iat: now,
    exp: now + 60,
  }
  const signed = `${encoded({ alg: 'RS256', x5c: certificate.x5c })}.${encoded(claims)}`
  const assertion = `${signed}.${createSign('RSA-SHA256').update(signed).sign(certificate.privateKeyPem, 'base64url')}`
  const answer = await send(`${at.program.productionIssuer}/token`, {
    form: {
      grant_type: 'authorization_code',
      code: 'none',
      redirect_uri: 'https://sertifikat.example.no/callback',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    },
  })
  // The client is let in; only the code is none.
  assert.equal(answer.json().error, 'invalid_grant', answer.text)
})

test('ONB-81 a certificate of another organisation, an expired one and one that is no certificate are each told', async () => {
  const form = await openOrderForm(at.owner, await at.verified('darlig', withKey))
  for (const [certificate, words] of [
    [(await issue('good', otherOrgno)).certificatePem, /tilhører en annen organisasjon/],
    [(await issue('expired')).certificatePem, /er utløpt/],
    ['ikke et sertifikat', /ikke utstedt av en utsteder/],
  ] as const) {
    const refused = await at.owner.submit(form, '/edit', { ...filledIn, certificate, do: 'submit' })
    assert.equal(refused.status, 422)
    assert.match(refused.words, words)
  }
})
