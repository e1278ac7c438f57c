/** Who spoke to whom, and how it travelled. */
export const traceEvents = [
  'discovery',
  'pushed-request',
  'authorize',
  'callback',
  'token',
  'keys',
  'userinfo',
  'checked',
  'refused',
  'logout',
  'frontchannel-logout',
  'backchannel-logout',
  'logged-out',
] as const
export type TraceEvent = (typeof traceEvents)[number]

/** One message of the protocol as a person can follow it: what was asked and what was answered, secrets shortened. */
export interface TraceEntry {
  readonly event: TraceEvent
  readonly atSeconds: number
  /** The first line of the message, e.g. `POST http://localhost:7071/token`. */
  readonly request: string
  readonly sent: readonly (readonly [name: string, value: string])[]
  /** e.g. `200 · 14 ms`; absent when the message went through the browser, which brings its answer as a new message. */
  readonly answer?: string
  readonly received?: readonly (readonly [name: string, value: string])[]
}
