import { textsOf } from './texts-of.ts'

const nb = {
  'network.title': 'Nettverk og brannmur',
  'network.intro': 'Dette må brannmurer hos dere slippe gjennom. Alle adresser bruker TCP.',
  'network.host': 'Vertsnavn',
  'network.port': 'Port',
  'network.use': 'Brukes til',
  'network.addresses': 'IP-adresser',
  'network.by-name': 'følger navnet i DNS',
  'network.issuer': 'metadata, token og nøkler (fra serveren deres)',
  'network.login': 'innloggingssider (fra innbyggerens nettleser)',
  'network.machine': 'token for maskiner',
  'network.api': 'selvbetjenings-API',
  'network.outgoing':
    'Utgående kall fra oss: front-channel logout går fra innbyggerens nettleser, så ingen av våre servere kaller tjenesten deres.',
  'network.change': 'Neste planlagte endring: {change}',
  'network.no-change': 'Ingen endring er planlagt. Endringer varsles minst 30 dager før.',
} as const

const en: Readonly<Record<keyof typeof nb, string>> = {
  'network.title': 'Network and firewall',
  'network.intro': 'This is what your firewalls have to let through. All addresses use TCP.',
  'network.host': 'Host name',
  'network.port': 'Port',
  'network.use': 'Used for',
  'network.addresses': 'IP addresses',
  'network.by-name': 'follow the name in DNS',
  'network.issuer': 'metadata, tokens and keys (from your server)',
  'network.login': 'login pages (from the browser of the citizen)',
  'network.machine': 'tokens for machines',
  'network.api': 'self-service API',
  'network.outgoing':
    'Outgoing calls: front-channel logout comes from the browser of the citizen, so no server of ours calls your service.',
  'network.change': 'Next planned change: {change}',
  'network.no-change': 'No change is planned. Changes are announced at least 30 days ahead.',
}

/** What firewalls must let through (ONB-12). */
export const networkTexts = textsOf({ nb, en })
