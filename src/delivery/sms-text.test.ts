import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { Secret } from '../protocol/secret.ts'
import { assertOneSegment, isGsmText } from './gsm-text.ts'
import { smsText } from './sms-text.ts'

const sample = { productName: 'Portvakt', supportPhone: '+47 12 34 56 78' }
const longest = { productName: 'ABCDEFGHIJKLMN', supportPhone: '+47 123 45 67 89' }
const languages = ['nb', 'nn', 'en', 'se'] as const
const password = Buffer.from('K7RM-2QXD-9HPT-V4NC-B6WF-3YJG')
const reference = 'DL-7K3M92QX'

test('ONB-110 every SMS is one segment of the basic alphabet, with the longest values too', () => {
  assert.deepEqual([longest.productName.length, longest.supportPhone.length], [14, 16])
  for (const language of languages) {
    const texts = [
      smsText['S-01'](longest, language, { code: new Secret('123456') }).reveal(),
      smsText['S-02'](longest, language, { reference, password }).reveal(),
      smsText['S-03'](longest, language, { reference, newMobile: '+4791234567' }),
      smsText['S-04'](longest, language, { reference }),
    ]
    for (const text of texts) {
      assert.ok(text.length <= 160, `${text.length}: ${text}`)
      assert.ok(isGsmText(text), text)
    }
  }
})

test('ONB-110 a value that would make a second segment, or of letters that SMS lack, throws and is not repeated', () => {
  assert.throws(() => assertOneSegment('x'.repeat(161), 'S-02'), /161 characters, 160 fit/)
  assert.throws(
    () => smsText['S-04']({ ...sample, productName: 'Pørtvakt č hemmelig' }, 'nb', { reference }),
    (error: Error) => /SMS do not have/.test(error.message) && !error.message.includes('hemmelig'),
  )
  for (const character of ['č', '€', '[', '{', '\u00a0', '–', '😀'])
    assert.equal(isGsmText(character), false, character)
})

test('ONB-111 S-02 holds product, reference, password, the word on hyphens and whom to call, and cannot print itself', () => {
  const expected = {
    nb: `Portvakt: passord til zip-filen ${reference}: ${password}\nBindestrekene er med. Har du ikke bestilt dette? Ring ${sample.supportPhone}`,
    nn: `Portvakt: passord til zip-fila ${reference}: ${password}\nBindestrekane er med. Har du ikkje bestilt dette? Ring ${sample.supportPhone}`,
    en: `Portvakt: password for zip file ${reference}: ${password}\nThe hyphens are part of it. Not ordered by you? Call ${sample.supportPhone}`,
  }
  const text = (language: (typeof languages)[number]) => smsText['S-02'](sample, language, { reference, password })
  for (const language of ['nb', 'nn', 'en'] as const) assert.equal(text(language).reveal(), expected[language])
  assert.equal(text('se').reveal(), expected.nb)
  assert.doesNotMatch(text('nb').reveal(), /https?:|@|client/)
  assert.equal(`${text('nb')}${JSON.stringify(text('nb'))}${inspect(text('nb'))}`.includes('K7RM'), false)
})

test('ONB-87 S-01 holds the code and cannot print itself; S-03 tells of a number only its last two digits', () => {
  const text = smsText['S-01'](sample, 'en', { code: new Secret('123456') })
  assert.match(text.reveal(), /123456.*10 minutes.*Never share/)
  assert.equal(String(text), '[secret]')
  const changed = smsText['S-03'](sample, 'nb', { reference, newMobile: '+4791234567' })
  assert.match(changed, /DL-7K3M92QX.*67.*Ring \+47 12 34 56 78/)
  assert.equal(changed.includes('4567'), false)
  assert.match(smsText['S-04'](sample, 'nb', { reference }), /DL-7K3M92QX er trukket tilbake/)
})
