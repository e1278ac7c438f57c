import type { Client } from '../../../protocol/client.ts'
import { describeClient } from '../../../protocol/client-registration-answer.ts'
import type { Language } from '../../../protocol/language.ts'
import { integrationsTexts } from '../../../texts/integrations-text.ts'
import { type Html, html } from '../../html.ts'

/** A value of a registration as people read it: lists one entry a line. */
export function shownValue(value: unknown, empty: string): Html {
  const entries = Array.isArray(value) ? value : [value]
  const shown = entries.filter((entry) => entry !== undefined && entry !== '')
  if (shown.length === 0) return html`${empty}`
  return html`${shown.map((entry, index) => html`${index > 0 && html`<br>`}<code>${typeof entry === 'object' ? JSON.stringify(entry) : String(entry)}</code>`)}`
}

/** Keys and secrets by their ids: what they are is nobody's business in a history. */
const comparable = (client: Client): Record<string, unknown> => ({
  ...describeClient(client),
  ...logosOf(client),
  jwks: client.jwks.map(({ kid }) => kid),
  secrets: client.secrets.map(({ secretId, revokedAtSeconds }) =>
    revokedAtSeconds === undefined ? secretId : `(${secretId})`,
  ),
})

/** Logos by their hash, as the addresses of the pictures have it. */
const logosOf = ({ logo, onbehalfof }: Client): Record<string, unknown> => ({
  ...(logo === undefined ? {} : { logo: logo.hash }),
  ...Object.fromEntries(
    onbehalfof.flatMap((entry) => (entry.logo === undefined ? [] : [[`logo ${entry.onbehalfof}`, entry.logo.hash]])),
  ),
})

/** What one revision changed, field by field (ONB-174). */
export function differencesView(language: Language, before: Client, after: Client): Html {
  const text = integrationsTexts(language)
  const [former, next] = [comparable(before), comparable(after)]
  const changed = Object.keys({ ...former, ...next }).filter(
    (name) => JSON.stringify(former[name]) !== JSON.stringify(next[name]),
  )
  const words = (value: unknown): string =>
    value === undefined || (Array.isArray(value) && value.length === 0)
      ? text('client.empty')
      : Array.isArray(value)
        ? value.map((one) => (typeof one === 'object' ? JSON.stringify(one) : String(one))).join(', ')
        : String(value)
  if (changed.length === 0) return html`<p>${text('client.empty')}</p>`
  return html`<dl class="site-facts">${changed.map(
    (name) =>
      html`<div><dt><code>${name}</code></dt><dd>${text('client.was', { before: words(former[name]) })}<br>${text('client.is', { after: words(next[name]) })}</dd></div>`,
  )}</dl>`
}
