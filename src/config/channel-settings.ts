import { Secret } from '../protocol/secret.ts'
import { channelSettings } from './channel-setting-names.ts'
import type { InboundSettings, MailSettings, SmsGatewaySettings, SmsSettings, SmtpSettings } from './channels.ts'
import type { Setting } from './setting.ts'
import type { SettingSources } from './setting-sources.ts'

export interface ChannelSettings {
  readonly productName: string
  readonly supportPhone: string
  readonly mail: MailSettings
  readonly sms: SmsSettings
  readonly inbound: InboundSettings
  readonly supportPager: string | undefined
  readonly devOutbox: boolean
}

export interface ChannelGround {
  readonly hasProduction: boolean
  /** The portal sends; a process without it needs no mail server. */
  readonly servesPortal: boolean
  readonly supportEmail: string
  readonly readFile: (path: string) => string
}

type Names = typeof channelSettings
type ValueOf<Key extends keyof Names> = Names[Key] extends Setting<infer Value> ? Value : never

/** Reads how mail and SMS leave the house; what is wrong is noted in `sources`, what cannot be sent for want of a setting too (ONB-200). */
export function readChannels(sources: SettingSources, ground: ChannelGround): ChannelSettings {
  const reader = new ChannelReader(sources, ground)
  const mail = reader.mail()
  const sms = reader.sms()
  return {
    productName: reader.read('productName') ?? 'Portvakt',
    supportPhone: reader.read('supportPhone') ?? '+47 00 00 00 00',
    mail,
    sms,
    inbound: reader.inbound(),
    supportPager: filled(reader.read('supportPagerUrl')),
    devOutbox: reader.devOutbox(),
  }
}

class ChannelReader {
  readonly #sources: SettingSources
  readonly #ground: ChannelGround

  constructor(sources: SettingSources, ground: ChannelGround) {
    this.#sources = sources
    this.#ground = ground
  }

  read<Key extends keyof Names>(key: Key): ValueOf<Key> | undefined {
    return this.#sources.read(channelSettings[key] as unknown as Setting<ValueOf<Key>>)
  }

  mail(): MailSettings {
    const transport = this.#transport('mailTransport', 'smtp')
    const from = this.read('mailFrom')
    const smtp = this.#smtp(transport === 'smtp')
    if (transport === 'smtp' && from === undefined) this.#missing('mailFrom', 'the address that mails come from')
    return {
      from: from ?? 'no-reply@portvakt.test',
      replyTo: this.read('mailReplyTo') ?? this.#ground.supportEmail,
      bounceAddress: filled(this.read('mailBounceAddress')),
      smtp: transport === 'smtp' ? smtp : undefined,
    }
  }

