import { type ParsedCertificate, parseCertificate } from './parsed-certificate.ts'

const mostCertificates = 5
const mostBytes = 8192

/** Reads `x5c`: 1 to 5 certificates of at most 8 KiB in base64 DER (CR-2). Answers why it cannot be read as text. */
export function readChain(x5c: readonly string[]): readonly [ParsedCertificate, ...ParsedCertificate[]] | string {
  if (x5c.length > mostCertificates) return `x5c holds more than ${mostCertificates} certificates`
  const chain: ParsedCertificate[] = []
  for (const [index, text] of x5c.entries()) {
    if (text.length > Math.ceil(mostBytes / 3) * 4 || !/^[A-Za-z0-9+/]+={0,2}$/.test(text))
      return `x5c[${index}] is not base64 of at most ${mostBytes} bytes`
    try {
      chain.push(parseCertificate(Buffer.from(text, 'base64')))
    } catch (error) {
      return `x5c[${index}] is not a certificate in DER: ${error instanceof Error ? error.message : error}`
    }
  }
  const [leaf, ...others] = chain
  return leaf === undefined ? 'x5c is empty' : [leaf, ...others]
}
