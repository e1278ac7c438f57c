/** Fields whose value opens something: enough is shown to recognise it in two places, not enough to use it. */
const sensitiveFields: ReadonlySet<string> = new Set([
  'client_secret',
  'client_assertion',
  'code',
  'code_verifier',
  'id_token',
  'id_token_hint',
  'access_token',
  'refresh_token',
  'request',
  'request_uri',
  'authorization',
])

/** The beginning of a sensitive value and its length; at most a quarter of it, and never more than eight characters. */
export const shorten = (value: string): string =>
  `${value.slice(0, Math.min(8, Math.floor(value.length / 4)))}… (${value.length} characters)`

/** Name and value as the trace may show them. An `Authorization` header keeps its scheme. */
export function shortenField(name: string, value: string): readonly [string, string] {
  if (!sensitiveFields.has(name.toLowerCase())) return [name, value]
  const scheme = name.toLowerCase() === 'authorization' ? /^(Basic|Bearer) /i.exec(value)?.[0] : undefined
  return scheme === undefined ? [name, shorten(value)] : [name, scheme + shorten(value.slice(scheme.length))]
}
