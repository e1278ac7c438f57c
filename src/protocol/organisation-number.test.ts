import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isOrganisationNumber } from './organisation-number.ts'

test('REG-22 a number of nine digits whose last is the modulus-11 check digit is accepted', () => {
  for (const orgno of ['310000019', '310000027', '974760673', '991825827'])
    assert.equal(isOrganisationNumber(orgno), true)
})

test('REG-22 wrong length, wrong characters and every other check digit are refused', () => {
  for (const orgno of ['', '31000001', '3100000190', '31000001a', ' 310000019', '310000019\n'])
    assert.equal(isOrganisationNumber(orgno), false, JSON.stringify(orgno))
  for (const last of '012345678') assert.equal(isOrganisationNumber(`31000001${last}`), false)
})

test('REG-22 a number whose check digit would be 10 does not exist', () => {
  const impossible = Array.from({ length: 200 }, (_, step) => String(31_000_000 + step)).filter(
    (eight) => ![...'0123456789'].some((last) => isOrganisationNumber(eight + last)),
  )
  assert.ok(impossible.length > 0)
})
