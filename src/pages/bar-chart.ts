import { type Html, html } from './html.ts'

export interface Bar {
  readonly name: string
  readonly value: number
}

const [width, height, gap] = [1000, 200, 0.15]

/**
 * Upright bars over time, drawn as SVG without a script. It scales with the page, so it holds no letters: what it shows is told
 * by `label`, by the ends of its axes and by the table that stands beside it.
 */
export function timeChart(bars: readonly Bar[], label: string): Html {
  const most = Math.max(1, ...bars.map(({ value }) => value))
  const step = width / Math.max(1, bars.length)
  const lines = [0.25, 0.5, 0.75].map(
    (share) => html`<line class="site-chart-line" x1="0" x2="${width}" y1="${height * share}" y2="${height * share}"/>`,
  )
  const shapes = bars.map(({ value }, index) => {
    const tall = rounded((height * value) / most)
    return html`<rect x="${rounded(index * step + (step * gap) / 2)}" y="${rounded(height - tall)}" width="${rounded(step * (1 - gap))}" height="${tall}"/>`
  })
  return html`<div class="site-chart"><p class="site-chart-most">${most}</p><svg viewBox="0 0 1000 200" preserveAspectRatio="none" role="img" aria-label="${label}">${lines}${shapes}</svg>
<p class="site-chart-ends"><span>${bars[0]?.name ?? ''}</span> <span>${bars.at(-1)?.name ?? ''}</span></p></div>
`
}

/** One lying bar for a row of a table; the figure itself stands beside it. */
export function rowBar(value: number, most: number): Html {
  const long = rounded((100 * value) / Math.max(1, most))
  return html`<svg class="site-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect x="0" y="0" width="${long}" height="10"/></svg>`
}

const rounded = (value: number): number => Math.round(value * 100) / 100
