import { mostTestUsers, testUserTraits } from '../../../journey/test-user-pool.ts'
import type { TestUsersTextKey } from '../../../texts/test-users-nb.ts'
import { testUsersTexts } from '../../../texts/test-users-text.ts'
import { errorSummary, type FieldError } from '../../error-summary.ts'
import { choiceField, fieldId, form, hidden, textArea, textField } from '../../form.ts'
import { attributes, type Html, html } from '../../html.ts'
import type { PortalEnvironment } from '../../portal/portal-page.ts'
import { type MemberFrame, memberPage } from '../member-page.ts'

export interface ShownTestUser {
  readonly pid: string
  readonly givenName?: string
  readonly familyName?: string
  readonly handedOut: {
    readonly ref: string
    readonly traits: readonly string[]
    readonly label?: string
    readonly language: string
  }
}

export interface TestUsersView {
  readonly orgno: string
  readonly environment: PortalEnvironment | undefined
  readonly users: readonly ShownTestUser[]
  /** An order was sent to the operator just now. */
  readonly asked: boolean
  readonly typed: (name: string) => readonly string[]
}

interface Errors {
  readonly summary: readonly FieldError[]
  of(name: string): string | undefined
}

/** The test users of an organisation: how to log in with them, labels, resets, files, and how to get more (VER-91, VER-92). */
export function testUsersPage(frame: MemberFrame, view: TestUsersView, errors: Errors): Html {
  const text = testUsersTexts(frame.page.language)
  const base = `/o/${view.orgno}/test-users`
  const nameOf = ({ givenName, familyName, pid }: ShownTestUser): string =>
    [givenName, familyName].filter(Boolean).join(' ') || pid
  return memberPage(frame, {
    title: text('title'),
    menu: 'organisation',
    environment: view.environment,
    language: text.language,
    content: html`${errorSummary(frame.page, errors.summary)}${view.asked && html`<div class="ds-alert" data-color="success" role="status"><p>${text('order.asked')}</p></div>`}
<p>${text('lead')}</p><p>${text('lead.log-in')}</p>
${view.users.length === 0 ? html`<p><strong>${text('empty')}</strong> ${text('empty.next')}</p>` : list()}
<h2 class="ds-heading" data-size="md">${text('order.heading')}</h2>
<p>${text('order.help', { most: String(mostTestUsers) })}</p>
${form(
  base,
  [
    textField({
      name: 'count',
      label: text('order.count'),
      inputmode: 'numeric',
      value: view.typed('count')[0] ?? '5',
      error: errors.of('count'),
    }),
    choiceField({
      name: 'traits',
      label: text('order.traits'),
      several: true,
      values: view.typed('traits').length > 0 ? view.typed('traits') : ['adult'],
      choices: testUserTraits.map((value) => ({ value, label: text(`trait.${value}`) })),
    }),
    textArea({
      name: 'wish',
      label: text('order.wish'),
      help: text('order.wish-help'),
      value: view.typed('wish')[0],
      error: errors.of('wish'),
      rows: 2,
    }),
  ],
  { label: text('order.button') },
)}
<h2 class="ds-heading" data-size="md">${text('adopt.heading')}</h2>
${form(
  `${base}/adopt`,
  [
    textField({
      name: 'pid',
      label: text('adopt.pid'),
      help: text('adopt.help'),
      inputmode: 'numeric',
      autocomplete: 'off',
      error: errors.of('pid'),
    }),
  ],
  { label: text('adopt.button'), variant: 'secondary' },
)}`,
  })

  function list(): Html {
    return html`<p class="site-quiet">${text('label.help')} ${text('reset.help')}</p>
<div class="site-scroll" tabindex="0" role="region" aria-label="${text('title')}"><table class="ds-table"><thead><tr><th scope="col">${text('pid')}</th><th scope="col">${text('name')}</th><th scope="col">${text('traits')}</th><th scope="col">${text('label')}</th><th scope="col">${text('reset')}</th></tr></thead>
<tbody>${view.users.map(row)}</tbody></table></div>
${form(`${base}/reset`, [], { label: text('reset.all'), variant: 'secondary' })}
<p><a class="ds-link" href="${`${base}/export?format=csv`}">${text('export.csv')}</a> · <a class="ds-link" href="${`${base}/export?format=json`}">${text('export.json')}</a></p>`
  }

  function row(user: ShownTestUser): Html {
    const { ref, traits, label, language } = user.handedOut
    const name = nameOf(user)
    const said = traits.map((trait) => text(`trait.${trait}` as TestUsersTextKey))
    const spoken = language === 'nn' || language === 'se' ? [text(`language.${language}`)] : []
    const field = `label-${ref}`
    const error = errors.of(field)
    return html`<tr><td><code>${user.pid}</code></td><td>${name}</td><td>${[...said, ...spoken].join(', ')}</td>
<td><form method="post" action="${`${base}/label`}" class="site-inline">${hidden('user', ref)}<input class="ds-input" id="${fieldId(field)}" name="label" maxlength="60" ${attributes(
      {
        value: view.typed(field)[0] ?? label,
        'aria-label': text('label.of', { name }),
        'aria-invalid': error === undefined ? undefined : 'true',
      },
    )}><button class="ds-button" data-variant="tertiary" data-size="sm" type="submit" aria-label="${text('label.save-of', { name })}">${text('label.save')}</button></form>${error !== undefined && html`<p class="ds-validation-message">${error}</p>`}</td>
<td><form method="post" action="${`${base}/reset`}">${hidden('user', ref)}<button class="ds-button" data-variant="tertiary" data-size="sm" type="submit" aria-label="${text('reset.of', { name })}">${text('reset')}</button></form></td></tr>
`
  }
}
