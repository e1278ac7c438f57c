import assert from 'node:assert/strict'
import { test } from 'node:test'
import { normaliseMobile } from './normalise-mobile.ts'

const nordicCountryCodes = ['45', '46', '47', '354', '358']

const judged = (text: string, codes = nordicCountryCodes): string => {
  const result = normaliseMobile(text, codes)
  return result.ok ? result.mobile : result.code
}

test('ONB-86 mobile numbers are taken as people write them', () => {
  for (const [typed, expected] of [
    ['91234567', '+4791234567'],
    [' 412 34 567 ', '+4741234567'],
    ['+47 912-34.567', '+4791234567'],
    ['0047 (912) 34 567', '+4791234567'],
    ['912\u00a034\u00a0567', '+4791234567'],
    ['+46 70 123 45 67', '+46701234567'],
    ['00358401234567', '+358401234567'],
  ] as const)
    assert.equal(judged(typed), expected, typed)
})

test('ONB-86 what is no mobile number, or in a country that is not sent to, is refused with its own code', () => {
  for (const [typed, expected] of [
    ['', 'mobile_required'],
    [' - ', 'mobile_required'],
    ['22334455', 'mobile_not_mobile'],
    ['+4722334455', 'mobile_not_mobile'],
    ['+47912345678', 'mobile_not_mobile'],
    ['9123456', 'mobile_not_mobile'],
    ['+4791234567x', 'mobile_not_mobile'],
    ['+47912\n34567;DROP', 'mobile_not_mobile'],
    ['+047912345', 'mobile_not_mobile'],
    ['+442071234567', 'mobile_country'],
    ['+1 202 555 0100', 'mobile_country'],
  ] as const)
    assert.equal(judged(typed), expected, typed)
  assert.equal(judged('+442071234567', ['44']), '+442071234567')
  assert.equal(judged('91234567', ['44']), 'mobile_country')
})
