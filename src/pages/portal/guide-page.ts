import type { PortalTextKey } from '../../texts/portal-nb.ts'
import type { PortalText } from '../../texts/portal-text.ts'
import { type Html, html } from '../html.ts'
import { codeBox, type PortalEnvironment, type PortalFrame, portalPage } from './portal-page.ts'

export interface GuidePageFacts {
  /** The environment that is meant where none is named (ONB-2). */
  readonly environment: PortalEnvironment | undefined
  readonly support: { readonly email: string; readonly helpUrl: string }
}

type Chapter = 'terms' | 'procedure' | 'test' | 'users' | 'production' | 'problems'

/** The same chapters in every language (ONB-9). */
const chapters: readonly { readonly chapter: Chapter; readonly paragraphs: readonly PortalTextKey[] }[] = [
  { chapter: 'terms', paragraphs: ['guide.terms.1', 'guide.terms.2'] },
  { chapter: 'procedure', paragraphs: ['guide.procedure.1', 'guide.procedure.2'] },
  { chapter: 'test', paragraphs: ['guide.test.1', 'guide.test.2', 'guide.test.3', 'guide.test.4'] },
  { chapter: 'users', paragraphs: ['guide.users.1', 'guide.users.2'] },
  { chapter: 'production', paragraphs: ['guide.production.1', 'guide.production.2', 'guide.production.3'] },
  { chapter: 'problems', paragraphs: ['guide.problems.1', 'guide.problems.2', 'guide.problems.3'] },
]

/** Where the guide leads, below the paragraph that says why. */
const guideLinks: { readonly [Key in PortalTextKey]?: readonly { key: PortalTextKey; href: string }[] } = {
  'guide.terms.2': [{ key: 'guide.link.terms', href: '/terms' }],
  'guide.procedure.2': [
    { key: 'guide.link.my', href: '/my' },
    { key: 'guide.link.order', href: '/order' },
    { key: 'guide.link.network', href: '/network' },
  ],
  'guide.problems.2': [
    { key: 'guide.link.support', href: '/support' },
    { key: 'guide.link.status', href: '/status' },
  ],
}

/** How to connect a service, from test to production. */
export function guidePage(frame: PortalFrame, facts: GuidePageFacts): Html {
  const { text } = frame
  return portalPage(
    frame,
    text('guide.title'),
    html`<h1 class="ds-heading" data-size="lg">${text('guide.title')}</h1>
<p class="site-lead">${text('guide.lead')}</p>
<nav aria-label="${text('guide.contents')}"><ul class="site-links">${chapters.map(
      ({ chapter }) => html`<li><a class="ds-link" href="${`#${chapter}`}">${text(`guide.${chapter}`)}</a></li>`,
    )}</ul></nav>
${chapters.map(
  ({ chapter, paragraphs }) =>
    html`<section aria-labelledby="${chapter}"><h2 class="ds-heading" data-size="sm" id="${chapter}">${text(`guide.${chapter}`)}</h2>
${paragraphs.map((key) => paragraph(text, key, facts))}</section>`,
)}
<p><a class="ds-link" href="/">${text('nav.front')}</a></p>`,
  )
}

function paragraph(text: PortalText, key: PortalTextKey, facts: GuidePageFacts): Html {
  const words = html`<p>${text(key, {
    environment: `${facts.environment?.title ?? ''} (${facts.environment?.name ?? ''})`,
    email: facts.support.email,
  })}</p>`
  if (key === 'guide.test.2' && facts.environment !== undefined)
    return html`${words}${codeBox(text, 'well-known', text('where.well-known'), facts.environment.wellKnown)}`
  const links = guideLinks[key]
  if (links !== undefined)
    return html`${words}<ul class="site-links">${links.map(
      ({ key: label, href }) => html`<li><a class="ds-link" href="${href}">${text(label)}</a></li>`,
    )}</ul>`
  if (key === 'guide.problems.3')
    return html`<p>${text(key)} <a class="ds-link" href="${facts.support.helpUrl}">${facts.support.helpUrl}</a></p>`
  return words
}
