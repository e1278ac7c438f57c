import { errorPage, errorPageKinds } from '../../../src/pages/error-page.ts'
import type { PageFrame } from '../../../src/pages/frame.ts'
import { type Html, render } from '../../../src/pages/html.ts'
import { consentPage } from '../../../src/pages/login/consent-page.ts'
import { formPostPage } from '../../../src/pages/login/form-post-page.ts'
import { loggedOutPage } from '../../../src/pages/login/logged-out-page.ts'
import { logoutPage } from '../../../src/pages/login/logout-page.ts'
import { selectorPage } from '../../../src/pages/login/selector-page.ts'
import { testIdPage } from '../../../src/pages/login/test-id-page.ts'
import type { ConsentText } from '../../../src/protocol/consent-text.ts'
import type { Language } from '../../../src/protocol/language.ts'

export const longName = 'Etat for melding om flytting, arv & eiendom – virksomheter'

export const sampleFrame = (language: Language, changes: Partial<PageFrame> = {}): PageFrame => ({
  language,
  environmentTitle: 'Test',
  testBanner: true,
  realFormatWarning: false,
  productName: 'Portvakt',
  service: { name: 'Demotjeneste A', uri: 'http://service.example/' },
  helpUrl: '/help',
  assets: {
    css: '/assets/portvakt.css',
    font: '/assets/inter-4.1.woff2',
    logoutScript: '/assets/logout.js',
    formPostScript: '/assets/form-post.js',
  },
  languageForm: { kind: 'own', action: '/language', hidden: [['return', '/authorize/selector']] },
  ...changes,
})

const levels = [
  { acr: 'idporten-loa-low', selectable: false, selected: false },
  { acr: 'idporten-loa-substantial', selectable: true, selected: true },
  { acr: 'idporten-loa-high', selectable: true, selected: false },
] as const

const testIdForm = { action: '/authorize/testid', cancelAction: '/authorize/cancel', otherWay: '/authorize/selector' }
const pageForm: Partial<PageFrame> = { languageForm: { kind: 'page-form', formId: 'page-form' } }

const eids = [
  { name: 'testid', href: '/authorize/testid1', available: true },
  { name: 'bankid', href: '/authorize/bankid1', available: true },
  { name: 'minid', href: '/authorize/minid1', available: false },
] as const

const consentForm = { action: '/authorize/consent', cancelAction: '/authorize/cancel', seal: 'seal' }

const consentText = (language: Language, lifetimeSeconds: number): ConsentText => ({
  language,
  name: 'Demotjeneste A',
  lifetimeSeconds,
  edition: 1,
  scopes: [
    {
      name: 'eks:sykmelding.read',
      revision: 1,
      description: { text: 'Lese sykmeldingene dine', language: 'nb' },
      longDescription: {
        text: 'Tjenesten får lese **alle** sykmeldingene dine, *også gamle*.\n\nLes mer [hos etaten](https://www.etat.example/en/ganske/lang/adresse).',
        language: 'nb',
      },
    },
    {
      name: 'eks:arbeidsgiver.read',
      revision: 1,
      description: { text: 'Arbeidsgiveravgiftsberegningsgrunnlagsopplysninger', language },
    },
  ],
})

/** Every page in a state that a citizen can meet, by name. */
export function samplePages(language: Language): Readonly<Record<string, string>> {
  const frame = sampleFrame(language)
  const named = sampleFrame(language, {
    realFormatWarning: true,
    service: { name: longName, logo: { address: '/logo/abc.png', width: 130, height: 60 } },
  })
  const pages: Record<string, Html> = {
    selector: selectorPage(frame, { eids, reason: 'first', cancelAction: '/authorize/cancel' }),
    'selector-step-up': selectorPage(named, {
      eids,
      reason: 'step-up',
      message: 'upstream-failed',
      cancelAction: '/authorize/cancel',
    }),
    'selector-forced': selectorPage(named, { eids: [], reason: 'forced', cancelAction: '/authorize/cancel' }),
    'test-id': testIdPage(sampleFrame(language, pageForm), {
      ...testIdForm,
      screen: { screen: 'test-id', pid: '', levels },
    }),
    'test-id-faults': testIdPage(sampleFrame(language, pageForm), {
      ...testIdForm,
      screen: { screen: 'test-id', pid: '1483 "854', levels, pidFault: 'malformed', levelFault: 'missing' },
    }),
    consent: consentPage(frame, {
      ...consentForm,
      text: consentText(language, 7200),
      goesOnWithout: true,
      changed: false,
    }),
    'consent-changed': consentPage(named, {
      ...consentForm,
      text: { ...consentText(language, 1_209_600), name: longName },
      goesOnWithout: false,
      changed: true,
    }),
    'form-post': formPostPage(frame, {
      action: '/callback',
      parameters: [
        ['code', 'a"b'],
        ['submit', 'named like the method'],
      ],
    }),
    logout: logoutPage(frame, {
      services: [
        { name: longName, state: 'waiting' },
        { name: 'Quick', state: 'waiting' },
        { name: 'Alone', state: 'not-told' },
      ],
      calls: [
        { address: '/slow', service: 0 },
        { address: '/quick', service: 1 },
      ],
      stateAddress: '/logout/state?logout=handle',
      continueTo: '/done?state=a&iss=b',
      staysHere: false,
      waitSeconds: 5,
    }),
    'logged-out': loggedOutPage(frame, {
      services: [
        { name: longName, state: 'confirmed' },
        { name: 'B', state: 'called' },
        { name: 'C', state: 'unconfirmed' },
        { name: 'D', state: 'not-told' },
      ],
    }),
  }
  for (const kind of errorPageKinds) {
    pages[`error-${kind}`] = errorPage(frame, { kind, reference: 'reference-1234', time: '22.11.2026 kl. 19.10.05' })
  }
  return Object.fromEntries(Object.entries(pages).map(([name, page]) => [name, render(page)]))
}
