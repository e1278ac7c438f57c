import type { Role } from '../../journey/roles.ts'
import { peopleTexts } from '../../texts/people-text.ts'
import type { PortalTextKey } from '../../texts/portal-nb.ts'
import type { PortalText } from '../../texts/portal-text.ts'
import { type Html, html } from '../html.ts'
import { clientExample, ownFileCommand, settingsExample } from './client-example.ts'
import { codeBox, copyButton, type PortalEnvironment, type PortalFrame, portalPage } from './portal-page.ts'

/** A made-up citizen; `parts` are what they are in the portal: in an organisation, or (without one) with the operator. */
export interface TestPerson {
  readonly pid: string
  readonly name: string
  readonly parts?: readonly { readonly organisation: string | undefined; readonly roles: readonly Role[] }[]
}

export interface FrontPageFacts {
  readonly environments: readonly (PortalEnvironment & { readonly answers: boolean })[]
  readonly demoServices: readonly { readonly name: string; readonly url: string }[]
  readonly support: { readonly email: string; readonly helpUrl: string }
  readonly testUsers: readonly TestPerson[]
}

/** What Portvakt is, where everything runs, and how to connect a service. */
export function frontPage(frame: PortalFrame, facts: FrontPageFacts): Html {
  const { text } = frame
  return portalPage(
    frame,
    text('front.title'),
    html`<h1 class="ds-heading" data-size="lg">${text('front.title')}</h1>
<p class="site-lead">${text('front.lead')}</p>
<p>${text('front.compatible')}</p>
<p class="site-actions"><a class="ds-button" href="/my">${text('nav.portal')}</a> <a class="ds-button" data-variant="secondary" href="/guide">${text('nav.guide')}</a></p>
${stepsView(text, facts.support.email)}
${demoView(text, facts)}
${whereView(text, facts)}
${clientView(text, facts.environments)}
${peopleView(frame, facts.testUsers)}
${usersView(text, facts.testUsers)}`,
  )
}

const section = (id: string, heading: string, content: Html): Html =>
  html`<section aria-labelledby="${id}"><h2 class="ds-heading" data-size="sm" id="${id}">${heading}</h2>
${content}</section>`

const demoView = (text: PortalText, facts: FrontPageFacts): Html =>
  section(
    'demo',
    text('demo.heading'),
    html`<p>${text('demo.explained')}</p>
<ul class="site-links">${facts.demoServices.map(
      ({ name, url }) =>
        html`<li><a class="ds-link" href="${url}">${text('demo.open', { name })}</a> <span class="site-quiet">${url}</span></li>`,
    )}<li><a class="ds-link" href="/profile">${text('demo.profile')}</a></li></ul>`,
  )

const whereView = (text: PortalText, facts: FrontPageFacts): Html =>
  section(
    'where',
    text('where.heading'),
    html`<p>${text('where.explained')}</p>
<div class="site-cards">${facts.environments.map((environment) => environmentCard(text, environment))}</div>`,
  )

function environmentCard(text: PortalText, environment: PortalEnvironment & { readonly answers: boolean }): Html {
  const { name, title } = environment
  return html`<article class="ds-card site-card" aria-labelledby="${`environment-${name}`}"><h3 class="ds-heading" data-size="2xs" id="${`environment-${name}`}">${title} <code>${name}</code></h3>
<p><span class="ds-tag" data-color="${environment.answers ? 'success' : 'danger'}">${text(environment.answers ? 'where.up' : 'where.down')}</span></p>
${purpose(text, environment)}
<dl class="site-facts">${address(text, `${name}-issuer`, text('where.issuer'), environment.issuer, title)}${address(
    text,
    `${name}-well-known`,
    text('where.well-known'),
    environment.wellKnown,
    title,
  )}${address(text, `${name}-login`, text('where.login'), environment.loginBase, title)}</dl></article>`
}

function purpose(text: PortalText, environment: PortalEnvironment): Html | undefined {
  if (environment.kind === 'prod') return undefined
  return html`<p>${text(environment.simulatedProduction ? 'where.simulated' : 'where.test')}</p>`
}

