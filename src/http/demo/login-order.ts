/** What the form on the front page can ask for. Values are those of the wire. */
export const loginChoices = {
  acr_values: ['idporten-loa-low', 'idporten-loa-substantial', 'idporten-loa-high'],
  prompt: ['none', 'login', 'consent'],
  ui_locales: ['nb', 'nn', 'en', 'se'],
  response_mode: ['query', 'form_post', 'fragment'],
} as const

export interface LoginOrder {
  readonly parameters: Readonly<Record<string, string>>
  readonly maxAgeSeconds: number | undefined
  readonly acr: string | undefined
  readonly pushed: boolean
  /** Ask for access to an API too. */
  readonly api?: boolean
}

/** Reads the form. What it does not offer is left out, so that nobody can make this service ask for anything else. */
export function readLoginOrder(form: URLSearchParams): LoginOrder {
  const parameters: Record<string, string> = {}
  for (const [name, choices] of Object.entries(loginChoices)) {
    const chosen = form.get(name) ?? ''
    if ((choices as readonly string[]).includes(chosen)) parameters[name] = chosen
  }
  const maxAge = form.get('max_age') ?? ''
  if (/^\d{1,9}$/.test(maxAge)) parameters.max_age = maxAge
  for (const name of ['login_hint', 'onbehalfof']) {
    const text = (form.get(name) ?? '').trim()
    if (text !== '' && text.length <= 200) parameters[name] = text
  }
  return {
    parameters,
    maxAgeSeconds: parameters.max_age === undefined ? undefined : Number(parameters.max_age),
    acr: parameters.acr_values,
    pushed: form.get('par') === 'yes',
    api: form.get('api') === 'yes',
  }
}

const ranks: Readonly<Record<string, number>> = {
  'idporten-loa-low': 1,
  'idporten-loa-substantial': 2,
  'eidas-loa-substantial': 2,
  'idporten-loa-high': 3,
  'eidas-loa-high': 3,
}

/** Whether the level reached is at least the one asked for. The service must look itself: no library does. */
export const reachesLevel = (reached: unknown, asked: string | undefined): boolean =>
  asked === undefined || (typeof reached === 'string' && (ranks[reached] ?? 0) >= (ranks[asked] ?? 99))
