import { generateTestUsers } from '../../../config/seed-test-users.ts'
import type { WantedTestUser } from '../../../journey/test-user-pool.ts'
import {
  type BornBetween,
  defaultBornBetween,
  repeatableDraw,
  syntheticId,
} from '../../../protocol/national-id-synthetic.ts'
import type { Random } from '../../../system/random.ts'
import type { PoolUser } from './test-user-needs.ts'

const yearSeconds = 365.25 * 86_400

/** One invented person with a number that nobody in `taken` has (VER-90, VER-97). */
export function makeTestUser(
  random: Random,
  orgno: string,
  { traits, language }: WantedTestUser,
  taken: ReadonlySet<string>,
  nowSeconds: number,
): PoolUser {
  const seed = random.bytes(6).readUIntBE(0, 6)
  const draw = repeatableDraw(seed)
  const born = traits.includes('minor_13_17') ? bornWithin(nowSeconds, 14, 16) : defaultBornBetween
  let pid = syntheticId(draw, born, traits.includes('d_number')).reveal()
  while (taken.has(pid)) pid = syntheticId(draw, born, traits.includes('d_number')).reveal()
  const [named] = generateTestUsers(1, seed, {})
  const ref = `tu-${random.token(9)}`
  return {
    pid,
    givenName: traits.includes('non_ascii_name') ? 'Máret Øyvør Čuoigga' : (named?.givenName ?? ''),
    familyName: traits.includes('long_name')
      ? 'Geahččalan-Prøvesønnevåg Ytterstøbakkelandsæter av Oppdiktinghaugen'
      : (named?.familyName ?? ''),
    pool: orgno,
    eids: ['testid'],
    levelMax: null,
    handedOut: {
      ref,
      atSeconds: nowSeconds,
      traits,
      language,
      // A domain that leads nowhere, by the rules of the Internet (VER-97).
      ...(traits.includes('no_contact_info') ? {} : { email: `${ref.toLowerCase()}@testbruker.example` }),
    },
  }
}

/** Everybody of these ages, a year inside their bounds: nobody has a birthday too many. */
const bornWithin = (nowSeconds: number, youngest: number, oldest: number): BornBetween => ({
  from: dateOf(nowSeconds - (oldest + 1) * yearSeconds),
  to: dateOf(nowSeconds - youngest * yearSeconds),
})

const dateOf = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 10)
