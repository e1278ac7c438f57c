import { calendarTexts } from '../../../texts/calendar-text.ts'
import { form } from '../../form.ts'
import { type Html, html } from '../../html.ts'
import { codeBox } from '../../portal/portal-page.ts'
import { type MemberFrame, memberPage } from '../member-page.ts'
import { dayOf } from './times.ts'

export interface CalendarView {
  readonly orgno: string
  readonly madeAtSeconds: number | undefined
  /** The whole address, on the answer that made it alone. */
  readonly address: string | undefined
}

/** The address of the calendar of expiry dates: made, replaced, revoked. */
export function calendarPage(frame: MemberFrame, { orgno, madeAtSeconds, address }: CalendarView): Html {
  const text = calendarTexts(frame.page.language)
  const path = `/o/${orgno}/calendar`
  const label = text(madeAtSeconds === undefined ? 'calendar.make' : 'calendar.make-new')
  return memberPage(frame, {
    title: text('calendar.title'),
    menu: 'organisation',
    language: text.language,
    content: html`<p>${text('calendar.text')}</p>
${address !== undefined && codeBox(frame.text, 'calendar-address', text('calendar.address'), address)}
${madeAtSeconds !== undefined && html`<p>${text('calendar.exists', { date: dayOf(madeAtSeconds) })}</p>`}
${form(path, [], { label, variant: madeAtSeconds === undefined ? 'primary' : 'secondary' })}
${madeAtSeconds !== undefined && form(`${path}/revoke`, [], { label: text('calendar.revoke'), variant: 'secondary', danger: true })}`,
  })
}