const address = (text: PortalText, id: string, label: string, value: string, title: string): Html =>
  html`<div><dt>${label}</dt><dd><code id="${id}">${value}</code> ${copyButton(text, id, `${label}, ${title}`)}</dd></div>`

// Where each step is taken; without an address it is taken in the service itself.
const steps: readonly { readonly key: StepKey; readonly href?: string }[] = [
  { key: 'step.terms', href: '/terms' },
  { key: 'step.order', href: '/order' },
  { key: 'step.configure', href: '/my' },
  { key: 'step.login' },
  { key: 'step.verify', href: '/my' },
  { key: 'step.production', href: '/my' },
  { key: 'step.credentials' },
  { key: 'step.help', href: '/support' },
]
type StepKey = PortalTextKey &
  `step.${'terms' | 'order' | 'configure' | 'login' | 'verify' | 'production' | 'credentials' | 'help'}`

const stepsView = (text: PortalText, email: string): Html =>
  section(
    'steps',
    text('steps.heading'),
    html`<ol class="site-steps">${steps.map(
      ({ key, href }) =>
        html`<li><h3 class="ds-heading" data-size="2xs">${text(key)}</h3><p>${text(`${key}.text`, { email })}${href !== undefined && html` <a class="ds-link" href="${href}" aria-label="${`${text('step.open')}: ${text(key)}`}">${text('step.open')}</a>`}</p></li>`,
    )}</ol>`,
  )

function clientView(text: PortalText, environments: readonly PortalEnvironment[]): Html | undefined {
  const forTests = environments.filter(({ kind }) => kind === 'test')
  const first = forTests[0]
  if (first === undefined) return undefined
  const seed = clientExample(forTests.map(({ name }) => name))
  return section(
    'client',
    text('client.heading'),
    html`<p>${text('client.explained')}</p>
${codeBox(text, 'client-yaml', text('client.yaml'), seed)}
${codeBox(text, 'own-file', text('client.own-file'), ownFileCommand)}
<p>${text('client.settings.explained')}</p>
${codeBox(text, 'client-settings', text('client.settings'), settingsExample(first.issuer))}`,
  )
}

function peopleView({ text, page }: PortalFrame, users: FrontPageFacts['testUsers']): Html | undefined {
  const words = peopleTexts(page.language)
  const people = users.filter(({ parts }) => parts !== undefined && parts.length > 0)
  if (people.length === 0) return undefined
  return section(
    'people',
    text('people.heading'),
    html`<p>${text('people.explained')}</p>
<div class="site-scroll" tabindex="0" role="group" aria-label="${text('people.heading')}"><table class="ds-table"><thead><tr><th scope="col">${text('users.pid')}</th><th scope="col">${text('users.name')}</th><th scope="col">${text('people.roles')}</th></tr></thead><tbody>${people.map(
      ({ pid, name, parts = [] }) =>
        html`<tr><th scope="row"><code id="${`person-${pid}`}">${pid}</code> ${copyButton(text, `person-${pid}`, pid)}</th><td>${name}</td><td>${parts.map(({ organisation, roles }) => html`<div>${organisation !== undefined && `${organisation}: `}${roles.map((role) => words(`role.${role}`)).join(', ')}</div>`)}</td></tr>`,
    )}</tbody></table></div>`,
  )
}

function usersView(text: PortalText, users: FrontPageFacts['testUsers']): Html {
  if (users.length === 0) return section('users', text('users.heading'), html`<p>${text('users.none')}</p>`)
  const rows = users.map(
    ({ pid, name }) =>
      html`<tr><th scope="row"><code id="${`pid-${pid}`}">${pid}</code> ${copyButton(text, `pid-${pid}`, pid)}</th><td>${name === '' ? text('users.unnamed') : name}</td></tr>`,
  )
  return section(
    'users',
    text('users.heading'),
    html`<p>${text('users.explained')}</p>
<table class="ds-table site-table site-users"><thead><tr><th scope="col">${text('users.pid')}</th><th scope="col">${text('users.name')}</th></tr></thead><tbody>${rows}</tbody></table>`,
  )
}
