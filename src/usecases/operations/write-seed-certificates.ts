import { createHash } from 'node:crypto'
import type { DevelopmentCa } from '../../certificates/development-ca.ts'
import type { Seed, SeedClient } from '../../config/seed.ts'
import type { SeedOutFiles } from '../../config/seed-out-files.ts'
import type { Clock } from '../../system/clock.ts'

interface Needs {
  readonly developmentCa: DevelopmentCa
  readonly files: SeedOutFiles
  readonly clock: Clock
}

/**
 * Writes a certificate of the development CA for each client that asks for one, and answers the names of the files that
 * are new. A file whose certificate is still valid is kept (REG-161).
 */
export const writeSeedCertificates =
  ({ developmentCa, files, clock }: Needs) =>
  async (seed: Seed): Promise<readonly string[]> => {
    const nowSeconds = clock.nowSeconds()
    const written: string[] = []
    const isKept = (name: string, orgno: string): boolean => {
      const content = files.read(name)
      if (content === undefined) return false
      const digest = createHash('sha256').update(content).digest('hex')
      return developmentCa
        .issued()
        .some(
          (record) =>
            record.pkcs12Digest === digest &&
            record.orgno === orgno &&
            record.notAfterSeconds > nowSeconds &&
            record.revokedAtSeconds === null,
        )
    }
    for (const { clientOrgno: orgno, certificate } of seed.environments.flatMap(({ clients }) => clients)) {
      if (certificate === undefined || isKept(certificate.writeTo, orgno)) continue
      const order = { orgno, name: nameOf(seed, orgno), flaw: 'good', profile: 'seal' } as const
      const issued = await developmentCa.issue({ ...order, password: certificate.password.reveal() }, nowSeconds)
      files.write(certificate.writeTo, issued.pkcs12)
      written.push(certificate.writeTo)
    }
    return written
  }

/** The owner's name, short enough for a certificate. */
const nameOf = (seed: Seed, orgno: SeedClient['clientOrgno']): string => {
  const organisation = seed.organisations.find(({ fields }) => fields.orgno === orgno)
  return String(organisation?.fields.name ?? orgno).slice(0, 64)
}
