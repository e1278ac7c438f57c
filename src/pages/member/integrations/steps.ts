import type { Integration } from '../../../journey/records.ts'
import { stepsOf } from '../../../journey/steps.ts'
import type { Language } from '../../../protocol/language.ts'
import { integrationsTexts } from '../../../texts/integrations-text.ts'
import { attributes, type Html, html } from '../../html.ts'

/** The way of an integration: what is done, what is now, what comes later (ONB-162). */
export function stepsView(language: Language, integration: Pick<Integration, 'state' | 'stateBefore'>): Html {
  const text = integrationsTexts(language)
  return html`<ol class="site-journey">${stepsOf(integration).steps.map(
    ({ step, status }) =>
      html`<li ${attributes({ 'data-done': status === 'done' ? 'yes' : undefined, 'aria-current': status === 'now' ? 'step' : undefined })}>${text(`step.${step}`)} <span class="site-quiet">(${text(`status.${status}`)})</span></li>`,
  )}</ol>
`
}

/** What to do next and whose turn it is, in one paragraph; with a link when there is a page for it. */
export function nextActionView(
  language: Language,
  integration: Pick<
    Integration,
    'id' | 'orgno' | 'state' | 'stateBefore' | 'productionEnvironment' | 'productionClientId'
  >,
): Html {
  const text = integrationsTexts(language)
  const { next } = stepsOf(integration)
  const words = text(`next.${next.action}`)
  const address = nextAddress(integration)
  return html`<p><strong>${address === undefined ? words : html`<a class="ds-link" href="${address}">${words}</a>`}</strong> <span class="site-quiet">${text('who.label', { who: text(`who.${next.who}`) })}</span></p>
`
}

/** The page where the next thing is done; undefined when there is nothing to do for the organisation. */
export function nextAddress(
  integration: Pick<
    Integration,
    'id' | 'orgno' | 'state' | 'stateBefore' | 'productionEnvironment' | 'productionClientId'
  >,
): string | undefined {
  const { id, orgno, productionEnvironment, productionClientId } = integration
  const base = `/o/${orgno}/integrations/${id}`
  const production =
    productionClientId === undefined
      ? undefined
      : `/o/${orgno}/clients/${productionEnvironment}/${encodeURIComponent(productionClientId)}`
  switch (stepsOf(integration).next.action) {
    case 'create-test-client':
      return `/o/${orgno}/integrations/new`
    case 'configure-and-log-in':
      return `${base}/configuration`
    case 'verify':
    case 'finish-verification':
      return `${base}/verification`
    case 'order':
    case 'open-package':
      return `${base}/order`
    case 'log-in-in-production':
    case 'finish-rotation':
    case 'reopen':
      return production
    default:
      return undefined
  }
}
