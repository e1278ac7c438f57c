import { verify } from 'node:crypto'
import * as pkijs from 'pkijs'
import { bytesOf, pkiEngine } from '../pki-engine.ts'
import { type ParsedCertificate, parseCertificate } from './parsed-certificate.ts'
import { hashOfSignature } from './signature-strength.ts'

/** A responder's word on one certificate, proven. Times in seconds. */
export interface OcspAnswer {
  readonly status: 'good' | 'revoked' | 'unknown'
  readonly thisUpdateSeconds: number
  readonly nextUpdateSeconds: number | undefined
}

const basicResponse = '1.3.6.1.5.5.7.48.1.1'
const ocspSigning = '1.3.6.1.5.5.7.3.9'
const statuses: Readonly<Record<number, OcspAnswer['status']>> = { 0: 'good', 1: 'revoked', 2: 'unknown' }

const pkiOf = ({ der }: ParsedCertificate): pkijs.Certificate => pkijs.Certificate.fromBER(bytesOf(der))

/** The name of a certificate in requests (RFC 6960 §4.1.1). SHA-1, since responders know no other; it only names. */
const nameFor = async (certificate: ParsedCertificate, issuer: ParsedCertificate): Promise<pkijs.CertID> => {
  const id = new pkijs.CertID()
  await id.createForCertificate(
    pkiOf(certificate),
    { hashAlgorithm: 'SHA-1', issuerCertificate: pkiOf(issuer) },
    pkiEngine(),
  )
  return id
}

/** A request about one certificate, as DER. */
export async function makeOcspRequest(certificate: ParsedCertificate, issuer: ParsedCertificate): Promise<Buffer> {
  const reqCert = await nameFor(certificate, issuer)
  const request = new pkijs.OCSPRequest({
    tbsRequest: new pkijs.TBSRequest({ requestList: [new pkijs.Request({ reqCert })] }),
  })
  return Buffer.from(request.toSchema(true).toBER(false))
}

/**
 * Reads a response: signed by the issuer, or by a certificate of the issuer for this very purpose (RFC 6960 §4.2.2.2). Throws
 * for anything else, and when it is not about this certificate.
 */
export async function readOcspResponse(
  der: Buffer,
  certificate: ParsedCertificate,
  issuer: ParsedCertificate,
  nowSeconds: number,
): Promise<OcspAnswer> {
  const response = pkijs.OCSPResponse.fromBER(bytesOf(der))
  const status = response.responseStatus.valueBlock.valueDec
  const bytes = response.responseBytes
  if (status !== 0 || bytes?.responseType !== basicResponse)
    throw new Error(`the responder answers with status ${status}`)
  const basic = pkijs.BasicOCSPResponse.fromBER(bytesOf(bytes.response.valueBlock.valueHexView))
  const hash = hashOfSignature(basic.signatureAlgorithm.algorithmId)
  if (hash === undefined) throw new Error(`the response is signed by ${basic.signatureAlgorithm.algorithmId}`)
  const signature = Buffer.from(basic.signature.valueBlock.valueHexView)
  const signed = Buffer.from(basic.tbsResponseData.tbsView)
  const signers = [issuer, ...(basic.certs ?? []).flatMap((one) => delegated(one, issuer, nowSeconds))]
  if (!signers.some(({ x509 }) => verify(hash, signed, x509.publicKey, signature)))
    throw new Error('the response is signed by nobody who may')
  const id = await nameFor(certificate, issuer)
  const single = basic.tbsResponseData.responses.find(({ certID }) => certID.isEqual(id))
  if (single === undefined) throw new Error('the response is about another certificate')
  return {
    status: statuses[single.certStatus.idBlock.tagNumber] ?? 'unknown',
    thisUpdateSeconds: Math.floor(single.thisUpdate.getTime() / 1000),
    nextUpdateSeconds: single.nextUpdate && Math.floor(single.nextUpdate.getTime() / 1000),
  }
}

function delegated(one: pkijs.Certificate, issuer: ParsedCertificate, nowSeconds: number): ParsedCertificate[] {
  const signer = parseCertificate(Buffer.from(one.toSchema(false).toBER(false)))
  const isInTime = signer.notBeforeSeconds <= nowSeconds && nowSeconds <= signer.notAfterSeconds
  const isMeant = signer.extendedKeyUsage.includes(ocspSigning) && signer.issuerDer === issuer.subjectDer
  return isInTime && isMeant && signer.x509.verify(issuer.x509.publicKey) ? [signer] : []
}
