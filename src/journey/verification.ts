import { createHash } from 'node:crypto'
import { canonicalJson } from '../protocol/canonical-json.ts'
import type { Client } from '../protocol/client.ts'
import type { VerificationRun } from './records.ts'

export const verificationTests = ['T1', 'T2', 'T3', 'T4', 'T5', 'T6', 'T7', 'T8', 'T9', 'T10', 'T11'] as const
export type VerificationTest = (typeof verificationTests)[number]

export type VerificationAnswers = VerificationRun['answers']
export type RunTest = VerificationRun['tests'][number]

/** A report counts for so long (VER-70), and an open run that nobody touches lives so long. */
export const reportDays = 90
export const idleRunDays = 30

/** Integration types whose clients log people in; the others have no runs (VER-4, ONB-72). */
export const hasVerification = ({ integrationType }: Pick<Client, 'integrationType'>): boolean =>
  integrationType === 'idporten' || integrationType === 'api_klient'

/** What of a registration a report vouches for (VER-70). */
export const configurationOf = (client: Client): Readonly<Record<string, unknown>> => ({
  integration_type: client.integrationType,
  application_type: client.applicationType,
  token_endpoint_auth_method: client.tokenEndpointAuthMethod,
  code_challenge_method: client.codeChallengeMethod,
  grant_types: [...client.grantTypes].sort(),
  scopes: [...client.scopes].sort(),
  sso_disabled: client.ssoDisabled,
  has_frontchannel_logout_uri: client.frontchannelLogoutUri !== undefined,
  frontchannel_logout_session_required: client.frontchannelLogoutSessionRequired,
  has_onbehalfof: client.onbehalfof.length > 0,
})

export const configurationHash = (configuration: Readonly<Record<string, unknown>>): string =>
  `sha256:${createHash('sha256').update(canonicalJson(configuration)).digest('hex')}`

type Duty = Pick<RunTest, 'id' | 'duty'> & { readonly reason?: DutyReason }

/** Why a test has the duty that it has; the pages have words for each. */
export type DutyReason =
  | 'only-high'
  | 'high-used'
  | 'both-levels'
  | 'prompt-used'
  | 'onbehalfof-registered'
  | 'ui-locales-used'
  | 'not-used'
  | 'native-without-front'
  | 'no-frontchannel-logout'

/**
 * Which tests a client owes (§2), from what its owner answered and how it is registered. `not_applicable` falls away;
 * `optional` may be done and changes nothing.
 */
export function dutiesOf(answers: VerificationAnswers, client: Client): readonly Duty[] {
  const usesHigh = answers.levels.includes('high')
  const onlyHigh = usesHigh && !answers.levels.includes('substantial')
  const atSubstantial = (id: string): Duty =>
    onlyHigh ? { id, duty: 'not_applicable', reason: 'only-high' } : { id, duty: 'mandatory' }
  const when = (id: string, isUsed: boolean, reason: DutyReason): Duty =>
    isUsed ? { id, duty: 'mandatory', reason } : { id, duty: 'not_applicable', reason: 'not-used' }
  const bothLevels = answers.levels.length > 1
  return [
    atSubstantial('T1'),
    when('T2', usesHigh, 'high-used'),
    atSubstantial('T3'),
    when('T4', usesHigh, 'high-used'),
    bothLevels ? { id: 'T5', duty: 'mandatory', reason: 'both-levels' } : { id: 'T5', duty: 'optional' },
    { id: 'T6', duty: 'mandatory' },
    logoutFromElsewhere(client),
    { id: 'T8', duty: 'mandatory' },
    when('T9', answers.promptLogin, 'prompt-used'),
    when('T10', answers.onbehalfof || client.onbehalfof.some(({ active }) => active), 'onbehalfof-registered'),
    when('T11', answers.uiLocales, 'ui-locales-used'),
  ]
}

function logoutFromElsewhere({ applicationType, frontchannelLogoutUri }: Client): Duty {
  if (frontchannelLogoutUri !== undefined) return { id: 'T7', duty: 'mandatory' }
  // An app cannot be reached by a hidden frame; everything else can, and must (VER-11).
  return applicationType === 'native'
    ? { id: 'T7', duty: 'not_applicable', reason: 'native-without-front' }
    : { id: 'T7', duty: 'mandatory', reason: 'no-frontchannel-logout' }
}

/** The tests of a run as they begin. Without an address for logout from elsewhere T7 has failed at once. */
export const newRunTests = (answers: VerificationAnswers, client: Client): readonly RunTest[] =>
  dutiesOf(answers, client).map((duty) => ({
    ...duty,
    status:
      duty.duty === 'not_applicable'
        ? 'NOT_APPLICABLE'
        : duty.reason === 'no-frontchannel-logout'
          ? 'FAILED'
          : 'NOT_STARTED',
  }))

/** A run without shared login turns the tests of it round (T1-X and so on). */
export const isIsolated = ({ configuration }: Pick<VerificationRun, 'configuration'>): boolean =>
  configuration.sso_disabled === true

const settled: readonly RunTest['status'][] = ['PASSED_WITH_MANUAL', 'NOT_APPLICABLE', 'WAIVED']

/** What stands between a run and its report: mandatory tests that are not settled (VER-60). */
export const missingTests = ({ tests }: Pick<VerificationRun, 'tests'>): readonly string[] =>
  tests.filter(({ duty, status }) => duty === 'mandatory' && !settled.includes(status)).map(({ id }) => id)

const all: readonly VerificationTest[] = verificationTests

const repeats: Readonly<Record<string, readonly VerificationTest[]>> = {
  integration_type: all,
  application_type: all,
  token_endpoint_auth_method: ['T1', 'T2'],
  code_challenge_method: ['T1', 'T2'],
  grant_types: ['T1', 'T2'],
  scopes: ['T1', 'T2'],
  sso_disabled: ['T1', 'T2', 'T3', 'T4', 'T7'],
  has_frontchannel_logout_uri: ['T7'],
  frontchannel_logout_session_required: ['T7'],
  has_onbehalfof: ['T10'],
}

/**
 * Which tests of a run a difference in configuration makes worthless (VER-70); nothing when it makes no difference, as
 * scopes do not for clients that only log people in. Tests that never applied are left out.
 */
export function testsToRepeat(
  run: Pick<VerificationRun, 'configuration' | 'tests'>,
  wanted: Readonly<Record<string, unknown>>,
): readonly string[] {
  const changed = Object.keys({ ...run.configuration, ...wanted }).filter(
    (member) => canonicalJson(run.configuration[member] ?? null) !== canonicalJson(wanted[member] ?? null),
  )
  const harmless = wanted.integration_type === 'idporten' ? ['scopes'] : []
  const worthless = new Set(changed.filter((one) => !harmless.includes(one)).flatMap((one) => repeats[one] ?? all))
  // A duty that the change creates is told too: T10 of a client that now speaks for others.
  const fellAway = new Set(run.tests.filter(({ duty }) => duty === 'not_applicable').map(({ id }) => id))
  return all.filter((id) => worthless.has(id) && (!fellAway.has(id) || id === 'T10' || id === 'T7'))
}
