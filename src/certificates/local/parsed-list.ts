import { verify } from 'node:crypto'
import * as pkijs from 'pkijs'
import { bytesOf } from '../pki-engine.ts'
import { type ParsedCertificate, urisOf } from './parsed-certificate.ts'
import { hashOfSignature } from './signature-strength.ts'

/** A revocation list, read and not yet proven. Times in seconds. */
export interface ParsedList {
  readonly issuerDer: string
  readonly thisUpdateSeconds: number
  readonly nextUpdateSeconds: number
  /** Hexadecimal, capitals. */
  readonly serialNumbers: ReadonlySet<string>
  /** Whether the issuer's key signed it. */
  isSignedBy(issuer: ParsedCertificate): boolean
  /** Whether a certificate that it does not name is thereby not revoked: some lists are of a part only. */
  covers(certificate: ParsedCertificate): boolean
}

const issuingPoint = '2.5.29.28'

/** Reads DER, or throws: also for lists that tell only changes, for others' certificates or only some reasons. */
export function parseList(der: Buffer): ParsedList {
  const list = pkijs.CertificateRevocationList.fromBER(bytesOf(der))
  if (list.nextUpdate === undefined) throw new Error('the list does not say when the next one comes')
  const extensions = list.crlExtensions?.extensions ?? []
  const unknown = extensions.find(({ critical, extnID }) => critical && extnID !== issuingPoint)
  if (unknown !== undefined)
    throw new Error(`the list has the critical extension ${unknown.extnID}, which is not known`)
  const found = extensions.find(({ extnID }) => extnID === issuingPoint)?.parsedValue
  const point = found instanceof pkijs.IssuingDistributionPoint ? found : undefined
  if (found !== undefined && point === undefined) throw new Error('the issuing distribution point cannot be read')
  if (point?.indirectCRL || point?.onlyContainsAttributeCerts || point?.onlySomeReasons !== undefined)
    throw new Error('the list is of a kind that is not understood')
  const addresses = urisOf(point?.distributionPoint)
  const hash = hashOfSignature(list.signatureAlgorithm.algorithmId)
  const [signed, signature] = [Buffer.from(list.tbsView), Buffer.from(list.signatureValue.valueBlock.valueHexView)]
  const proven = new Map<string, boolean>()
  const checkSignature = ({ x509 }: ParsedCertificate): boolean =>
    hash !== undefined && verify(hash, signed, x509.publicKey, signature)
  return {
    issuerDer: Buffer.from(list.issuer.valueBeforeDecode).toString('hex'),
    thisUpdateSeconds: secondsOf(list.thisUpdate),
    nextUpdateSeconds: secondsOf(list.nextUpdate),
    serialNumbers: new Set(
      (list.revokedCertificates ?? []).map((one) => serialOf(one.userCertificate.valueBlock.valueHexView)),
    ),
    isSignedBy(issuer) {
      const known = proven.get(issuer.thumbprint) ?? checkSignature(issuer)
      proven.set(issuer.thumbprint, known)
      return known
    },
    covers(certificate) {
      if (point?.onlyContainsUserCerts && certificate.isCa) return false
      if (point?.onlyContainsCACerts && !certificate.isCa) return false
      return addresses.length === 0 || addresses.some((address) => certificate.crlUrls.includes(address))
    },
  }
}

const secondsOf = (time: pkijs.Time): number => Math.floor(time.value.getTime() / 1000)

/** As `node:crypto` writes serial numbers: without the byte that only keeps a number positive. */
const serialOf = (bytes: Uint8Array): string => {
  const digits = Buffer.from(bytes)
    .toString('hex')
    .toUpperCase()
    .replace(/^(?:00)+(?=..)/, '')
  return digits
}
