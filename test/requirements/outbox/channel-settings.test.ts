import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readSettings } from '../../../src/config/read-settings.ts'
import type { Settings } from '../../../src/config/settings.ts'

const files: Readonly<Record<string, string>> = { password: ' secret\n', token: 'token', key: 'PEM', empty: ' \n' }
const readFile = (path: string): string => {
  const text = files[path]
  if (text === undefined) throw Object.assign(new Error('no such file'), { code: 'ENOENT' })
  return text
}
const read = (variables: Record<string, string>, sites?: Settings['sites']) => readSettings(variables, readFile, sites)
const good = (variables: Record<string, string>, sites?: Settings['sites']): Settings => {
  const reading = read(variables, sites)
  assert.ok(reading.ok, JSON.stringify(reading))
  return reading.settings
}
const problems = (variables: Record<string, string>, sites?: Settings['sites']): readonly string[] => {
  const reading = read(variables, sites)
  // Real production demands more than this file is about.
  return reading.ok
    ? []
    : reading.problems.filter((problem) => /^GATEWAY_(MAIL|SMS|DEV|PRODUCT|SUPPORT)_/.test(problem))
}
const production = {
  GATEWAY_ENVIRONMENTS: 'production',
  GATEWAY_PRODUCTION_KIND: 'prod',
  GATEWAY_PRODUCTION_PORT: '7075',
  GATEWAY_PRODUCTION_ISSUER: 'https://login.etat.no',
  GATEWAY_PORTAL_CLIENT_SECRET_FILE: 'token',
}
const channels = {
  GATEWAY_MAIL_TRANSPORT: 'smtp',
  GATEWAY_MAIL_FROM: 'no-reply@etat.no',
  GATEWAY_MAIL_SMTP_HOST: 'smtp.etat.no',
  GATEWAY_SMS_TRANSPORT: 'http',
  GATEWAY_SMS_HTTP_URL: 'https://sms.etat.no/send',
  GATEWAY_SMS_HTTP_TOKEN_FILE: 'token',
}

test('ONB-180 without settings everything stays in the local mailbox, which can be looked into', () => {
  const { mail, sms, dev } = good({})
  assert.deepEqual([mail.smtp, sms.gateway, dev.outbox], [undefined, undefined, true])
})

test('ONB-180 ONB-200 N-13 beside real production the local mailbox is refused, however it is asked for', () => {
  for (const [name, value] of [
    ['GATEWAY_MAIL_TRANSPORT', 'outbox'],
    ['GATEWAY_SMS_TRANSPORT', 'outbox'],
    ['GATEWAY_DEV_OUTBOX', 'true'],
    ['GATEWAY_MAIL_SMTP_STARTTLS', 'none'],
  ] as const) {
    const found = problems({ ...production, ...channels, [name]: value })
    assert.equal(found.length, 1, name)
    assert.ok(found[0]?.startsWith(`${name} `) && found[0].includes('ONB-180'), found.join())
  }
  // A simulated production may have it (ONB-201).
  assert.equal(good({ GATEWAY_ENVIRONMENTS: 'test,prod-sim', GATEWAY_DEV_OUTBOX: 'true' }).dev.outbox, true)
  assert.equal(good({ ...production, ...channels }, ['gateway']).dev.outbox, false)
})

test('ONB-200 beside real production the portal needs a mail server and an SMS gateway, and every lack is told', () => {
  assert.deepEqual(
    problems(production).map((problem) => problem.split(' ', 1)[0]),
    ['GATEWAY_MAIL_SMTP_HOST', 'GATEWAY_MAIL_FROM', 'GATEWAY_SMS_HTTP_URL', 'GATEWAY_SMS_HTTP_TOKEN_FILE'],
  )
  assert.deepEqual(problems({ ...production, ...channels }), [])
  assert.deepEqual(problems(production, ['gateway']), [], 'a gateway alone sends nothing')
  assert.equal(problems({ ...production, GATEWAY_SITES: 'gateway' }, ['portal']).length, 4)
})

