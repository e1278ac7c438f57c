import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { CertificateTrust } from './certificates/certificate-trust.ts'
import { openFileDevelopmentCa } from './certificates/development-ca/file-development-ca.ts'
import type { DevelopmentCa } from './certificates/development-ca.ts'
import { certificateDefaults } from './config/certificate-defaults.ts'
import type { Environment } from './config/environments.ts'
import { variablePrefix } from './config/setting-names.ts'
import type { Settings } from './config/settings.ts'
import type { Clock } from './system/clock.ts'
import type { Log } from './system/log.ts'

/** The CA of this installation, beside its secrets; undefined where no environment may trust it (CR-9). Nothing is made yet. */
export function composeDevelopmentCa(settings: Settings): DevelopmentCa | undefined {
  const first = settings.environments.find(({ certificates }) => certificates?.developmentCa === true)
  if (first === undefined) return undefined
  const folder = join(dirname(settings.secretsFile), 'development-ca')
  return openFileDevelopmentCa(folder, `${first.loginBase}/dev/ca/crl`)
}

export interface TrustParts {
  readonly environment: Environment
  readonly developmentCa: DevelopmentCa | undefined
  readonly clock: Clock
  readonly log: Log
}

/** Judges certificates by what the environment trusts. What does it is loaded at the first certificate: it is large. */
export function composeTrust({ environment, developmentCa, clock, log }: TrustParts): CertificateTrust {
  const { certificates } = environment
  const open = async (): Promise<CertificateTrust> => {
    const [{ openLocalTrust }, { fetchBytes }] = await Promise.all([
      import('./certificates/local/local-trust.ts'),
      import('./certificates/local/fetch-bytes.ts'),
    ])
    return openLocalTrust({
      roots: (certificates?.roots ?? []).flatMap(readCertificates),
      intermediates: (certificates?.intermediates ?? []).flatMap(readCertificates),
      policies: certificates?.policies ?? [],
      orgnoInOrganisationName: certificates?.orgnoInOrganisationName === true,
      crlUrls: certificates?.crlUrls ?? [],
      ocspUrls: certificates?.ocspUrls ?? [],
      developmentCa: certificates?.developmentCa === true ? developmentCa : undefined,
      fetchBytes,
      clock,
      log,
    })
  }
  let opening: Promise<CertificateTrust> | undefined
  return {
    async judge(x5c) {
      // An open that failed is tried again: a file may be back.
      opening ??= open().catch((error: unknown) => {
        opening = undefined
        throw error
      })
      return (await opening).judge(x5c)
    },
  }
}

const pemBlock = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g

/** The certificates of a PEM file as DER. Throws when it cannot be read, or holds something else. */
function readCertificates(path: string): Buffer[] {
  const blocks = readFileSync(path, 'utf8').match(pemBlock) ?? []
  return blocks.map((pem) => new X509Certificate(pem).raw)
}

/** What is wrong with the files an operator has configured; judged at start, so that no service is the first to see it (CR-1). */
export function faultsOfTrust(environments: readonly Environment[]): readonly string[] {
  return environments.flatMap((environment) => {
    const faults: string[] = []
    for (const [kind, paths] of [
      ['ROOTS', environment.certificates?.roots ?? []],
      ['INTERMEDIATES', environment.certificates?.intermediates ?? []],
    ] as const)
      for (const path of paths)
        for (const fault of faultsOfFile(path, kind === 'ROOTS', environment))
          faults.push(`${variablePrefix(environment.name)}CERTIFICATE_${kind}: ${path} ${fault}`)
    return faults
  })
}

function faultsOfFile(path: string, isRoot: boolean, { kind }: Environment): string[] {
  let certificates: X509Certificate[]
  try {
    certificates = readCertificates(path).map((der) => new X509Certificate(der))
  } catch (error) {
    return [`cannot be read as certificates in PEM: ${error instanceof Error ? error.message : error}`]
  }
  if (certificates.length === 0) return ['holds no certificate in PEM.']
  const foreign = certificateDefaults[kind === 'prod' ? 'test' : 'prod'].rootNames
  return certificates.flatMap((certificate) => {
    const names = certificate.subject.split('\n').flatMap((line) => (line.startsWith('CN=') ? [line.slice(3)] : []))
    const name = names.at(-1) ?? 'without a name'
    if (!certificate.ca) return [`holds ${name}, which is not the certificate of a CA.`]
    if (isRoot && certificate.subject !== certificate.issuer) return [`holds ${name}, which is not a root.`]
    if (foreign.includes(name)) return [`holds ${name}, which is not for environments of kind ${kind} (CR-1).`]
    return []
  })
}
