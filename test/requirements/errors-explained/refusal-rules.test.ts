import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { describe } from '../../../src/http/oidc/answer-error.ts'
import { describeClient } from '../../../src/protocol/client-registration-answer.ts'
import { errorCodes } from '../../../src/protocol/protocol-error.ts'
import { allRefusalRules, ruleOfRefusal } from '../../../src/protocol/refusal-rules.ts'
import { exampleClient } from '../../contracts/examples.ts'

/** Helpers that make a refusal of one code out of a few words, and what they put before the words. */
const helpers: readonly (readonly [file: RegExp, call: RegExp, code: string, before: string])[] = [
  [/client-assertion|verify-assertion/, /\brefused\(/g, 'invalid_client', 'client assertion: '],
  [/request-object/, /\brequestObjectRefused\(/g, 'invalid_request_object', 'request object: '],
  [/dpop/, /\brefused?\(/g, 'invalid_dpop_proof', 'DPoP proof: '],
  [/client-authentication|authenticate-client|introspect-token/, /\bauthenticationFailed\(/g, 'invalid_client', ''],
  [/pushed-requests/, /\bunusable\(/g, 'invalid_request_uri', ''],
]
const literal = /^\s*(`[^`]*`|'(?:[^'\\]|\\.)*')/
/** The words of a literal; what is filled in is something. */
const words = (text: string): string => text.slice(1, -1).replaceAll(/\$\{[^}]*\}/g, 'something')

/** Every refusal that the source throws with words of its own: code and description. */
function thrown(): { file: string; code: string; says: string }[] {
  const folders = ['protocol', 'usecases/**', 'http/oidc', 'http/login'].map((folder) => `src/${folder}/*.ts`)
  const found: { file: string; code: string; says: string }[] = []
  for (const file of globSync(folders)) {
    // Registration of clients and scopes has rules of its own, and machines have numbers (MP-…).
    if (/registration|machine/.test(file)) continue
    const source = readFileSync(file, 'utf8')
    for (const match of source.matchAll(/new ProtocolError\(\s*'(\w+)',/g)) {
      const said = literal.exec(source.slice(match.index + match[0].length))?.[1]
      if (said !== undefined && !/\$\{why\}/.test(said)) found.push({ file, code: match[1] ?? '', says: words(said) })
    }
    for (const [of, call, code, before] of helpers)
      if (of.test(file))
        for (const match of source.matchAll(call)) {
          const said = literal.exec(source.slice(match.index + match[0].length))?.[1]
          if (said !== undefined) found.push({ file, code, says: before + words(said) })
        }
  }
  return found
}

test('EXPL-1 every refusal that is thrown has a rule of its own', () => {
  const all = thrown()
  assert.ok(all.length > 100, `only ${all.length} were found`)
  const without = all.filter(({ code, says }) => ruleOfRefusal(code, says).rule.startsWith('PV-ERR-3-'))
  assert.deepEqual(without, [])
})

test('EXPL-1 every rule is by a requirement, and names only what a registration has', () => {
  const fields = new Set([...Object.keys(describeClient({ ...exampleClient('one'), jwks: [{}] as never })), 'secrets'])
  for (const { rule, requirement, concerns } of allRefusalRules()) {
    assert.match(rule, /^PV-[A-Z0-9]+-[0-9.]+-[a-z0-9-]+$/)
    assert.ok(rule.startsWith(`PV-${requirement}-`) && requirement !== '', rule)
    for (const field of concerns) assert.ok(fields.has(field), `${rule}: ${field}`)
  }
})

test('EXPL-1 a rule that no refusal is by is none: each of them fits something that is thrown', () => {
  const used = new Set(thrown().map(({ code, says }) => ruleOfRefusal(code, says).rule))
  // Thrown with words that are put together elsewhere, or by the machine issuer.
  const elsewhere =
    /ERR-2[23]|REG-92|CAUTH-16|AUTHZ-40|AUTHZ-31-other|CONS-|AUTHZ-51-single|CAUTH-1-method|RT-8-ended|RO-|CODE-12|AUTHZ-13|AUTHZ-46|CAUTH-1-failed|RFC9449|PAR-7|CLI-2-not/
  const unused = allRefusalRules().filter(({ rule }) => !used.has(rule) && !elsewhere.test(rule))
  assert.deepEqual(
    unused.map(({ rule }) => rule),
    [],
  )
})

test('ERR-1 every description is printable ASCII without quotation mark, backslash and control character', () => {
  for (const { file, says } of thrown()) assert.match(says, /^[\x20\x21\x23-\x5B\x5D-\x7E]+$/, `${file}: ${says}`)
  const strange = `a"b\\c\r\n\t\0\x7FæøΩ💥 ${String.fromCharCode(...Array.from({ length: 256 }, (_, index) => index))}`
  assert.match(describe(strange, 'ref'), /^[\x20\x21\x23-\x5B\x5D-\x7E]+$/)
})

test('EXPL-1 words that nobody knows are still given a stable code, and match no pattern by accident', () => {
  for (const code of Object.keys(errorCodes)) {
    const { rule } = ruleOfRefusal(code, 'qqq')
    assert.match(rule, /^PV-(?:ERR-3-|ERR-22-|ERR-23-|PAR-7-)/, `${code} ${rule}`)
  }
  assert.equal(ruleOfRefusal('nonsense', 'x').rule, 'PV-ERR-3-nonsense')
  assert.equal(ruleOfRefusal('__proto__', 'x').rule, 'PV-ERR-3-__proto__')
})
