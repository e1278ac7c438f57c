import type { FastifyRequest } from 'fastify'
import type { Settings } from './config/settings.ts'
import { smsReceiptsMount } from './http/hooks/sms-receipts.ts'
import { mailboxHome, mailboxMount } from './http/mailbox/mailbox-mount.ts'
import { readSiteAssets } from './http/portal/site-assets.ts'
import type { SiteMount } from './http/portal/site-mount.ts'
import { languageOf } from './http/portal/site-server.ts'
import { type ChannelHealth, openChannelHealth } from './outbox/channel-health.ts'
import { type Courier, openCourier } from './outbox/courier.ts'
import type { MailIdentity } from './outbox/message.ts'
import type { MailSender, SmsSender } from './outbox/sender.ts'
import type { Mailbox } from './outbox/senders/mailbox.ts'
import type { MailboxFrame } from './pages/mailbox/mailbox-frame.ts'
import type { DurableStore } from './storage/durable-store.ts'
import type { OutboxMail } from './storage/outbox.ts'
import type { Clock } from './system/clock.ts'
import type { Log } from './system/log.ts'
import type { Random } from './system/random.ts'
import { mailboxTexts } from './texts/mailbox-text.ts'

/** What the journey does when a message did not arrive. Each may be told twice, and must not do its work twice. */
export interface OutboxNews {
  /** A mail cannot be sent and is about to be FAILED (ONB-165). */
  readonly mailGivenUp: (mail: OutboxMail, fault: string) => Promise<unknown>
  /** A mail that was sent came back (ONB-166). */
  readonly mailBounced: (mailId: string) => Promise<unknown>
  /** The SMS that the gateway gave this id did not arrive; an id nobody knows is no error (ONB-186). */
  readonly smsUndeliverable: (smsId: string) => Promise<unknown>
}

export interface OutboxParts {
  readonly settings: Settings
  readonly durable: DurableStore
  readonly publicFolder: string
  readonly news: OutboxNews
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
}

/** All that takes messages out of the house. */
export interface OutboxHouse {
  readonly smsSender: SmsSender
  readonly mailSender: MailSender
  readonly courier: Courier
  readonly channelHealth: () => Promise<ChannelHealth>
  /** Doors for the portal. */
  readonly mounts: readonly SiteMount[]
  /** Begins to send what is in the outbox. */
  start(): void
  /** Sends no more; resolves when what is under way has ended. */
  close(): Promise<void>
}

const stepMilliseconds = 500

/** Puts the outbox together as the settings say. Only for a process that serves the portal. */
export async function composeOutbox(parts: OutboxParts): Promise<OutboxHouse> {
  const { settings, durable, clock, log } = parts
  const { mail, sms } = settings
  const identity: MailIdentity = {
    fromName: settings.productName,
    from: mail.from,
    replyTo: mail.replyTo,
    ...(mail.bounceAddress === undefined ? {} : { bounceAddress: mail.bounceAddress }),
  }
  const news = loggingNews(parts.news, log)
  const mailbox =
    mail.smtp === undefined || sms.gateway === undefined ? await openLocalMailbox(parts, identity, news) : undefined
  const mailSender = await openMailSender(settings, identity, mailbox)
  const { smsSender, lastSuccessSeconds } = watched(await openSmsSender(settings, log, mailbox), clock)
  const courier = openCourier({
    outbox: durable.outbox,
    mailSender,
    from: mail.from,
    clock,
    log,
    givenUp: async (failed, fault) => void (await parts.news.mailGivenUp(failed, fault)),
  })
  const round = openRound(courier, log)
  return {
    smsSender,
    mailSender,
    courier,
    channelHealth: openChannelHealth({
      outbox: durable.outbox,
      clock,
      lastMailSeconds: courier.lastSuccessSeconds,
      lastSmsSeconds: lastSuccessSeconds,
    }),
    mounts: mountsOf(parts, mailbox),
    start: round.start,
    async close() {
      await round.stop()
      mailSender.close()
    },
  }
}

async function openLocalMailbox(parts: OutboxParts, identity: MailIdentity, news: OutboxNews): Promise<Mailbox> {
  // The settings have said no already; nobody may come here by another way (ONB-180).
  if (parts.settings.environments.some(({ kind }) => kind === 'prod'))
    throw new Error('the local mailbox must not be beside real production: set mail.transport and sms.transport')
  const { openMailbox } = await import('./outbox/senders/mailbox.ts')
  return openMailbox({ ...parts, identity, bounced: news.mailBounced, undeliverable: news.smsUndeliverable })
}

