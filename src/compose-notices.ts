import type { PortalGround } from './compose-portal-ground.ts'
import { addBusyPeriodDoors } from './http/portal/busy-period-doors.ts'
import { addNoticeDoors } from './http/portal/notice-doors.ts'
import type { DoorGroup } from './http/portal/portal-site.ts'
import { osloMinute } from './pages/oslo-time.ts'
import { mailNoticesTexts } from './texts/mail-notices-text.ts'
import { openLetters } from './usecases/onboarding/letter.ts'
import {
  listAllPeriods,
  listPeriods,
  reportPeriod,
  withdrawPeriod,
} from './usecases/onboarding/notices/busy-periods.ts'
import { listNotices, readStatus } from './usecases/onboarding/notices/read-notices.ts'
import { endNotice, writeNotice } from './usecases/onboarding/notices/write-notice.ts'

/** What the operator tells service owners about the house, and when they need it most. */
export function noticesGroup({ settings, durable, clock, random }: PortalGround): DoorGroup {
  const needs = {
    durable,
    clock,
    random,
    environments: settings.environments,
    portalUrl: settings.portal.baseUrl,
    letter: openLetters(settings.productName, mailNoticesTexts),
    moment: osloMinute,
  }
  return (app, doors) => {
    addNoticeDoors(app, doors, {
      environments: settings.environments,
      status: readStatus(needs),
      list: listNotices(needs),
      write: writeNotice(needs),
      end: endNotice(needs),
    })
    addBusyPeriodDoors(app, doors, {
      list: listPeriods(needs),
      listAll: listAllPeriods(needs),
      report: reportPeriod(needs),
      withdraw: withdrawPeriod(needs),
    })
  }
}
