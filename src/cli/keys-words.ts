import type { Replacement } from '../usecases/operations/replace-compromised-keys.ts'
import type { Retirement } from '../usecases/operations/retire-key.ts'
import type { Rotation } from '../usecases/operations/rotate-keys.ts'
import type { KeyState, RingKey } from '../usecases/operations/signing-ring.ts'

const moment = (seconds: number): string =>
  `${new Date(seconds * 1000).toISOString().slice(0, 16).replace('T', ' ')} UTC`

const states: Readonly<Record<KeyState, (key: RingKey) => string>> = {
  waiting: (key) => `waiting, signs from ${moment(key.signsFromSeconds)}`,
  signing: (key) => `signing since ${moment(key.signsFromSeconds)}`,
  published: () => 'published, does not sign',
  leaving: (key) => `published, leaves the JWKS ${moment(key.retiredAtSeconds ?? 0)}`,
  retired: (key) => `left the JWKS ${moment(key.retiredAtSeconds ?? 0)}, good for hints`,
  compromised: (key) => `removed as compromised ${moment(key.compromisedAtSeconds ?? 0)}`,
}

const daySeconds = 86_400

export function listLines(
  title: string,
  rows: readonly { readonly key: RingKey; readonly state: KeyState }[],
  rotationDays: number,
  nowSeconds: number,
): readonly string[] {
  return [
    title,
    ...rows.flatMap(({ key, state }) => {
      const due = key.signsFromSeconds + rotationDays * daySeconds
      const isOverdue = state === 'signing' && rotationDays > 0 && due + daySeconds < nowSeconds
      const isFollowed = key.retiredAtSeconds !== null
      const line = `  ${key.kid} ${key.alg} ${states[state](key)}`
      if (isOverdue && !isFollowed)
        return [line, `    OVERDUE: its rotation was due ${moment(due)}; is a gateway running?`]
      return state === 'signing' && isFollowed
        ? [line, `    leaves the JWKS ${moment(key.retiredAtSeconds ?? 0)}`]
        : [line]
    }),
  ]
}

export function rotationLines(title: string, rotation: Rotation): readonly string[] {
  switch (rotation.outcome) {
    case 'rotated':
      return [
        `${title}: ${rotation.next.kid} is published now and signs from ${moment(rotation.next.signsFromSeconds)}.`,
        ...rotation.leaving.map(
          ({ kid, retiredAtSeconds }) =>
            `${title}: ${kid} signs until then, leaves the JWKS ${moment(retiredAtSeconds ?? 0)} and stays good for hints.`,
        ),
      ]
    case 'waiting':
      return [
        `${title}: nothing made, ${rotation.next.kid} is published already and signs from ${moment(rotation.next.signsFromSeconds)}.`,
      ]
    case 'none':
    case 'not-due':
      return []
    default:
      return rotation satisfies never
  }
}

export function retirementLines(kid: string, retirement: Retirement, nowSeconds: number): readonly string[] {
  switch (retirement.outcome) {
    case 'retired': {
      const until = retirement.wouldHaveLeftAtSeconds
      return [
        `${kid} has left the JWKS; gateways show it within seconds, and it stays good for hints.`,
        ...(until === null || until > nowSeconds
          ? [
              `Tokens that it signed may live until ${until === null ? 'their own end' : moment(until)}; services can no longer check those.`,
            ]
          : []),
      ]
    }
    case 'signs':
      return [
        `${kid} signs now and cannot be retired. keys rotate makes the next one; keys emergency replaces it at once.`,
      ]
    case 'waiting':
      return [`${kid} is to sign next and cannot be retired; keys emergency ${kid} removes it for good.`]
    case 'gone':
      return [`${kid} has left the JWKS already.`]
    case 'unknown':
      return [`There is no key ${kid}; see keys list.`]
    default:
      return retirement satisfies never
  }
}

export const wouldRemoveLines = (
  title: string,
  keys: readonly RingKey[],
  isPublished: (key: RingKey) => boolean,
): readonly string[] =>
  keys.map(
    (key) => `${title}: would remove ${key.kid} (${key.alg}, ${isPublished(key) ? 'published' : 'not published'}).`,
  )

export const emergencyLines = (title: string, { removed, made }: Replacement): readonly string[] => [
  ...removed.map((key) => `${title}: ${key.kid} (${key.alg}) is removed everywhere; its private part is destroyed.`),
  ...made.map((key) => `${title}: ${key.kid} (${key.alg}) is new and signs from now on.`),
]

/** What follows from a command. */
export const keyLines = {
  confirmEmergency: [
    'Nothing was changed. What these keys signed will count for nothing at once: access tokens fail,',
    'old id_tokens are no longer taken as hints. Services get new tokens by refreshing or by a new login. Say --yes to do it.',
  ],
  afterEmergency: [
    'Running gateways take it within seconds; machines and people need do nothing there.',
    'What the removed keys signed is refused from then on, also as id_token_hint.',
    'A service sees an unknown kid and fetches the JWKS again; one that does not fails until its copy ends, after at most 24 hours: tell the services.',
    'If the secrets file was out too, put a new key_encryption first in it, restart, and run keys rewrap.',
  ],
  afterRewrap: [
    'When no row is under an older key_encryption, that one may leave the secrets file. Backups from before need it still.',
  ],
} as const
