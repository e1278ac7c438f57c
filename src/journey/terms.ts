import type { IntegrationType } from '../protocol/client.ts'
import type { TermsAcceptance, TermsChapter, TermsStatus, TermsVersion } from './records.ts'

/** Between publishing and effect, and from effect until the former version no longer counts (§26). */
export const termsNoticeDays = 30
export const termsGraceDays = 90

const chapters: Readonly<Record<IntegrationType, TermsChapter>> = {
  idporten: 'login',
  api_klient: 'login',
  idporten_saml2: 'login',
  maskinporten: 'machine',
  krr: 'contact_register',
  ansattporten: 'employee_login',
  eformidling: 'message_exchange',
}

/** The chapter of the terms that clients of this type need (ONB-36). */
export const chapterOf = (type: IntegrationType): TermsChapter => chapters[type]

/** The version that counts now: the one that took effect last. undefined: none has been published. */
export function versionInForce(versions: readonly TermsVersion[], nowSeconds: number): TermsVersion | undefined {
  let inForce: TermsVersion | undefined
  for (const version of versions)
    if (version.effectiveFromSeconds <= nowSeconds && (inForce === undefined || isLater(version, inForce)))
      inForce = version
  return inForce
}

/** Versions follow each other as they take effect; published later wins a tie. */
export const isLater = (one: TermsVersion, other: TermsVersion): boolean =>
  one.effectiveFromSeconds !== other.effectiveFromSeconds
    ? one.effectiveFromSeconds > other.effectiveFromSeconds
    : one.publishedAtSeconds > other.publishedAtSeconds

export interface TermsStanding {
  readonly status: TermsStatus
  /** The version in force, or the one that is to be accepted. */
  readonly version?: TermsVersion
  /** The acceptance, or the withdrawal, that decides. */
  readonly acceptance?: TermsAcceptance
  /** Seconds; until then an acceptance of a former version counts. */
  readonly countsUntilSeconds?: number
}

/**
 * Where an organisation stands with one chapter of the terms (§5). `records` are its acceptances and withdrawals, oldest
 * first. A simulated acceptance counts for nothing where `realProduction` (ONB-33). An acceptance of a former version
 * counts until the grace of the version after it has ended (TRM-3).
 */
export function judgeTerms(
  versions: readonly TermsVersion[],
  records: readonly TermsAcceptance[],
  chapter: TermsChapter,
  { nowSeconds, realProduction }: { readonly nowSeconds: number; readonly realProduction: boolean },
): TermsStanding {
  const version = versionInForce(versions, nowSeconds)
  const told = version === undefined ? {} : { version }
  const counting = records.filter((one) => one.kind === 'withdrawal' || !(realProduction && one.simulated))
  const ended = counting.findLastIndex(({ kind }) => kind === 'withdrawal')
  const acceptances = counting.slice(ended + 1).filter((one) => one.chapters.includes(chapter))
  const withdrawal = counting[ended]
  const byId = new Map(versions.map((one) => [one.id, one]))
  let accepted: { record: TermsAcceptance; version: TermsVersion } | undefined
  for (const record of acceptances) {
    const of = byId.get(record.version)
    if (of !== undefined && (accepted === undefined || !isLater(accepted.version, of)))
      accepted = { record, version: of }
  }
  if (accepted === undefined)
    return withdrawal === undefined
      ? { status: 'NONE', ...told }
      : { status: 'WITHDRAWN', ...told, acceptance: withdrawal }
  const { record } = accepted
  const than = accepted.version
  const newer = versions.filter((one) => one.parts[chapter] !== undefined && isLater(one, than))
  const next = newer.reduce<TermsVersion | undefined>(
    (first, one) => (first === undefined || isLater(first, one) ? one : first),
    undefined,
  )
  if (next === undefined) return { status: 'ACCEPTED', ...told, acceptance: record }
  const status = nowSeconds < next.graceEndsSeconds ? 'ACCEPTED' : 'OUTDATED'
  return { status, ...told, acceptance: record, countsUntilSeconds: next.graceEndsSeconds }
}
