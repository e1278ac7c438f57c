import { profileFrontPage } from '../../pages/profile/profile-front-page.ts'
import type { SiteMount } from '../portal/site-mount.ts'
import { type AccessDoorsOptions, addAccessDoors } from './access-doors.ts'
import { addHistoryDoor, type HistoryDoorOptions } from './history-door.ts'
import { addProfileLoginDoors, type ProfileLoginOptions } from './profile-login-doors.ts'
import { openProfileVisits, type ProfileSite } from './profile-visits.ts'

export interface ProfileOptions extends ProfileSite, ProfileLoginOptions, HistoryDoorOptions, AccessDoorsOptions {}

/** The citizen's own pages for one environment: a service of that environment's gateway like any other (PROF-1). */
export const profileMount = (options: ProfileOptions): SiteMount => ({
  prefix: options.base,
  register(app) {
    const visits = openProfileVisits(options)
    app.get('/', async (request, reply) =>
      visits.page(reply, profileFrontPage(visits.frame(request, (await visits.session(request)) !== undefined))),
    )
    addProfileLoginDoors(app, visits, options)
    addHistoryDoor(app, visits, options)
    addAccessDoors(app, visits, options)
  },
})

/** What the root needs of each environment's pages, to end sessions there. */
export interface EndedElsewhere {
  readonly base: string
  readonly issuer: string
  /** Origin of the login pages, which show the call in a frame. */
  readonly loginOrigin: string
  readonly endBySid: (sid: string) => Promise<void>
}

/** `/profile` alone leads to the pages of the first environment; a logout is called in one place, and `iss` tells of which. */
export const profileRoot = (sites: readonly EndedElsewhere[]): SiteMount => ({
  prefix: '/profile',
  register(app) {
    app.get('/', async (_request, reply) => reply.redirect(sites[0]?.base ?? '/', 303))

    // Called by a gateway in a hidden frame when the citizen logs out of any service (LOGOUT-18).
    app.get('/frontchannel-logout', async (request, reply) => {
      const { searchParams } = new URL(request.url, 'http://profile.invalid')
      const sid = searchParams.get('sid')
      const site = sites.find(({ issuer }) => issuer === searchParams.get('iss'))
      if (site === undefined || sid === null) return reply.code(400).send('')
      reply.header('content-security-policy', `default-src 'none'; frame-ancestors ${site.loginOrigin}`)
      await site.endBySid(sid)
      return reply.type('text/plain; charset=utf-8').send('')
    })
  },
})
