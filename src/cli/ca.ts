import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import {
  type CertificateFlaw,
  type CertificateProfile,
  certificateFlaws,
  certificateProfiles,
  type DevelopmentCa,
} from '../certificates/development-ca.ts'
import { readSettings } from '../config/read-settings.ts'
import type { Settings } from '../config/settings.ts'
import { isOrganisationNumber } from '../protocol/organisation-number.ts'
import { systemClock } from '../system/clock.ts'

const usage = `ca issue --orgno 310000019 --name Eksempeletaten --out etaten.p12
         [--kind ${certificateFlaws.join('|')}]
         [--profile ${certificateProfiles.join('|')}] [--password dev]
                     issue a certificate for trying; beside the PKCS#12 file stand ….cert.pem and ….key.pem
ca revoke <serial>   revoke a certificate that it has issued
ca show              show what it has issued, and the root to trust elsewhere`

type OpenCa = (settings: Settings) => DevelopmentCa | undefined

/** The development CA by hand (CR-9). Resolves with the exit code: 0, 64 (wrong words), 78 (settings) or 1 (nothing to do it on). */
export async function runCaCommand(
  words: readonly string[],
  variables: Readonly<Record<string, string | undefined>>,
  openCa: OpenCa,
): Promise<number> {
  const read = readSettings(variables, (path) => readFileSync(path, 'utf8'))
  if (!read.ok) {
    for (const problem of read.problems) console.error(problem)
    return 78
  }
  const ca = openCa(read.settings)
  if (ca === undefined) {
    console.error(
      'No environment trusts a development CA: all are of kind prod, or GATEWAY_<NAME>_DEVELOPMENT_CA is off.',
    )
    return 78
  }
  const [action, ...rest] = words
  if (action === 'issue') return issue(ca, rest)
  if (action === 'revoke' && rest.length === 1) return revoke(ca, rest[0] ?? '')
  if (action === 'show' && rest.length === 0) return show(ca)
  return wrong()
}

function wrong(problem?: string): number {
  console.error(problem === undefined ? usage : `${problem}\n\n${usage}`)
  return 64
}

async function issue(ca: DevelopmentCa, words: readonly string[]): Promise<number> {
  const text = { type: 'string' } as const
  const options = { orgno: text, name: text, out: text, kind: text, profile: text, password: text }
  let values: Partial<Record<keyof typeof options, string>>
  try {
    values = parseArgs({ args: [...words], options }).values
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error))
  }
  const { orgno = '', name = '', out = '', kind = 'good', profile = 'seal', password = 'dev' } = values
  const isOneOf = <Word extends string>(word: string, known: readonly Word[]): word is Word =>
    (known as readonly string[]).includes(word)
  if (!isOrganisationNumber(orgno)) return wrong('--orgno must be nine digits with a right check digit.')
  if (name === '' || name.length > 64) return wrong('--name must be 1 to 64 characters.')
  if (!out.endsWith('.p12')) return wrong('--out must be the name of a file that ends in .p12.')
  if (!isOneOf(kind, certificateFlaws)) return wrong(`--kind must be one of ${certificateFlaws.join(', ')}.`)
  if (!isOneOf(profile, certificateProfiles))
    return wrong(`--profile must be one of ${certificateProfiles.join(', ')}.`)
  return deliver(ca, { orgno, name, flaw: kind, profile, password }, out)
}

async function deliver(
  ca: DevelopmentCa,
  order: { orgno: string; name: string; flaw: CertificateFlaw; profile: CertificateProfile; password: string },
  out: string,
): Promise<number> {
  const issued = await ca.issue(order, systemClock.nowSeconds())
  const base = out.replace(/\.p12$/, '')
  const files = [
    [out, issued.pkcs12],
    [`${base}.cert.pem`, issued.certificatePem],
    [`${base}.key.pem`, issued.privateKeyPem],
  ] as const
  try {
    for (const [path, content] of files) writeFileSync(path, content, { mode: 0o600 })
  } catch (error) {
    console.error(`The files cannot be written: ${error instanceof Error ? error.message : error}`)
    return 1
  }
  console.log(`${issued.serialNumber} ${order.flaw}, until ${day(issued.notAfterSeconds)}`)
  for (const [path] of files) console.log(path)
  return 0
}

function revoke(ca: DevelopmentCa, serialNumber: string): number {
  if (ca.revoke(serialNumber.toUpperCase(), systemClock.nowSeconds())) return 0
  console.error(`The development CA has issued no certificate ${serialNumber}; see ca show.`)
  return 1
}

function show(ca: DevelopmentCa): number {
  const own = ca.certificates()
  if (own === undefined) {
    console.log('There is no development CA yet; the first ca issue makes it.')
    return 0
  }
  for (const { serialNumber, orgno, name, flaw, notAfterSeconds, revokedAtSeconds } of ca.issued())
    console.log(
      `${serialNumber} ${orgno} ${name}, ${flaw}, until ${day(notAfterSeconds)}${revokedAtSeconds === null ? '' : `, revoked ${day(revokedAtSeconds)}`}`,
    )
  const base64 = own.root.toString('base64').replaceAll(/.{1,64}/g, '$&\n')
  console.log(`-----BEGIN CERTIFICATE-----\n${base64}-----END CERTIFICATE-----`)
  return 0
}

const day = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 10)
