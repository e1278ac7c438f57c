import type { ClientSheet } from './client-sheet.ts'
import { sheetWords } from './client-sheet-words.ts'
import { markdownCode, markdownText } from './quote.ts'
import type { WordsLanguage } from './words.ts'

/** The client sheet as a Markdown document (ONB-60): one table, every value as code, never a secret. */
export function clientSheetMarkdown(sheet: ClientSheet, language: WordsLanguage): string {
  const word = (name: keyof typeof sheetWords): string => sheetWords[name][language]
  const { environment, lifetimes } = sheet
  const list = (values: readonly string[]): string =>
    values.length === 0 ? word('none') : values.map(markdownCode).join('<br>')
  const optional = (value: string | undefined): string => (value === undefined ? word('none') : markdownCode(value))
  const rows: readonly (readonly [string, string])[] = [
    [
      word('environment'),
      `${markdownText(environment.title)} (${markdownCode(environment.name)}, ${word(`${environment.kind}Kind`)})`,
    ],
    [`${word('issuer')} (issuer)`, markdownCode(sheet.issuer)],
    [word('loginBase'), markdownCode(sheet.loginBase)],
    [word('wellKnown'), markdownCode(sheet.wellKnown)],
    ...(sheet.machineWellKnown === undefined
      ? []
      : [[word('machineWellKnown'), markdownCode(sheet.machineWellKnown)] as const]),
    ['client_id', markdownCode(sheet.clientId)],
    [`${word('integrationType')} (integration_type)`, markdownCode(sheet.integrationType)],
    [`${word('applicationType')} (application_type)`, markdownCode(sheet.applicationType)],
    [`${word('authenticationMethod')} (token_endpoint_auth_method)`, markdownCode(sheet.tokenEndpointAuthMethod)],
    [word('pkce'), word(sheet.pkceDemanded ? 'pkceDemanded' : 'pkceFree')],
    [`${word('redirectUris')} (redirect_uri)`, list(sheet.redirectUris)],
    [`${word('postLogoutUris')} (post_logout_redirect_uri)`, list(sheet.postLogoutRedirectUris)],
    [`${word('frontchannel')} (frontchannel_logout_uri)`, optional(sheet.frontchannelLogoutUri)],
    ...(sheet.backchannelLogoutUri === undefined
      ? []
      : [[`${word('backchannel')} (backchannel_logout_uri)`, markdownCode(sheet.backchannelLogoutUri)] as const]),
    ...(sheet.departures === undefined || sheet.departures.length === 0
      ? []
      : [[word('departures'), list(sheet.departures)] as const]),
    [`${word('scopes')} (scope)`, list(sheet.scopes)],
    [`${word('levels')} (acr_values)`, list(sheet.acrValues)],
    [
      `${word('lifetimes')} (${word('seconds')})`,
      [
        `code ${lifetimes.authorizationCode}`,
        `id_token ${lifetimes.idToken}`,
        `access_token ${lifetimes.accessToken}`,
        `refresh_token ${lifetimes.refreshToken}`,
        `authorization ${lifetimes.authorization}`,
      ].join('<br>'),
    ],
    [word('network'), markdownCode(sheet.networkUrl)],
    ...(sheet.verificationUrl === undefined
      ? []
      : [[word('verification'), markdownCode(sheet.verificationUrl)] as const]),
    [word('support'), markdownCode(sheet.supportEmail)],
  ]
  return `# ${word('title')}: ${markdownText(sheet.clientName)}

${word('noSecret')}

| ${word('field')} | ${word('value')} |
|---|---|
${rows.map(([name, value]) => `| ${name} | ${value} |`).join('\n')}
`
}
