import type { Environment } from '../../config/environments.ts'
import { isAtLeast, isLevelOfAssurance, type LevelOfAssurance } from '../../protocol/level-of-assurance.ts'
import { NationalId, readNationalId } from '../../protocol/national-id.ts'
import type { Clock } from '../../system/clock.ts'
import type { Eid, EidInput, EidLogin, Screen, Step } from '../eid.ts'

const levels: readonly LevelOfAssurance[] = ['idporten-loa-low', 'idporten-loa-substantial', 'idporten-loa-high']

interface Needs {
  readonly environment: Environment
  readonly clock: Clock
  /** A valid synthetic national id, from the test users or made up (TID-4). */
  readonly randomPid: () => Promise<string>
}

/** TestID: no password, the citizen says who she is and how strongly (section 5). Only where the environment has it (TID-1). */
export function openTestId(needs: Needs): Eid {
  const { environment, clock, randomPid } = needs
  if (environment.rules.testId === 'must-not-exist')
    throw new Error(`TestID must not exist in environment ${environment.name}; remove it from its eids`)
  return {
    name: 'testid',
    levels,
    begin: async (login) => show(login, {}),
    async advance(login, input): Promise<Step> {
      if (input.redisplay !== undefined) return show(login, input)
      if (input.random !== undefined) return show(login, { ...input, pid: await randomPid() })
      const pid = readNationalId(input.pid, {
        accepted: environment.rules.acceptedPids,
        allowRealFormat: environment.allowRealFormatPids,
        nowSeconds: clock.nowSeconds(),
      })
      const acr = input.acr
      // The preselection makes the radio group unnecessary to touch (AUTO-6), so a post without it means the minimum.
      const level = acr === undefined ? login.minimum : acr
      const isLevel = isLevelOfAssurance(level) && levels.includes(level)
      if (!(pid instanceof NationalId))
        return show(login, input, { pidFault: pid, ...(isLevel ? {} : { levelFault: 'missing' }) })
      if (!isLevel) return show(login, input, { levelFault: 'missing' })
      if (!isAtLeast(level, login.minimum)) return show(login, input, { levelFault: 'too-low' })
      return { kind: 'proven', identity: { pid, acr: level, amr: 'TestID' } }
    },
  }
}

const longestPid = 40

/** The form with what was typed (UD-6). Levels below the minimum cannot be chosen (TID-3). */
function show(login: EidLogin, input: EidInput, faults: Pick<Screen, 'pidFault' | 'levelFault'> = {}): Step {
  const chosen = levels.find((level) => level === input.acr && isAtLeast(level, login.minimum)) ?? login.minimum
  return {
    kind: 'show',
    screen: {
      screen: 'test-id',
      pid: (input.pid ?? '').slice(0, longestPid),
      levels: levels.map((acr) => ({ acr, selectable: isAtLeast(acr, login.minimum), selected: acr === chosen })),
      ...faults,
    },
  }
}
