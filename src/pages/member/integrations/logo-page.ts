import { advisedLogoWidth, type Logo, logoLimits } from '../../../protocol/logo.ts'
import { logosTexts } from '../../../texts/logos-text.ts'
import { errorSummary } from '../../error-summary.ts'
import { fileField, form, hidden, selectField, textField } from '../../form.ts'
import { type Html, html } from '../../html.ts'
import { logoImage } from '../../logo-image.ts'
import type { PortalEnvironment } from '../../portal/portal-page.ts'
import { type MemberFrame, memberPage } from '../member-page.ts'
import { clientPath } from './client-page.ts'
import type { ClientFormErrors } from './new-page.ts'

interface Picture {
  readonly logo: Logo
  /** Base64. */
  readonly png: string
}

export interface LogoPageView {
  readonly orgno: string
  readonly environment: PortalEnvironment
  readonly isProduction: boolean
  readonly client: { readonly clientId: string; readonly clientName: string }
  readonly mayWrite: boolean
  readonly states: readonly {
    /** undefined: the client itself. */
    readonly onbehalfof: string | undefined
    readonly name: string
    readonly shown: Picture | undefined
    readonly waits: Picture | undefined
    readonly declined: string | undefined
  }[]
  /** Entries that may have a logo of their own. */
  readonly entries: readonly { readonly onbehalfof: string; readonly name: string }[]
  /** The entry that was chosen in the form that was refused. */
  readonly chosen: string
  readonly errors: ClientFormErrors
}

/** More are not offered in a list; the value is typed. */
const mostOffered = 100

/** The logo of a client, and of the bodies it speaks for: what is shown, what waits, and the form to send one (REG-120). */
export function logoPage(frame: MemberFrame, view: LogoPageView): Html {
  const text = logosTexts(frame.page.language)
  const { client, errors } = view
  const back = clientPath(view.orgno, view.environment.name, client.clientId)
  const path = `${back}/logo`
  return memberPage(frame, {
    title: text('title', { client: client.clientName }),
    menu: 'organisation',
    environment: view.environment,
    language: text.language,
    content: html`${errorSummary(frame.page, errors.summary)}<p>${text('lead')} ${text(view.isProduction ? 'lead.production' : 'lead.test')}</p>
${view.states.map((state) => stateView(frame, view, state, path))}
${view.mayWrite && sendForm(frame, view, path)}
<p><a class="ds-link" href="${back}">${text('back')}</a></p>`,
  })
}

function stateView(
  frame: MemberFrame,
  { mayWrite }: LogoPageView,
  state: LogoPageView['states'][number],
  path: string,
): Html {
  const text = logosTexts(frame.page.language)
  const { onbehalfof, name, shown, waits, declined } = state
  const picture = ({ logo, png }: Picture) => {
    const size = text('size', { width: String(logo.width), height: String(logo.height) })
    const wide = logo.width > advisedLogoWidth ? ` ${text('wide', { most: String(advisedLogoWidth) })}` : ''
    return html`${logoImage(png, name, logo)}<p class="site-quiet">${size}.${wide}</p>`
  }
  const act = (what: 'remove' | 'withdraw') =>
    mayWrite &&
    form(`${path}/${what}`, [hidden('onbehalfof', onbehalfof ?? '')], {
      label: text(what),
      variant: 'secondary',
      danger: what === 'remove',
    })
  return html`<h2 class="ds-heading" data-size="md">${name}</h2>
<p>${onbehalfof === undefined ? text('of-client') : text('of-entry', { value: onbehalfof })}</p>
${shown === undefined ? html`<p>${text('shown.none')}</p>` : html`<h3 class="ds-heading" data-size="xs">${text('shown')}</h3>${picture(shown)}${act('remove')}`}
${waits !== undefined && html`<h3 class="ds-heading" data-size="xs">${text('waits')}</h3>${picture(waits)}${act('withdraw')}`}
${declined !== undefined && html`<div class="ds-alert" data-color="warning"><p>${text('declined', { reason: declined })}</p></div>`}
`
}

function sendForm(frame: MemberFrame, { entries, chosen, errors }: LogoPageView, path: string): Html {
  const text = logosTexts(frame.page.language)
  const target = { name: 'onbehalfof', label: text('target'), value: chosen, error: errors.of('onbehalfof') }
  const choices = [
    { value: '', label: text('of-client') },
    ...entries.map(({ onbehalfof, name }) => ({ value: onbehalfof, label: `${name} (${onbehalfof})` })),
  ]
  const limits = { bytes: String(logoLimits.bytes / 1000), height: String(logoLimits.height) }
  return html`<h2 class="ds-heading" data-size="md">${text('send')}</h2>
${form(
  path,
  [
    entries.length === 0
      ? undefined
      : entries.length > mostOffered
        ? textField({ ...target, help: text('target.value') })
        : selectField({ ...target, help: text('target.help'), choices }),
    fileField({
      name: 'logo',
      label: text('file'),
      help: text('file.help', { ...limits, width: String(advisedLogoWidth) }),
      accept: '.png,.jpg,.jpeg,.gif,image/png,image/jpeg,image/gif',
      error: errors.of('logo'),
    }),
  ],
  { label: text('send.first'), withFiles: true },
)}`
}
