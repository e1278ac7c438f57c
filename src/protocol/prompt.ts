import { ProtocolError } from './protocol-error.ts'

export interface Prompt {
  /** No page may be shown (AUTHZ-27). */
  readonly none: boolean
  readonly login: boolean
  readonly consent: boolean
}

/** Reads `prompt` (AUTHZ-25): a list of none, login, consent, where none stands alone. Throws `invalid_request`. */
export function readPrompt(text: string | undefined): Prompt {
  if (text === undefined) return noPrompt
  const asked = text.split(' ').filter((value) => value !== '')
  for (const value of asked)
    if (value !== 'none' && value !== 'login' && value !== 'consent')
      throw new ProtocolError('invalid_request', 'prompt may hold none, login and consent only', '14')
  const none = asked.includes('none')
  if (none && asked.some((value) => value !== 'none'))
    throw new ProtocolError('invalid_request', 'prompt=none cannot be combined with another value', '14')
  return { none, login: asked.includes('login'), consent: asked.includes('consent') }
}

const noPrompt: Prompt = { none: false, login: false, consent: false }

/** Reads `max_age`, whole seconds (AUTHZ-30). Throws `invalid_request`. */
export function readMaxAge(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (!/^\d{1,10}$/.test(text))
    throw new ProtocolError('invalid_request', 'max_age must be a non-negative whole number of seconds', '14')
  return Number(text)
}
