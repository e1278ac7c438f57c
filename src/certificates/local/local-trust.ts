import { createHash } from 'node:crypto'
import { certificateKindOf, organisationNumberIn } from '../../protocol/enterprise-certificate.ts'
import type { Clock } from '../../system/clock.ts'
import type { Log } from '../../system/log.ts'
import type {
  CertificateFault,
  CertificateJudgement,
  CertificateTrust,
  ProvenCertificate,
} from '../certificate-trust.ts'
import type { DevelopmentCa } from '../development-ca.ts'
import { type Anchors, buildPath, type Path } from './build-path.ts'
import type { FetchBytes } from './fetch-bytes.ts'
import { faultOfPath, faultOfTime, nameOf, type PathFault } from './judge-path.ts'
import { openOcspResponders } from './ocsp-responders.ts'
import { type ParsedCertificate, parseCertificate } from './parsed-certificate.ts'
import { readChain } from './read-chain.ts'
import { openRevocationLists } from './revocation-lists.ts'

export interface TrustNeeds {
  /** DER of the certificates that the operator has configured. */
  readonly roots: readonly Buffer[]
  readonly intermediates: readonly Buffer[]
  readonly policies: readonly string[]
  readonly orgnoInOrganisationName: boolean
  readonly crlUrls: readonly string[]
  readonly ocspUrls: readonly string[]
  /** Trusted beside the others; undefined in production (CR-9). */
  readonly developmentCa: DevelopmentCa | undefined
  readonly fetchBytes: FetchBytes
  readonly clock: Clock
  readonly log: Log
}

/** What does not change between two uses of a chain. */
interface JudgedChain {
  readonly path: Path
  readonly certificate: ProvenCertificate
}

const mostChains = 1000

/**
 * Judges chains in this process (CR-1…CR-5): read, way to a root, rules of each certificate, time, organisation, revocation.
 * Chains that held are remembered; time and revocation are judged anew at every use.
 */
export function openLocalTrust(needs: TrustNeeds): CertificateTrust {
  const configured: Anchors = {
    roots: needs.roots.map(parseCertificate),
    intermediates: needs.intermediates.map(parseCertificate),
  }
  const lists = openRevocationLists({ ...needs, urls: needs.crlUrls })
  const responders = openOcspResponders({ ...needs, urls: needs.ocspUrls })
  const chains = new Map<string, JudgedChain>()
  const anchorsNow = openAnchors(configured, needs.developmentCa)

  /** What was presented may be anything: what a library cannot make sense of is malformed too. */
  const judgeAnything = (x5c: readonly string[], anchors: Anchors): JudgedChain | PathFault => {
    try {
      return judgeChain(x5c, anchors)
    } catch (error) {
      return { fault: 'malformed', reason: `x5c cannot be judged: ${error instanceof Error ? error.message : error}` }
    }
  }

  const judgeChain = (x5c: readonly string[], anchors: Anchors): JudgedChain | PathFault => {
    const chain = readChain(x5c)
    if (typeof chain === 'string') return { fault: 'malformed', reason: chain }
    const [leaf, ...others] = chain
    if (leaf.isSelfIssued) return { fault: 'untrusted', reason: `${nameOf(leaf)} is signed by itself` }
    const path = buildPath(leaf, others, anchors)
    if (path === undefined)
      return { fault: 'untrusted', reason: `no way from ${nameOf(leaf)} to a root that this environment trusts` }
    const fault = faultOfPath(path, needs.policies)
    if (fault !== undefined) return fault
    const orgno = organisationNumberIn(leaf.subject, { inOrganisationName: needs.orgnoInOrganisationName })
    if (orgno === undefined)
      return { fault: 'no-organisation-number', reason: `the subject of ${nameOf(leaf)} names no organisation number` }
    return { path, certificate: provenCertificate(leaf, orgno) }
  }

  /** Undefined: not revoked. What the operator configured as intermediate is only asked about where somebody can tell. */
  const faultOfRevocation = async (path: Path, anchors: Anchors): Promise<PathFault | undefined> => {
    for (const [index, certificate] of path.slice(0, -1).entries()) {
      const issuer = path[index + 1] ?? certificate
      const status = await revocationOf(certificate, issuer)
      if (status === 'revoked') return { fault: 'revoked', reason: `${nameOf(certificate)} is revoked` }
      const isConfigured = anchors.intermediates.some(({ thumbprint }) => thumbprint === certificate.thumbprint)
      if (status === 'unknown' && !isConfigured)
        return {
          fault: 'revocation-unknown',
          reason: `neither a revocation list nor a responder tells of ${nameOf(certificate)} by ${nameOf(issuer)}`,
        }
    }
    return undefined
  }

  const revocationOf = async (certificate: ParsedCertificate, issuer: ParsedCertificate) => {
    const ca = needs.developmentCa
    const own = ca?.certificates()
    if (ca !== undefined && own !== undefined && (issuer.der.equals(own.intermediate) || issuer.der.equals(own.root)))
      return ca.isRevoked(certificate.serialNumber) ? 'revoked' : 'good'
    const [listed, told] = await Promise.all([
      lists.statusOf(certificate, issuer),
      responders.statusOf(certificate, issuer),
    ])
    if (listed === 'revoked' || told === 'revoked') return 'revoked'
    return listed === 'unknown' && told === 'unknown' ? 'unknown' : 'good'
  }

  return {
    async judge(x5c): Promise<CertificateJudgement> {
      const anchors = anchorsNow()
      const name = createHash('sha256').update(x5c.join(' ')).digest('base64url')
      const judged = chains.get(name) ?? judgeAnything(x5c, anchors)
      if ('fault' in judged) return refuse(judged)
      if (chains.size >= mostChains) chains.clear()
      chains.set(name, judged)
      const fault =
        faultOfTime(judged.path, needs.clock.nowSeconds()) ?? (await faultOfRevocation(judged.path, anchors))
      return fault === undefined ? { ok: true, certificate: judged.certificate } : refuse(fault)
    },
  }
}

const refuse = ({ fault, reason }: { fault: CertificateFault; reason: string }): CertificateJudgement => ({
  ok: false,
  fault,
  reason,
})

/** The development CA may be made by another process while this one runs, so it is looked for until it is there. */
function openAnchors(configured: Anchors, developmentCa: DevelopmentCa | undefined): () => Anchors {
  let whole: Anchors | undefined
  return () => {
    if (whole !== undefined) return whole
    const own = developmentCa?.certificates()
    if (own === undefined) return configured
    whole = {
      roots: [...configured.roots, parseCertificate(own.root)],
      intermediates: [...configured.intermediates, parseCertificate(own.intermediate)],
    }
    return whole
  }
}

const provenCertificate = (leaf: ParsedCertificate, orgno: string): ProvenCertificate => ({
  orgno,
  kind: certificateKindOf(leaf),
  thumbprint: leaf.thumbprint,
  subject: leaf.x509.subject.replaceAll('\n', ', '),
  serialNumber: leaf.serialNumber,
  notAfterSeconds: leaf.notAfterSeconds,
  publicKey: leaf.x509.publicKey,
})