async function openMailSender(
  { mail }: Settings,
  identity: MailIdentity,
  mailbox: Mailbox | undefined,
): Promise<MailSender> {
  if (mail.smtp === undefined) return present(mailbox).mailSender
  const { openSmtpSender } = await import('./outbox/senders/smtp.ts')
  const { user, password, certificateAuthority, dkim, ...rest } = mail.smtp
  return openSmtpSender({
    ...rest,
    ...(user === undefined ? {} : { user }),
    ...(password === undefined ? {} : { password }),
    ...(certificateAuthority === undefined ? {} : { certificateAuthority }),
    ...(dkim === undefined ? {} : { dkim }),
    identity,
  })
}

async function openSmsSender({ sms }: Settings, log: Log, mailbox: Mailbox | undefined): Promise<SmsSender> {
  if (sms.gateway === undefined) return present(mailbox).smsSender
  const { openSmsGateway } = await import('./outbox/senders/sms-gateway.ts')
  return openSmsGateway({ ...sms.gateway, log })
}

function present(mailbox: Mailbox | undefined): Mailbox {
  if (mailbox === undefined) throw new Error('a channel has neither a server nor the local mailbox')
  return mailbox
}

/** Remembers when an SMS was last accepted. */
function watched(sender: SmsSender, clock: Clock): { smsSender: SmsSender; lastSuccessSeconds: () => number | null } {
  let lastSuccess: number | null = null
  return {
    smsSender: {
      async send(sms) {
        const answer = await sender.send(sms)
        if (answer.outcome === 'accepted') lastSuccess = clock.nowSeconds()
        return answer
      },
    },
    lastSuccessSeconds: () => lastSuccess,
  }
}

/** News come when nobody waits for an answer: what they throw is logged. */
function loggingNews(news: OutboxNews, log: Log): OutboxNews {
  const logged =
    <Told extends readonly unknown[]>(tell: (...told: Told) => Promise<unknown>, what: string) =>
    (...told: Told): Promise<unknown> =>
      tell(...told).catch((error: unknown) => log.error({ err: error }, what))
  return {
    mailGivenUp: news.mailGivenUp,
    mailBounced: logged(news.mailBounced, 'a bounced mail was not dealt with'),
    smsUndeliverable: logged(news.smsUndeliverable, 'an SMS that did not arrive was not dealt with'),
  }
}

/** One step after the other, never two at once. */
function openRound(courier: Courier, log: Log): { start(): void; stop(): Promise<void> } {
  let timer: NodeJS.Timeout | undefined
  let underWay: Promise<unknown> | undefined
  const step = (): void => {
    underWay ??= courier
      .step()
      .catch((error: unknown) => log.error({ err: error }, 'the outbox could not be read; it is tried again'))
      .finally(() => {
        underWay = undefined
      })
  }
  return {
    start() {
      timer = setInterval(step, stepMilliseconds)
      timer.unref()
    },
    async stop() {
      clearInterval(timer)
      await underWay
    },
  }
}

function mountsOf(parts: OutboxParts, mailbox: Mailbox | undefined): readonly SiteMount[] {
  const { settings, log, clock } = parts
  const secret = settings.sms.gateway?.callbackSecret
  return [
    ...(mailbox !== undefined && settings.dev.outbox
      ? [mailboxMount({ mailbox, frameOf: frames(parts), baseUrl: settings.portal.baseUrl, log })]
      : []),
    ...(secret === undefined
      ? []
      : [
          smsReceiptsMount({
            secret,
            clock,
            log,
            // Not the logging ones: a gateway tells again what we could not deal with.
            onReceipt: async ({ id, status }) => (status === 'delivered' ? undefined : parts.news.smsUndeliverable(id)),
          }),
        ]),
  ]
}

/** The cookie of the portal's language switch. */
const languageCookie = 'portvakt-portal-language'

function frames({ settings, publicFolder }: OutboxParts): (request: FastifyRequest) => MailboxFrame {
  const assets = readSiteAssets(publicFolder)
  return (request) => {
    const language = languageOf(request, languageCookie)
    return {
      text: mailboxTexts(language),
      css: assets.site.css,
      home: mailboxHome,
      page: {
        language,
        environmentTitle: settings.environments.map(({ title }) => title).join(', '),
        testBanner: settings.environments.every(({ kind }) => kind === 'test'),
        realFormatWarning: false,
        productName: settings.productName,
        helpUrl: settings.support.helpUrl,
        assets: assets.page,
        languageForm: { kind: 'own', action: '/language', hidden: [['return', mailboxHome]] },
      },
    }
  }
}
