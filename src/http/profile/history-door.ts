import type { FastifyInstance } from 'fastify'
import { historyPage } from '../../pages/profile/history-page.ts'
import type { readOwnHistory } from '../../usecases/history/read-history.ts'
import type { ProfileVisits } from './profile-visits.ts'

export interface HistoryDoorOptions {
  readonly readHistory: ReturnType<typeof readOwnHistory>
}

/** The citizen's logins, page by page (PROF-2). */
export function addHistoryDoor(app: FastifyInstance, visits: ProfileVisits, { readHistory }: HistoryDoorOptions): void {
  app.get(
    '/history',
    visits.loggedIn(async ({ frame, session }, request, reply) => {
      const asked = String((request.query as Readonly<Record<string, unknown>>).page ?? '1')
      const page = /^[1-9][0-9]{0,3}$/.test(asked) ? Number(asked) : 1
      const { logins, hasMore } = await readHistory(session.personRef, page)
      return visits.page(reply, historyPage(frame, { logins, page, hasMore }))
    }),
  )
}
