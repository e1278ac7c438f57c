import { X509Certificate } from 'node:crypto'
import type { Environment } from '../../config/environments.ts'
import type { DurableStore } from '../../storage/durable-store.ts'
import { allUses, isPublished, ringName, signingNow } from './signing-ring.ts'

/** What somebody should look at: programs do both by themselves, so something keeps them from it. */
export type KeyAlert = 'key-overdue' | 'key-certificate'

const daySeconds = 86_400
/** Renewed sixty days before its end; with fewer left than this nobody has done it. */
const certificateDaysLeft = 30

/** Whether a rotation has been due for more than a day, and whether a published key's certificate is about to end. */
export async function judgeSigningKeys(
  durable: Pick<DurableStore, 'environment'>,
  environments: readonly Pick<Environment, 'name' | 'keyRotationDays'>[],
  nowSeconds: number,
): Promise<ReadonlySet<KeyAlert>> {
  const alerts = new Set<KeyAlert>()
  for (const { name, keyRotationDays = 0 } of environments)
    for (const use of allUses) {
      const keys = await durable.environment(ringName(use, name)).signingKeys.list()
      for (const key of keys) {
        if (!isPublished(key, nowSeconds)) continue
        const dueSeconds = key.signsFromSeconds + (keyRotationDays + 1) * daySeconds
        const isSigner = signingNow(keys, key.alg, nowSeconds)?.kid === key.kid
        // Keys of reports follow no schedule.
        const isScheduled = use !== 'reports' && keyRotationDays > 0
        if (isScheduled && isSigner && key.retiredAtSeconds === null && dueSeconds < nowSeconds)
          alerts.add('key-overdue')
        if (certificateEndSeconds(key.x5c[0]) < nowSeconds + certificateDaysLeft * daySeconds)
          alerts.add('key-certificate')
      }
    }
  return alerts
}

const certificateEndSeconds = (certificate: string | undefined): number =>
  certificate === undefined ? 0 : Date.parse(new X509Certificate(Buffer.from(certificate, 'base64')).validTo) / 1000
