import assert from 'node:assert/strict'
import { test } from 'node:test'
import { integrationTypes } from '../protocol/client.ts'
import type { TermsAcceptance, TermsVersion } from './records.ts'
import { chapterOf, judgeTerms } from './terms.ts'

const day = 86_400
const version = (id: string, fromDay: number): TermsVersion => ({
  id,
  publishedAtSeconds: (fromDay - 30) * day,
  effectiveFromSeconds: fromDay * day,
  graceEndsSeconds: (fromDay + 90) * day,
  summary: {},
  parts: { general: { nb: id }, login: { nb: id } },
  hashes: {},
})
const accepted = (of: string, more: Partial<TermsAcceptance> = {}): TermsAcceptance => ({
  id: of,
  orgno: '310000019',
  kind: 'acceptance',
  organisationName: '',
  version: of,
  chapters: ['general', 'login'],
  language: 'nb',
  textHash: '',
  signatory: { userId: '', name: '', identity: '' },
  ground: 'register_role',
  simulated: false,
  acr: '',
  sessionRef: '',
  atSeconds: 0,
  ip: '',
  ...more,
})
const versions = [version('1.0', 0), version('2.0', 100)]
const status = (records: readonly TermsAcceptance[], atDay: number, realProduction = true): string =>
  judgeTerms(versions, records, 'login', { nowSeconds: atDay * day, realProduction }).status

test('TRM-3 a former version counts until the grace of the one after it has ended, and no day longer', () => {
  const records = [accepted('1.0')]
  assert.deepEqual(
    [50, 99, 100, 189, 190, 500].map((atDay) => status(records, atDay)),
    ['ACCEPTED', 'ACCEPTED', 'ACCEPTED', 'ACCEPTED', 'OUTDATED', 'OUTDATED'],
  )
  assert.equal(status([...records, accepted('2.0')], 500), 'ACCEPTED')
  assert.equal(status([accepted('2.0')], 80), 'ACCEPTED', 'accepted before it takes effect')
})

test('ONB-33 N-18 a simulated acceptance counts where production is played and nowhere else', () => {
  const records = [accepted('1.0', { simulated: true, ground: 'simulated' })]
  assert.equal(status(records, 50, false), 'ACCEPTED')
  assert.equal(status(records, 50, true), 'NONE')
  assert.equal(status([accepted('1.0'), ...records], 50, true), 'ACCEPTED', 'it does not take away what was real')
})

test('TRM-4 TRM-1 a withdrawal ends everything before it, and a new acceptance begins again', () => {
  const withdrawn = [accepted('1.0'), accepted('1.0', { kind: 'withdrawal' })]
  assert.equal(status(withdrawn, 50), 'WITHDRAWN')
  assert.equal(status([...withdrawn, accepted('1.0')], 50), 'ACCEPTED')
})

test('ONB-36 every type of integration has its chapter, and another chapter does not help', () => {
  const chapters = integrationTypes.map(chapterOf)
  assert.equal(chapters.length, integrationTypes.length)
  assert.ok(chapters.every((chapter) => chapter !== 'general' && chapter !== 'supplier'))
  assert.equal(chapterOf('maskinporten'), 'machine')
  assert.equal(status([accepted('1.0', { chapters: ['general', 'machine'] })], 50), 'NONE')
})
