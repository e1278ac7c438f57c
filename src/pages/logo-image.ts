import { type Html, html } from './html.ts'

/** A logo as the portal shows it: on the background of the login pages, from the page itself. */
export const logoImage = (png: string, name: string, size: { readonly width: number; readonly height: number }): Html =>
  html`<p class="site-logo"><img src="data:image/png;base64,${png}" alt="${name}" width="${size.width}" height="${size.height}"></p>`
