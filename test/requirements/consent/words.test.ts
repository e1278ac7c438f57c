import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { after, before, test } from 'node:test'
import { consentEdition, spokenDuration } from '../../../src/protocol/consent-text.ts'
import { languages } from '../../../src/protocol/language.ts'
import { openSqlDurableStore } from '../../../src/storage/sql/durable-store.ts'
import { openSqliteDatabase } from '../../../src/storage/sqlite/database.ts'
import { en } from '../../../src/texts/en.ts'
import { nb } from '../../../src/texts/nb.ts'
import { nn } from '../../../src/texts/nn.ts'
import { se } from '../../../src/texts/se.ts'
import { recallConsent } from '../../../src/usecases/consent/recall-consent.ts'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { openRelyingParty, type Parameters } from '../../harness/relying-party.ts'
import { openUserAgent } from '../../harness/user-agent.ts'
import { consentSeed, lastAuthorization, longText, openDialogue, plain, read, readDialogue, write } from './dialogue.ts'

let gateway: RunningGateway
before(async () => {
  gateway = await startGateway({ seed: consentSeed() })
})
after(() => gateway.stop())

const lege = (scope = `openid profile ${plain} ${read} ${write}`) => openRelyingParty(gateway.issuer, 'lege', { scope })
/** The dialogue of a citizen who is asked whatever was agreed to before. */
const asked = (changes: Parameters = {}, browser = openUserAgent(), scope?: string) =>
  openDialogue(lege(scope), browser, { prompt: 'consent', ...changes })

test('CONS-2 the dialogue tells who asks, for what in the owner’s words, for how long, and that it is voluntary', async () => {
  const { text } = (await asked()).page
  assert.match(text, /<h1[^>]*>En tjeneste ber om tilgang<\/h1>/)
  assert.match(text, /<p>Legeappen &amp; Co ber om å få tilgang til dette:<\/p>/)
  assert.match(text, /<h2[^>]*>Lese sykmeldingene dine<\/h2>/)
  assert.match(text, /<h2[^>]*>Skrive sykmeldinger<\/h2>/)
  assert.match(text, /<p>Tilgangen varer i 90 minutter\.<\/p>/)
  assert.match(text, /Det er frivillig å gi tilgang\. Gjør det bare for tjenester du stoler på\./)
  assert.match(text, /Du kan når som helst trekke tilgangen tilbake\. <a class="ds-link" href="[^"]+\/profile\/test">/)
  assert.match(text, /<title>En tjeneste ber om tilgang – Legeappen &amp; Co – Portvakt<\/title>/)
})

test('CONS-2 SCOPE-8 the long text is shown with bold, italic, paragraphs and links that say where they lead', async () => {
  const { text } = (await asked()).page
  assert.ok(text.includes('<p>Tjenesten får lese <strong>alle sykmeldingene</strong> dine, <em>også gamle</em>.</p>'))
  assert.ok(
    text.includes(
      '<a class="ds-link" href="https://www.etat.example/hjelp?a=1&amp;b=2" target="_blank" rel="noopener noreferrer">hos Eksempeletaten <span class="pv-notice">(www.etat.example, åpnes i en ny fane)</span></a>',
    ),
  )
})

test('CONS-2 LIFE-5 SCOPE-14 the time that is told is the one that the authorization gets', async () => {
  const limited = await asked({}, openUserAgent(), `openid ${read}`)
  assert.match(limited.page.text, /varer i 90 minutter/)
  await limited.press('accept')
  const { approvedAtSeconds, expiresAtSeconds } = lastAuthorization(gateway)
  assert.equal(Number(expiresAtSeconds) - Number(approvedAtSeconds), 5400)
  const free = await asked({}, openUserAgent(), `openid ${write}`)
  assert.match(free.page.text, /varer i 2 timer/)
})

