import type { z } from 'zod'
import type { Actor } from '../../journey/actor.ts'
import type { Language } from '../../protocol/language.ts'
import type { SignedInVisit, Visit } from '../portal/portal-doors.ts'

/** A call as a route sees it: read, judged in shape, and its person known. */
export interface PortalCall<Body> {
  readonly actor: Actor
  readonly visit: SignedInVisit
  readonly path: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly body: Body
  readonly language: Language
  /** Refuses when If-Match names another revision than the present one; call it before anything is written. */
  readonly demandRevision: (present: number) => number
  readonly accept: string
}

export interface PortalAnswer {
  /** 200 unless given. */
  readonly status?: 200 | 201 | 202 | 204
  /** undefined: an empty body. */
  readonly body?: unknown
  /** Of an object that can be edited: its ETag. */
  readonly revision?: number
  /** Text of another kind than JSON. */
  readonly text?: { readonly type: string; readonly content: string }
  readonly headers?: Readonly<Record<string, string>>
}

export type PortalMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

export interface OpenCall extends Pick<PortalCall<unknown>, 'path' | 'query' | 'language' | 'body'> {
  readonly visit: Visit
}

/** One line of the table of section 22. Rights are judged by the use case behind it, as for the pages. */
export interface PortalRoute {
  readonly method: PortalMethod
  /** Below the API's base: `/orders/{no}`. */
  readonly path: string
  /** For everybody, logged in or not; what it changes needs a token of its own. */
  readonly open?: (call: OpenCall) => Promise<PortalAnswer>
  /** Shape of the body; absent: there is none. */
  readonly body?: z.ZodType
  /** Its answer holds a secret: it is never kept for repetitions (REG-71). */
  readonly secret?: true
  /** Changes an object that was read before: asks for If-Match. */
  readonly edits?: true
  readonly run?: (call: PortalCall<unknown>) => Promise<PortalAnswer>
}

interface RouteOf<Schema extends z.ZodType> extends Pick<PortalRoute, 'method' | 'path' | 'secret' | 'edits'> {
  readonly body: Schema
  readonly run: (call: PortalCall<z.output<Schema>>) => Promise<PortalAnswer>
}

/** A route with a body, whose type follows from its schema. */
export const route = <Schema extends z.ZodType>(of: RouteOf<Schema>): PortalRoute => ({
  ...of,
  run: (call) => of.run(call as PortalCall<z.output<Schema>>),
})
