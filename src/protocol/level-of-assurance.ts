import { ProtocolError } from './protocol-error.ts'

/** The levels an authentication can have (ACR-1…5), as they stand in the `acr` claim. */
export const levelsOfAssurance = [
  'idporten-loa-low',
  'idporten-loa-substantial',
  'idporten-loa-high',
  'eidas-loa-substantial',
  'eidas-loa-high',
] as const
export type LevelOfAssurance = (typeof levelsOfAssurance)[number]

/** Per family the lowest level that is enough; a family that is absent is not acceptable at all (AUTHZ-34). */
export interface AcceptableLevels {
  readonly idporten?: LevelOfAssurance
  readonly eidas?: LevelOfAssurance
}

const rank: Readonly<Record<LevelOfAssurance, number>> = {
  'idporten-loa-low': 1,
  'idporten-loa-substantial': 2,
  'idporten-loa-high': 3,
  'eidas-loa-substantial': 2,
  'eidas-loa-high': 3,
}

export const familyOf = (level: LevelOfAssurance): keyof AcceptableLevels =>
  level.startsWith('eidas') ? 'eidas' : 'idporten'

export const isLevelOfAssurance = (text: string): text is LevelOfAssurance => Object.hasOwn(rank, text)

/** At or above the minimum of its own family (AUTHZ-35). */
export function satisfies(performed: LevelOfAssurance, acceptable: AcceptableLevels): boolean {
  const minimum = acceptable[familyOf(performed)]
  return minimum !== undefined && rank[performed] >= rank[minimum]
}

export const isAtLeast = (level: LevelOfAssurance, minimum: LevelOfAssurance): boolean =>
  familyOf(level) === familyOf(minimum) && rank[level] >= rank[minimum]

const legacyNames: ReadonlyMap<string, LevelOfAssurance> = new Map([
  ['Level3', 'idporten-loa-substantial'],
  ['Level4', 'idporten-loa-high'],
])

export interface LevelRules {
  readonly tokenProfile: 'current' | 'legacy2018'
  /** Used when the request names no level (CLI-26). */
  readonly defaults: readonly LevelOfAssurance[]
  readonly eidasEnabled: boolean
}

/**
 * Reads `acr_values` (AUTHZ-33…37). Unknown values are ignored while a known one remains; none known throws
 * `invalid_request`, because lowering the level silently would be unsafe.
 */
export function readAcrValues(text: string | undefined, rules: LevelRules): AcceptableLevels {
  if (text === undefined)
    return lowestOfEach(rules.defaults.length > 0 ? rules.defaults : ['idporten-loa-substantial'], rules)
  const known: LevelOfAssurance[] = []
  for (const value of text.split(' ')) {
    const level = isLevelOfAssurance(value)
      ? value
      : rules.tokenProfile === 'legacy2018'
        ? legacyNames.get(value)
        : undefined
    if (level === undefined) continue
    if (familyOf(level) === 'eidas' && !rules.eidasEnabled) continue
    known.push(level)
  }
  if (known.length === 0)
    throw new ProtocolError(
      'invalid_request',
      'acr_values holds no level that this gateway knows; see acr_values_supported',
      '15',
    )
  return lowestOfEach(known, rules)
}

function lowestOfEach(levels: readonly LevelOfAssurance[], rules: LevelRules): AcceptableLevels {
  const lowest: { idporten?: LevelOfAssurance; eidas?: LevelOfAssurance } = {}
  for (const asked of levels) {
    // The 2018 profile has no name for low, so such a client is never told of it (LEG-1).
    const level =
      rules.tokenProfile === 'legacy2018' && asked === 'idporten-loa-low' ? 'idporten-loa-substantial' : asked
    const family = familyOf(level)
    const before = lowest[family]
    if (before === undefined || rank[level] < rank[before]) lowest[family] = level
  }
  return lowest
}

/** As the `acr` claim says it to this client (LEG-1). */
export function acrClaim(level: LevelOfAssurance, tokenProfile: 'current' | 'legacy2018'): string {
  if (tokenProfile === 'current') return level
  return rank[level] >= 3 ? 'Level4' : 'Level3'
}
