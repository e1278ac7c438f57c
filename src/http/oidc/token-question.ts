import { ProtocolError } from '../../protocol/protocol-error.ts'
import type { TokenQuestion } from '../../usecases/resource/introspect-token.ts'
import type { AskedByClient } from './client-door.ts'

/**
 * What `/introspect` and `/revoke` have in common: one token, and who asks. `token_type_hint` is not needed and so not read
 * (INTR-1, REV-5). Throws `invalid_request`.
 */
export function questionOf({ parameters, credentials, ...asked }: AskedByClient): TokenQuestion {
  const repeated = parameters.firstRepeated()
  if (repeated !== undefined) throw new ProtocolError('invalid_request', 'a parameter was sent more than once')
  return { ...asked, token: parameters.get('token'), credentials: credentials() }
}