test('ONB-200 a file with a secret that is not there or is empty stops the start', () => {
  for (const [name, extra] of [
    ['GATEWAY_MAIL_SMTP_PASSWORD_FILE', { GATEWAY_MAIL_SMTP_USER: 'portvakt' }],
    ['GATEWAY_SMS_HTTP_TOKEN_FILE', {}],
    ['GATEWAY_SMS_HTTP_CALLBACK_SECRET_FILE', {}],
    ['GATEWAY_MAIL_SMTP_CA_FILE', {}],
  ] as const)
    for (const [path, why] of [
      ['gone', /cannot be read \(ENOENT\)/],
      ['empty', /is empty/],
    ] as const) {
      const found = problems({ ...channels, ...extra, [name]: path })
      assert.ok(
        found.some((problem) => problem.startsWith(name) && why.test(problem)),
        found.join(),
      )
    }
})

test('ONB-200 a user needs a password, a DKIM key its name, and passwords go to https addresses only', () => {
  const one = (variables: Record<string, string>): string => {
    const found = problems({ ...channels, ...variables })
    assert.equal(found.length, 1, found.join())
    return found[0] ?? ''
  }
  assert.match(one({ GATEWAY_MAIL_SMTP_USER: 'portvakt' }), /PASSWORD_FILE is missing/)
  assert.match(one({ GATEWAY_MAIL_SMTP_PASSWORD_FILE: 'password' }), /SMTP_USER is missing/)
  assert.match(one({ GATEWAY_MAIL_DKIM_DOMAIN: 'etat.no' }), /selector/)
  assert.match(one({ GATEWAY_SMS_HTTP_URL: 'http://sms.etat.no/send' }), /must be https/)
  assert.match(one({ GATEWAY_SMS_HTTP_SENDER: 'Portvakt sin' }), /1 to 11/)
  assert.match(one({ GATEWAY_MAIL_REPLY_TO: 'a@b.no, c@d.no' }), /one mail address/)
  assert.deepEqual(problems({ ...channels, GATEWAY_SMS_HTTP_URL: 'http://127.0.0.1:9000/' }), [])
})

test('ONB-110 a product name or a telephone number that SMS have no room or letters for is refused', () => {
  assert.equal(good({ GATEWAY_PRODUCT_NAME: 'Innlogging Øst' }).productName, 'Innlogging Øst')
  for (const [name, value] of [
    ['GATEWAY_PRODUCT_NAME', 'Fjorten og mer!'],
    ['GATEWAY_PRODUCT_NAME', 'Portvákt'],
    ['GATEWAY_SUPPORT_PHONE', '+47 22 33 44 55 66'],
  ] as const)
    assert.match(problems({ [name]: value })[0] ?? '', new RegExp(`^${name} must be 1 to`))
})

test('ONB-187 what is read from a file cannot print itself', () => {
  const settings = good({
    ...channels,
    GATEWAY_MAIL_SMTP_USER: 'portvakt',
    GATEWAY_MAIL_SMTP_PASSWORD_FILE: 'password',
    GATEWAY_MAIL_DKIM_DOMAIN: 'etat.no',
    GATEWAY_MAIL_DKIM_SELECTOR: 'a',
    GATEWAY_MAIL_DKIM_PRIVATE_KEY_FILE: 'key',
  })
  assert.equal(settings.mail.smtp?.password?.reveal(), 'secret')
  assert.equal(settings.mail.smtp?.dkim?.privateKey.reveal(), 'PEM')
  assert.doesNotMatch(JSON.stringify(settings), /:"(secret|token)"|PEM/)
})

test('ONB-86 country codes of mobile numbers can be set', () => {
  assert.deepEqual(good({}).sms.allowedCountryCodes, ['45', '46', '47', '354', '358'])
  assert.deepEqual(good({ GATEWAY_SMS_ALLOWED_COUNTRY_CODES: '47, 44' }).sms.allowedCountryCodes, ['47', '44'])
  assert.match(problems({ GATEWAY_SMS_ALLOWED_COUNTRY_CODES: '+47' })[0] ?? '', /without a plus sign/)
})
