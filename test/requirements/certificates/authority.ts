import type { KeyObject } from 'node:crypto'
import { createServer } from 'node:http'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'
import {
  type CertificatePlan,
  type Issuer,
  type KeyPair,
  makeCertificate,
  makeKeyPair,
  signingKey,
} from '../../../src/certificates/development-ca/make-certificate.ts'
import {
  makeRevocationList,
  type RevocationListPlan,
} from '../../../src/certificates/development-ca/make-revocation-list.ts'
import { bytesOf, pkiEngine } from '../../../src/certificates/pki-engine.ts'

export const policy = '2.16.578.1.26.1.3.2'
export const orgno = '310000019'
const daySeconds = 86_400

export interface Issued {
  readonly x5c: readonly string[]
  readonly der: Buffer
  readonly serialNumber: string
  readonly privateKey: KeyObject
}

/** What is different from a good certificate. */
export type Difference = Partial<Omit<CertificatePlan, 'publicKey'>> & {
  readonly bits?: number
  readonly withoutKeyUsage?: boolean
  readonly withWeakHash?: boolean
  /** What stands in x5c, leaf first, besides the leaf. */
  readonly chain?: readonly Buffer[]
}

const named = (name: string) => [
  { oid: '2.5.4.10', value: 'Test authority' },
  { oid: '2.5.4.3', value: name },
]

/** A certificate authority of a test's own: a root, an intermediate, leaves, lists and answers, right and wrong. */
export async function openAuthority(nowSeconds: number, name = 'Authority') {
  const times = { notBeforeSeconds: nowSeconds - 900 * daySeconds, notAfterSeconds: nowSeconds + 900 * daySeconds }
  const issuer = async (common: string): Promise<Issuer> => ({ subject: named(common), keys: await makeKeyPair() })
  const root = await issuer(`${name} Root`)
  const intermediate = await issuer(`${name} Business`)
  const ca = async (who: Issuer, by: Issuer, more: Partial<CertificatePlan>) => {
    const usage = { keyUsage: ['keyCertSign', 'crlSign'] } as const
    return (await makeCertificate({ ...times, ...usage, ...who, publicKey: who.keys.publicKey, issuer: by, ...more }))
      .der
  }
  const rootDer = await ca(root, root, { pathLength: 3 })
  const intermediateDer = await ca(intermediate, root, { pathLength: 0 })
  const goodKeys = await makeKeyPair()
  return {
    root,
    rootDer,
    intermediate,
    intermediateDer,
    ca,
    async issue(different: Difference = {}): Promise<Issued> {
      const { bits, withoutKeyUsage = false, withWeakHash = false, chain = [intermediateDer], ...plan } = different
      const keys: KeyPair = bits === undefined ? goodKeys : await makeKeyPair(bits)
      const { der, serialNumber } = await makeCertificate({
        subject: [
          { oid: '2.5.4.5', value: orgno },
          { oid: '2.5.4.3', value: 'Etaten' },
        ],
        notBeforeSeconds: nowSeconds - daySeconds,
        notAfterSeconds: nowSeconds + 365 * daySeconds,
        ...(withWeakHash ? { hash: 'SHA-1' } : {}),
        ...(withoutKeyUsage ? {} : { keyUsage: ['digitalSignature'] }),
        policies: [policy],
        issuer: intermediate,
        ...plan,
        publicKey: keys.publicKey,
      })
      const x5c = [der, ...chain].map((one) => one.toString('base64'))
      return { x5c, der, serialNumber, privateKey: keys.privateKey }
    },
    list: (
      revoked: readonly string[],
      thisUpdateSeconds: number,
      holdsSeconds = daySeconds,
      by = intermediate,
      extensions: NonNullable<RevocationListPlan['extensions']> = [],
    ) =>
      makeRevocationList({
        ...(extensions.length === 0 ? {} : { extensions }),
        issuer: by,
        revoked: revoked.map((serialNumber) => ({ serialNumber, atSeconds: nowSeconds - 60 })),
        thisUpdateSeconds,
        nextUpdateSeconds: thisUpdateSeconds + holdsSeconds,
      }),
    /** The answer of a responder about this certificate, signed by `by`. */
    answer: (about: Issued, status: 'good' | 'revoked' | 'unknown', atSeconds: number, by: Issuer = intermediate) =>
      ocspAnswer(about.der, intermediateDer, status, atSeconds, by),
    /** The same, signed by a certificate that the intermediate gave a responder; `purposes` is its extended key usage. */
    async delegatedAnswer(about: Issued, atSeconds: number, purposes: readonly string[], by: Issuer = intermediate) {
      const responder = { subject: named('Responder'), keys: goodKeys }
      const signer = await makeCertificate({
        ...times,
        ...responder,
        publicKey: goodKeys.publicKey,
        issuer: by,
        extendedKeyUsage: purposes,
      })
      return ocspAnswer(about.der, intermediateDer, 'good', atSeconds, responder, signer.der)
    },
  }
}

async function ocspAnswer(
  certificate: Buffer,
  issuer: Buffer,
  status: 'good' | 'revoked' | 'unknown',
  atSeconds: number,
  by: Issuer,
  signer?: Buffer,
): Promise<Buffer> {
  const certID = new pkijs.CertID()
  const [about, issuerCertificate] = [certificate, issuer].map((der) => pkijs.Certificate.fromBER(bytesOf(der)))
  if (about === undefined || issuerCertificate === undefined) throw new Error('no certificate')
  await certID.createForCertificate(about, { hashAlgorithm: 'SHA-1', issuerCertificate }, pkiEngine())
  const time = new Date(atSeconds * 1000)
  const asTime = new asn1js.GeneralizedTime({ valueDate: time })
  const tag = { tagClass: 3, tagNumber: { good: 0, revoked: 1, unknown: 2 }[status] }
  const certStatus =
    status === 'revoked'
      ? new asn1js.Constructed({ idBlock: tag, value: [asTime] })
      : new asn1js.Primitive({ idBlock: tag })
  const single = new pkijs.SingleResponse({ certID, certStatus, thisUpdate: time })
  single.nextUpdate = new Date((atSeconds + 7200) * 1000)
  const basic = new pkijs.BasicOCSPResponse()
  basic.tbsResponseData.responderID = issuerCertificate.subject
  basic.tbsResponseData.producedAt = time
  basic.tbsResponseData.responses = [single]
  if (signer !== undefined) basic.certs = [pkijs.Certificate.fromBER(bytesOf(signer))]
  await basic.sign(await signingKey(by.keys, 'SHA-256'), 'SHA-256', pkiEngine())
  const response = new pkijs.OCSPResponse({
    responseStatus: new asn1js.Enumerated({ value: 0 }),
    responseBytes: new pkijs.ResponseBytes({
      responseType: '1.3.6.1.5.5.7.48.1.1',
      response: new asn1js.OctetString({ valueHex: basic.toSchema().toBER(false) }),
    }),
  })
  return Buffer.from(response.toSchema().toBER(false))
}

/** A responder on this machine: what stands at each path is a body, or undefined for a fault of its own. Counts what is asked. */
export async function openResponder() {
  const answers = new Map<string, () => Promise<Buffer | undefined>>()
  const asked: string[] = []
  const server = createServer(async (request, response) => {
    const path = request.url ?? ''
    asked.push(path)
    request.resume()
    const body = await answers.get(path)?.()
    response.writeHead(body === undefined ? 503 : 200).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    base: `http://127.0.0.1:${port}`,
    answers,
    asked,
    times: (path: string): number => asked.filter((one) => one === path).length,
    close: (): Promise<void> =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
