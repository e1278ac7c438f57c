import type { Inline, Paragraph } from '../protocol/small-markdown.ts'
import { type Html, html } from './html.ts'

/**
 * The small Markdown of a scope as markup: `p`, `strong`, `em` and links, nothing else whatever was written (SCOPE-8). A link
 * leads to a page of its own and says so: `linkNotice` makes the words that stand at its end from the host it leads to.
 */
export const richText = (paragraphs: readonly Paragraph[], linkNotice: (host: string) => Html): readonly Html[] =>
  paragraphs.map((paragraph) => html`<p>${paragraph.map((piece) => inline(piece, linkNotice))}</p>`)

function inline(piece: Inline, linkNotice: (host: string) => Html): Html {
  if (piece.kind === 'text') return html`${piece.text}`
  const inside = piece.inside.map((one) => inline(one, linkNotice))
  switch (piece.kind) {
    case 'bold':
      return html`<strong>${inside}</strong>`
    case 'italic':
      return html`<em>${inside}</em>`
    case 'link':
      // No referrer: the address of the login is nobody else's business.
      return html`<a class="ds-link" href="${piece.address}" target="_blank" rel="noopener noreferrer">${inside} ${linkNotice(piece.host)}</a>`
    default:
      return piece satisfies never
  }
}
