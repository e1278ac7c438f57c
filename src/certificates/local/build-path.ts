import type { ParsedCertificate } from './parsed-certificate.ts'

/** Whom an environment trusts. */
export interface Anchors {
  readonly roots: readonly ParsedCertificate[]
  readonly intermediates: readonly ParsedCertificate[]
}

/** From the leaf to a configured root, both included. */
export type Path = readonly [leaf: ParsedCertificate, ...issuers: ParsedCertificate[]]

/** Leaf, root and three between them (CR-2). */
const longestPath = 5

/**
 * Finds a way from the leaf to a configured root, each step with a signature that holds (CR-2). Roots are believed only
 * from the configuration; what came with the leaf may stand between. Undefined: there is none.
 */
export function buildPath(
  leaf: ParsedCertificate,
  presented: readonly ParsedCertificate[],
  anchors: Anchors,
): Path | undefined {
  const between = [...anchors.intermediates, ...presented.filter(({ isSelfIssued }) => !isSelfIssued)]
  const extend = (path: Path): Path | undefined => {
    const last = path.at(-1) ?? leaf
    const issued = (by: ParsedCertificate): boolean =>
      by.subjectDer === last.issuerDer &&
      by.isCa &&
      last.x509.checkIssued(by.x509) &&
      last.x509.verify(by.x509.publicKey)
    const root = anchors.roots.find(issued)
    if (root !== undefined) return [...path, root]
    if (path.length + 1 >= longestPath) return undefined
    for (const next of between) {
      if (path.some(({ thumbprint }) => thumbprint === next.thumbprint) || !issued(next)) continue
      const whole = extend([...path, next])
      if (whole !== undefined) return whole
    }
    return undefined
  }
  return leaf.isSelfIssued ? undefined : extend([leaf])
}
