import { isLevelOfAssurance, type LevelOfAssurance } from './level-of-assurance.ts'
import { ProtocolError } from './protocol-error.ts'

const prefix = 'testid:'

/**
 * Reads `login_hint=testid:<pid>_<acr>` (AUTHZ-46), which only a test environment obeys. undefined: the hint is another
 * one and is ignored. The pid is still text: whether it is acceptable here is the environment's rule. Throws `invalid_request`.
 */
export function readAutomaticLogin(
  loginHint: string | undefined,
): { readonly pid: string; readonly acr: LevelOfAssurance } | undefined {
  if (loginHint === undefined || !loginHint.startsWith(prefix)) return undefined
  const underscore = loginHint.indexOf('_')
  const pid = loginHint.slice(prefix.length, underscore === -1 ? undefined : underscore)
  const acr = underscore === -1 ? '' : loginHint.slice(underscore + 1)
  if (!isLevelOfAssurance(acr) || !acr.startsWith('idporten-'))
    throw new ProtocolError(
      'invalid_request',
      'login_hint must be testid:<pid>_<acr> with a known idporten level',
      '15',
    )
  return { pid, acr }
}
