import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'
import { bytesOf, pkiEngine } from '../pki-engine.ts'
import { type Issuer, nameOf, signingKey } from './make-certificate.ts'

export interface RevocationListPlan {
  readonly issuer: Issuer
  /** Serial numbers are hexadecimal. */
  readonly revoked: readonly { readonly serialNumber: string; readonly atSeconds: number }[]
  readonly thisUpdateSeconds: number
  readonly nextUpdateSeconds: number
  /** What else stands in it, such as of which part it tells. */
  readonly extensions?: readonly { readonly oid: string; readonly critical: boolean; readonly der: ArrayBuffer }[]
}

/** Signs a revocation list (RFC 5280 section 5); answers its DER. */
export async function makeRevocationList(plan: RevocationListPlan): Promise<Buffer> {
  const list = new pkijs.CertificateRevocationList()
  list.version = 1
  list.issuer = nameOf(plan.issuer.subject)
  list.thisUpdate = timeOf(plan.thisUpdateSeconds)
  list.nextUpdate = timeOf(plan.nextUpdateSeconds)
  if (plan.revoked.length > 0)
    list.revokedCertificates = plan.revoked.map(
      ({ serialNumber, atSeconds }) =>
        new pkijs.RevokedCertificate({
          userCertificate: new asn1js.Integer({ valueHex: bytesOf(Buffer.from(serialNumber, 'hex')) }),
          revocationDate: timeOf(atSeconds),
        }),
    )
  if (plan.extensions !== undefined)
    list.crlExtensions = new pkijs.Extensions({
      extensions: plan.extensions.map(
        ({ oid, critical, der }) => new pkijs.Extension({ extnID: oid, critical, extnValue: der }),
      ),
    })
  await list.sign(await signingKey(plan.issuer.keys, 'SHA-256'), 'SHA-256', pkiEngine())
  return Buffer.from(list.toSchema(true).toBER(false))
}

const timeOf = (seconds: number): pkijs.Time => new pkijs.Time({ type: 0, value: new Date(seconds * 1000) })
