import {
  type CertificateFlaw,
  type CertificateProfile,
  certificateFlaws,
  certificateProfiles,
  type DevelopmentCa,
  type IssuedCertificate,
} from '../../../certificates/development-ca.ts'
import type { Actor } from '../../../journey/actor.ts'
import { type Breach, refuse, refuseAll } from '../../../journey/refusal.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import type { Clock } from '../../../system/clock.ts'
import { record } from '../record.ts'
import { requireRight } from '../require-right.ts'

interface Needs {
  readonly durable: DurableStore
  readonly clock: Clock
  readonly developmentCa: DevelopmentCa
}

export interface TestCertificateForm {
  readonly flaw: string
  readonly profile: string
  readonly password: string
}

/**
 * Issues a certificate of the development CA for the organisation, good or with one flaw on purpose, so that a service
 * can be tried without buying one (CR-9). Only environments for testing trust it. The private key is answered and not kept.
 */
export const issueTestCertificate =
  ({ durable, clock, developmentCa }: Needs) =>
  async (actor: Actor, orgno: string, form: TestCertificateForm): Promise<IssuedCertificate> => {
    requireRight(actor, 'test-users.order', orgno, { inTestOnly: true })
    const organisation = await durable.organisations.find(orgno)
    if (organisation === undefined) refuse('not_found', 'there is no such organisation')
    refuseAll(breachesOf(form))
    const nowSeconds = clock.nowSeconds()
    const order = {
      orgno,
      name: organisation.thing.name,
      flaw: form.flaw as CertificateFlaw,
      profile: form.profile as CertificateProfile,
      password: form.password,
    }
    const issued = await developmentCa.issue(order, nowSeconds)
    const happening = {
      action: 'test-certificate.issued',
      object: { kind: 'certificate', id: issued.serialNumber },
      orgno,
      after: { flaw: form.flaw, profile: form.profile, notAfterSeconds: issued.notAfterSeconds },
    }
    await durable.transaction((store) => record(store, actor, happening, nowSeconds))
    return issued
  }

function breachesOf({ flaw, profile, password }: TestCertificateForm): Breach[] {
  const breaches: Breach[] = []
  const one = (words: readonly string[]): string => `one of ${words.join(', ')}`
  if (!(certificateFlaws as readonly string[]).includes(flaw))
    breaches.push({
      code: 'invalid_value',
      field: 'flaw',
      message: `flaw must be ${one(certificateFlaws)}`,
      values: { why: flaw },
    })
  if (!(certificateProfiles as readonly string[]).includes(profile))
    breaches.push({
      code: 'invalid_value',
      field: 'profile',
      message: `profile must be ${one(certificateProfiles)}`,
      values: { why: profile },
    })
  if (password.length < 1) breaches.push({ code: 'required', field: 'password', message: 'a password is needed' })
  if (password.length > 100)
    breaches.push({ code: 'too_long', field: 'password', message: 'at most 100 characters', values: { most: '100' } })
  return breaches
}
