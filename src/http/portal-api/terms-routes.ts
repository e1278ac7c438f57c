import { z } from 'zod'
import { termsChapters } from '../../journey/records.ts'
import { refuse } from '../../journey/refusal.ts'
import { acceptanceAnswer, at, termsVersionAnswer } from './describe.ts'
import { pageOf } from './page-of.ts'
import type { PortalApiUseCases } from './portal-api-use-cases.ts'
import { type PortalRoute, route } from './portal-route.ts'

const languages = ['nb', 'nn', 'en'] as const
const texts = z.partialRecord(z.enum(languages), z.string())

/** The terms of use, for everybody to read and for signatories to accept. */
export const termsRoutes = ({ terms, organisations }: PortalApiUseCases): readonly PortalRoute[] => [
  {
    method: 'GET',
    path: '/terms',
    open: async ({ query }) => {
      const inForce = await terms.read.inForce()
      const page = pageOf(
        await terms.read.versions(),
        query,
        ({ id }) => id,
        (version) => termsVersionAnswer(version, false),
      )
      return { body: { in_force: inForce?.id ?? null, ...page } }
    },
  },
  {
    method: 'GET',
    path: '/terms/{version}',
    open: async ({ path }) => {
      const version = (await terms.read.versions()).find(({ id }) => id === path.version)
      if (version === undefined) refuse('not_found', 'there is no such version of the terms')
      return { body: termsVersionAnswer(version, true) }
    },
  },
  {
    method: 'GET',
    path: '/organisations/{orgno}/terms-acceptances',
    run: async ({ actor, path, query }) => {
      const { orgno = '' } = path
      // Asks for the right to read the organisation.
      await organisations.overview.one(actor, orgno)
      const { chapters, history, signatories } = await terms.read.ofOrganisation(orgno)
      return {
        body: {
          chapters: chapters.map(({ chapter, standing }) => ({ chapter, status: standing.status })),
          signatories,
          ...pageOf(history, query, ({ id }) => id, acceptanceAnswer),
        },
      }
    },
  },
  route({
    method: 'POST',
    path: '/organisations/{orgno}/terms-acceptances',
    body: z.strictObject({
      version: z.string(),
      chapters: z.array(z.enum(termsChapters)),
      language: z.enum(languages),
      text_hash: z.string(),
      has_read: z.boolean(),
    }),
    run: async ({ actor, visit, path, body }) => {
      const { version, chapters, language } = body
      const acceptance = await terms.accept(actor, path.orgno ?? '', {
        version,
        chapters,
        language,
        textHash: body.text_hash,
        hasRead: body.has_read,
        sealedIdentity: visit.session.sealedPid,
      })
      return { status: 201, body: acceptanceAnswer(acceptance) }
    },
  }),
  route({
    method: 'POST',
    path: '/operator/terms',
    body: z.strictObject({
      version: z.string(),
      effective_from: z.iso.datetime(),
      summary: texts,
      parts: z.partialRecord(z.enum(termsChapters), texts),
    }),
    run: async ({ actor, body }) => {
      const { version, summary, parts } = body
      const effectiveFromSeconds = Math.floor(Date.parse(body.effective_from) / 1000)
      const published = await terms.publish(actor, { version, summary, parts, effectiveFromSeconds })
      return {
        status: 201,
        body: { ...termsVersionAnswer(published, false), published: at(published.publishedAtSeconds) },
      }
    },
  }),
]
