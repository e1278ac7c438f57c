import { createHash } from 'node:crypto'
import type { DevelopmentCa, IssueRecord } from '../development-ca.ts'
import { appendLine, type CaMaterial, hasCa, keepCa, openLines, readCa } from './ca-folder.ts'

interface Revocation {
  readonly serialNumber: string
  readonly atSeconds: number
}

const issuedFile = 'issued.jsonl'
const revokedFile = 'revoked.jsonl'
const daySeconds = 86_400

/**
 * The development CA in a folder of its own. `crlUrl` is written into what it issues. What makes certificates is loaded
 * when it is called for, since it is large; several processes may use one folder.
 */
export function openFileDevelopmentCa(folder: string, crlUrl: string): DevelopmentCa {
  let material: CaMaterial | undefined
  let making: Promise<CaMaterial> | undefined
  let list: { readonly der: Buffer; readonly madeAtSeconds: number; readonly lines: unknown } | undefined
  const issuedLines = openLines<Omit<IssueRecord, 'revokedAtSeconds'>>(folder, issuedFile)
  const revokedLines = openLines<Revocation>(folder, revokedFile)
  const read = (): CaMaterial | undefined => {
    if (material === undefined && hasCa(folder)) material = readCa(folder)
    return material
  }
  const make = async (nowSeconds: number): Promise<CaMaterial> => {
    const { makeCa } = await import('./make-ca.ts')
    keepCa(folder, await makeCa(nowSeconds))
    return read() ?? Promise.reject(new Error(`${folder} holds no development CA although one was just made`))
  }
  const need = async (nowSeconds: number): Promise<CaMaterial> => {
    const there = read()
    if (there !== undefined) return there
    making ??= make(nowSeconds).finally(() => {
      making = undefined
    })
    return making
  }
  const revoke = (serialNumber: string, nowSeconds: number): boolean => {
    if (!issuedLines().some((record) => record.serialNumber === serialNumber)) return false
    if (!revokedLines().some((one) => one.serialNumber === serialNumber))
      appendLine(folder, revokedFile, { serialNumber, atSeconds: nowSeconds })
    return true
  }
  return {
    certificates: read,
    isRevoked: (serialNumber) => revokedLines().some((one) => one.serialNumber === serialNumber),
    async issue(order, nowSeconds) {
      const ca = await need(nowSeconds)
      const { issueCertificate } = await import('./issue-certificate.ts')
      const issued = await issueCertificate(ca, order, { crlUrl, nowSeconds })
      appendLine(folder, issuedFile, {
        serialNumber: issued.serialNumber,
        orgno: order.orgno,
        name: order.name,
        flaw: order.flaw,
        notAfterSeconds: issued.notAfterSeconds,
        pkcs12Digest: createHash('sha256').update(issued.pkcs12).digest('hex'),
      } satisfies Omit<IssueRecord, 'revokedAtSeconds'>)
      if (order.flaw === 'revoked') revoke(issued.serialNumber, nowSeconds)
      return issued
    },
    revoke,
    async revocationList(nowSeconds) {
      const ca = await need(nowSeconds)
      const revoked = revokedLines()
      const isFresh = list !== undefined && list.lines === revoked && nowSeconds - list.madeAtSeconds < daySeconds
      if (list !== undefined && isFresh && nowSeconds >= list.madeAtSeconds) return list.der
      const [{ makeRevocationList }, { intermediateIssuer }] = await Promise.all([
        import('./make-revocation-list.ts'),
        import('./make-ca.ts'),
      ])
      const der = await makeRevocationList({
        issuer: intermediateIssuer(ca.intermediateKeys),
        revoked,
        thisUpdateSeconds: nowSeconds,
        nextUpdateSeconds: nowSeconds + 7 * daySeconds,
      })
      list = { der, madeAtSeconds: nowSeconds, lines: revoked }
      return der
    },
    issued() {
      const ends = new Map(revokedLines().map(({ serialNumber, atSeconds }) => [serialNumber, atSeconds]))
      return issuedLines().map((record) => ({ ...record, revokedAtSeconds: ends.get(record.serialNumber) ?? null }))
    },
  }
}
