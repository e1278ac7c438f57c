import type { Language } from '../protocol/language.ts'

/** What stands around every page, whatever the page is about. Made at the door, for each request. */
export interface PageFrame {
  readonly language: Language
  readonly environmentTitle: string
  /** "This is the test environment", on every page (TID-6). */
  readonly testBanner: boolean
  /** The environment takes numbers of the real kind too, and must say so (PID-9 note 1). */
  readonly realFormatWarning: boolean
  readonly productName: string
  /** The service that asked (PAGE-20): `uri` only when known with certainty (ERR-25), `logo` at an address of our own. */
  readonly service?: {
    readonly name: string
    readonly uri?: string
    /** Width and height in pixels, so that the page does not move when it comes. */
    readonly logo?: { readonly address: string; readonly width: number; readonly height: number }
  }
  readonly helpUrl: string
  /** Where citizens see what they have given, and withdraw it; absent where nobody serves it. */
  readonly profileUrl?: string
  readonly assets: PageAssets
  readonly languageForm: LanguageForm
}

/** Addresses of the files a page loads. The font must be the file beside the stylesheet that it names. */
export interface PageAssets {
  readonly css: string
  readonly font: string
  readonly logoutScript: string
  readonly formPostScript: string
}

/** How the language switch works: a form of its own, or buttons of the page's form so that typed data is kept (LANG-4). */
export type LanguageForm =
  | {
      readonly kind: 'own'
      readonly action: string
      readonly hidden: readonly (readonly [name: string, value: string])[]
    }
  | { readonly kind: 'page-form'; readonly formId: string }