  #smtp(isUsed: boolean): SmtpSettings {
    const host = this.read('smtpHost') ?? ''
    const user = filled(this.read('smtpUser'))
    const password = this.#secret('smtpPasswordFile')
    const starttls = this.read('smtpStarttls') ?? 'required'
    if (isUsed && host === '') this.#missing('smtpHost', 'the mail server')
    if (isUsed && starttls === 'none' && this.#ground.hasProduction)
      this.#problem('smtpStarttls', 'must be required or implicit beside an environment of kind prod (ONB-180).')
    if ((user === undefined) !== (password === undefined))
      this.#problem(
        user === undefined ? 'smtpUser' : 'smtpPasswordFile',
        'is missing: a user and a password belong together.',
      )
    return {
      host,
      port: this.read('smtpPort') ?? 587,
      user,
      password,
      starttls,
      certificateAuthority: this.#file('smtpCaFile'),
      timeoutSeconds: this.read('smtpTimeout') ?? 30,
      pool: this.read('smtpPool') ?? 2,
      dkim: this.#dkim(),
    }
  }

  #dkim(): SmtpSettings['dkim'] {
    const domain = filled(this.read('dkimDomain'))
    const selector = filled(this.read('dkimSelector'))
    const privateKey = this.#secret('dkimPrivateKeyFile')
    if (domain !== undefined && selector !== undefined && privateKey !== undefined)
      return { domain, selector, privateKey }
    if (domain !== undefined || selector !== undefined || privateKey !== undefined)
      this.#problem('dkimDomain', 'needs its selector and its private key file, and these need it.')
    return undefined
  }

  sms(): SmsSettings {
    const transport = this.#transport('smsTransport', 'http')
    const gateway = this.#smsGateway(transport === 'http')
    return {
      allowedCountryCodes: this.read('smsCountryCodes') ?? channelSettings.smsCountryCodes.otherwise.split(','),
      gateway: transport === 'http' ? gateway : undefined,
    }
  }

  #smsGateway(isUsed: boolean): SmsGatewaySettings {
    const url = this.read('smsUrl') ?? ''
    const token = this.#secret('smsTokenFile')
    if (isUsed && url === '') this.#missing('smsUrl', 'the address of the SMS gateway')
    if (isUsed && token === undefined) this.#missing('smsTokenFile', 'the token for the SMS gateway')
    if (url.startsWith('http:') && !isThisMachine(url))
      this.#problem('smsUrl', 'must be https: passwords are sent to it.')
    return {
      url,
      token: token ?? new Secret(''),
      sender: this.read('smsSender') ?? 'Portvakt',
      timeoutSeconds: this.read('smsTimeout') ?? 10,
      callbackSecret: this.#secret('smsCallbackSecretFile'),
    }
  }

  inbound(): InboundSettings {
    return {
      spool: filled(this.read('inboundSpool')),
      hookSecret: this.#secret('inboundHookSecretFile'),
      trustedReceiver: filled(this.read('inboundTrustedReceiver')),
    }
  }

  devOutbox(): boolean {
    const asked = this.read('devOutbox')
    if (asked === true && this.#ground.hasProduction)
      this.#problem('devOutbox', 'cannot be on together with an environment of kind prod (ONB-180).')
    return asked ?? !this.#ground.hasProduction
  }

  /** Real production never keeps a message to itself (ONB-180). */
  #transport<Real extends string>(key: 'mailTransport' | 'smsTransport', real: Real): 'outbox' | Real {
    const asked = this.read(key)
    const { hasProduction, servesPortal } = this.#ground
    if (asked === 'outbox' && hasProduction)
      this.#problem(key, `must be ${real} beside an environment of kind prod (ONB-180).`)
    if (asked !== undefined) return asked as 'outbox' | Real
    return hasProduction && servesPortal ? real : 'outbox'
  }

  #secret(key: keyof Names): Secret | undefined {
    const text = this.#file(key)
    return text === undefined ? undefined : new Secret(text)
  }

  /** The text of the file that a setting names, without white space around it. */
  #file(key: keyof Names): string | undefined {
    const path = filled(this.read(key) as string | undefined)
    if (path === undefined) return undefined
    let text = ''
    try {
      text = this.#ground.readFile(path).trim()
    } catch (error) {
      const { code = 'it fails' } = error as { code?: string }
      this.#problem(key, `names ${path}, which cannot be read (${code}); make the file, or correct the path.`)
      return undefined
    }
    if (text === '') this.#problem(key, `names ${path}, which is empty.`)
    return text
  }

  #missing(key: keyof Names, what: string): void {
    this.#problem(key, `is required: ${what} (ONB-180).`)
  }

  #problem(key: keyof Names, what: string): void {
    this.#sources.problems.push(`${channelSettings[key].variable} ${what}`)
  }
}

const filled = (text: string | undefined): string | undefined => (text === '' ? undefined : text)

function isThisMachine(url: string): boolean {
  const host = URL.parse(url)?.hostname ?? ''
  return host === 'localhost' || host === '[::1]' || /^127\./.test(host)
}
