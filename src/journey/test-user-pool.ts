/** What a test user can be like, for trying the ways of a service that most people never take (VER-92). */
export const testUserTraits = [
  'adult',
  'minor_13_17',
  'd_number',
  'reserved',
  'no_contact_info',
  'non_ascii_name',
  'long_name',
] as const
export type TestUserTrait = (typeof testUserTraits)[number]

export interface WantedTestUser {
  readonly traits: readonly TestUserTrait[]
  readonly language: 'nb' | 'nn' | 'se'
}

const adult = (language: WantedTestUser['language']): WantedTestUser => ({ traits: ['adult'], language })

/** The ten that an organisation gets with its first test client (VER-90). */
export const firstPool: readonly WantedTestUser[] = [
  adult('nb'),
  adult('nb'),
  adult('nn'),
  adult('nn'),
  adult('se'),
  { traits: ['minor_13_17'], language: 'nb' },
  { traits: ['adult', 'd_number'], language: 'nb' },
  { traits: ['adult', 'reserved'], language: 'nb' },
  { traits: ['adult', 'no_contact_info'], language: 'nb' },
  { traits: ['adult', 'non_ascii_name', 'long_name'], language: 'nb' },
]

/** So many an organisation may have without asking anybody (VER-92). */
export const mostTestUsers = 50
export const longestLabel = 60