const spoken = [
  [1, 1, 'minute'],
  [60, 1, 'minute'],
  [61, 2, 'minute'],
  [3600, 1, 'hour'],
  [5400, 90, 'minute'],
  [7200, 2, 'hour'],
  [9001, 151, 'minute'],
  [10_801, 4, 'hour'],
  [86_400, 1, 'day'],
  [90_000, 25, 'hour'],
  [259_201, 4, 'day'],
  [31_536_000, 365, 'day'],
] as const
for (const [seconds, count, unit] of spoken)
  test(`CONS-2 ${seconds} seconds are told as ${count} ${unit}`, () => {
    assert.deepEqual(spokenDuration(seconds), { count, unit })
  })

test('OBO-2 PAGE-20 the dialogue asks in the name of the body that is served', async () => {
  const { text } = (await asked({ onbehalfof: 'fjord' })).page
  assert.match(text, /<p>Fjord kommune ber om å få tilgang til dette:<\/p>/)
  assert.equal(text.includes('Legeappen'), false)
})

test('CONS-3 AUTO-9 yes and no are buttons of one kind, none chosen, and no field could send the form by itself', async () => {
  const { text } = (await asked()).page
  const form = /<form method="post" action="\/authorize\/consent[\s\S]*?<\/form>/.exec(text)?.[0] ?? ''
  const buttons = [...form.matchAll(/<button ([^>]*) value="(\w+)">/g)]
  assert.deepEqual(
    buttons.map(([, attributes, value]) => [attributes, value]),
    ['accept', 'decline'].map((value) => [
      'class="ds-button" data-variant="secondary" type="submit" name="decision"',
      value,
    ]),
  )
  assert.equal(/autofocus|<input type="(?!hidden)/.test(form), false)
})

test('CONS-9 what needs no consent is not listed', async () => {
  const { text } = (await asked()).page
  assert.equal(text.includes('By value'), false)
  assert.equal([...text.matchAll(/<h2/g)].length, 2)
})

test('CONS-7 a scope without a translation is shown in bokmål, marked so; each of its texts for itself', async () => {
  const english = (await asked({ ui_locales: 'en' })).page.text
  assert.match(english, /<h2 class="ds-heading" data-size="xs">Read your sick notes<\/h2>/)
  assert.match(english, /<h2 class="ds-heading" data-size="xs" lang="nb">Skrive sykmeldinger<\/h2>/)
  assert.match(english, /<div class="pv-long" lang="nb"><p>Tjenesten/)
  assert.match(english, /<span class="pv-notice" lang="en">\(www\.etat\.example, opens in a new tab\)<\/span>/)
  const nynorsk = (await asked({ ui_locales: 'nn' })).page.text
  assert.match(nynorsk, /<h2 class="ds-heading" data-size="xs" lang="nb">Lese sykmeldingene dine<\/h2>/)
  assert.match(nynorsk, /<div class="pv-long"><p>Tenesta får lese sjukmeldingane dine\.<\/p>/)
  assert.equal(/lang="nb">(?:Lese|Skrive)/.test((await asked()).page.text), false)
})

test('LANG-4 CONS-7 the language changes on the dialogue and the login goes on; the locale is that of the answer', async () => {
  const browser = openUserAgent()
  const dialogue = await asked({}, browser)
  const login = dialogue.url.searchParams.get('login') ?? ''
  const changed = await browser.send(`${gateway.issuer}/language`, { form: { page: 'consent', login, language: 'se' } })
  assert.equal(changed.location().href, dialogue.url.href)
  const sami = await readDialogue(browser, dialogue.url)
  assert.match(sami.page.text, /<html lang="se">[\s\S]*Bálvalus bivdá dus lobi/)
  await sami.press('accept')
  const { locale, consent } = lastAuthorization(gateway)
  assert.deepEqual([locale, consent?.language], ['se', 'se'])
})

test('CONS-8 with the authorization stands what was shown and decided, when, and in which words', async () => {
  await (await asked()).press('accept')
  const { scopes, consent } = lastAuthorization(gateway)
  assert.deepEqual(scopes, ['openid', 'profile', plain, read, write])
  assert.deepEqual(consent, {
    decision: 'accepted',
    decidedAtSeconds: gateway.clock.nowSeconds(),
    language: 'nb',
    textHash: consent?.textHash,
    scopes: [
      { name: read, revision: 1 },
      { name: write, revision: 1 },
    ],
    shown: { name: 'Legeappen & Co', lifetimeSeconds: 5400, edition: consentEdition },
  })
  assert.match(consent?.textHash ?? '', /^[\w-]{43}$/)
})

test('CONS-8 a no is kept too, also where only the login is left', async () => {
  await (await asked({}, openUserAgent(), `openid ${read}`)).press('decline')
  const { scopes, consent } = lastAuthorization(gateway)
  assert.deepEqual([scopes, consent?.decision], [['openid'], 'declined'])
})

test('CONS-8 no evidence where nobody was asked', async () => {
  const browser = openUserAgent()
  await (await asked({}, browser)).press('accept')
  await lege().authorize(browser)
  assert.equal('consent' in lastAuthorization(gateway), false)
})

test('CONS-8 the words that were shown can be shown again after the owner has changed them', async () => {
  const browser = openUserAgent()
  const before = await asked({ ui_locales: 'en' }, browser)
  await before.press('accept')
  const { consent } = lastAuthorization(gateway)
  assert.ok(consent !== undefined)
  const open = await asked()
  const seed = consentSeed({ read: { 'description#en': 'Something else', long_description: 'Noe annet.' } })
  assert.deepEqual(await gateway.reseed(seed), [])
  const durable = openSqlDurableStore(openSqliteDatabase(`${gateway.folder}/portvakt.sqlite`))
  const recall = recallConsent({ shelves: durable.environment('test') })
  const again = await recall(consent)
  assert.equal(again?.scopes[0]?.description.text, 'Read your sick notes')
  assert.equal(again?.scopes[0]?.longDescription?.text, longText)
  assert.deepEqual([again?.name, again?.language, again?.lifetimeSeconds], ['Legeappen & Co', 'en', 5400])
  // Words that were not those are not claimed to be.
  assert.equal(await recall({ ...consent, textHash: 'x'.repeat(43) }), undefined)
  assert.equal(await recall({ ...consent, shown: { ...consent.shown, name: 'Andre' } }), undefined)
  assert.equal(await recall({ ...consent, scopes: [{ name: read, revision: 9 }] }), undefined)
  durable.close()

  // A dialogue that was open meanwhile: the answer was to other words, so it is asked again.
  const late = await open.press('accept')
  assert.equal(late.status, 200)
  assert.match(late.text, /er endret siden det ble vist[\s\S]*Noe annet\./)
  assert.equal((await (await readDialogue(browser, before.url)).page).status, 400)
})

test('CONS-8 a sentence of ours changes only with the edition that the evidence names', () => {
  const sentences = Object.fromEntries(
    languages.map((language) => {
      const texts: Readonly<Record<string, string>> = { nb, nn, en, se }[language]
      return [
        language,
        Object.entries(texts)
          .filter(([key]) => key.startsWith('consent.'))
          .sort(),
      ]
    }),
  )
  const editions: Readonly<Record<number, string>> = { 1: 'HF_u9HGeWguOXteKiotHPLmH4kuG3H3349PNx9JFCHM' }
  assert.equal(
    hash('sha256', JSON.stringify(sentences), 'base64url'),
    editions[consentEdition],
    'the words of the dialogue changed: add an edition in src/protocol/consent-text.ts and here',
  )
})

test('CONS-8 no national id is in what is written down of a consent', async () => {
  await (await asked()).press('accept')
  assert.equal(/\d{11}/.test(JSON.stringify(gateway.events.filter(({ kind }) => kind.startsWith('consent')))), false)
})
