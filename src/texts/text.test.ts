import assert from 'node:assert/strict'
import { test } from 'node:test'
import { en } from './en.ts'
import { nb, type TextKey } from './nb.ts'
import { nn } from './nn.ts'
import { se } from './se.ts'
import { textsFor } from './text.ts'

const keys = Object.keys(nb) as TextKey[]
const placeholders = (text: string): string[] => (text.match(/\{[^}]*\}/g) ?? []).sort()

for (const [language, texts] of Object.entries({ nn, en, se })) {
  test(`LANG-1 ${language} has every text, with the same placeholders as bokmål, and none that bokmål lacks`, () => {
    assert.deepEqual(Object.keys(texts).sort(), [...keys].sort())
    for (const key of keys) {
      assert.notEqual(texts[key].trim(), '', key)
      assert.deepEqual(placeholders(texts[key]), placeholders(nb[key]), key)
    }
  })
}

test('LANG-1 a longer text is not left in bokmål', () => {
  for (const key of keys.filter((key) => nb[key].length > 45)) {
    assert.notEqual(nn[key], nb[key], key)
    assert.notEqual(en[key], nb[key], key)
    assert.notEqual(se[key], nb[key], key)
  }
})

test('LANG-1 a text is filled with its values as they are, also when they look like placeholders', () => {
  const text = textsFor('en')
  assert.equal(text('layout.go-to-service', { service: '$& {service}' }), 'Go to $& {service}')
  assert.equal(text('layout.cancel'), 'Cancel')
})

test('LANG-4 each language is named in itself', () => {
  assert.deepEqual(
    (['nb', 'nn', 'en', 'se'] as const).map((language) => textsFor(language)('language.name')),
    ['Bokmål', 'Nynorsk', 'English', 'Davvisámegiella'],
  )
})
