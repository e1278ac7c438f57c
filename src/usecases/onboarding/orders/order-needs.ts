import type { Environment } from '../../../config/environments.ts'
import type { SmsIdentity } from '../../../delivery/sms-text.ts'
import type { Integration, MailLanguage } from '../../../journey/records.ts'
import type { Breach } from '../../../journey/refusal.ts'
import type { SmsSender } from '../../../outbox/sender.ts'
import type { Client } from '../../../protocol/client.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import type { Clock } from '../../../system/clock.ts'
import type { Log } from '../../../system/log.ts'
import type { Random } from '../../../system/random.ts'
import type { Pepper } from '../../self-service/client-secret.ts'
import type { RegisteredCertificate } from '../../self-service/judge-certificate.ts'
import type { TellCustomer } from '../../self-service/tell-customer.ts'

export const orderMails = [
  'M-10',
  'M-10-withdrawn',
  'M-11',
  'M-12',
  'M-13',
  'M-14',
  'M-15',
  'M-16',
  'M-18',
  'M-24',
  'M-26',
  'M-29',
] as const
export type OrderMail = (typeof orderMails)[number]

/** Whether the verification lets an order through (ONB-70, ONB-71). */
export type ReportFinding =
  | { readonly ok: true; readonly runId: string; readonly reportHash?: string | undefined }
  | { readonly ok: false; readonly breach: Breach }

/** What the use cases of orders and deliveries are made from. */
export interface OrderNeeds {
  readonly durable: DurableStore
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  readonly environments: readonly Environment[]
  readonly portalUrl: string
  readonly productionAcr: string
  readonly allowedCountryCodes: readonly string[]
  readonly publicMailHosts: readonly string[]
  /** `recommended` lets orders without a verification through (ONB-70). */
  readonly verificationPolicy: 'required' | 'recommended'
  /** Approves by itself what could be approved; never beside real production (ONB-130). */
  readonly autoApprove: boolean
  readonly smsSender: SmsSender
  readonly smsIdentity: SmsIdentity
  /** Key for hashes of mobile numbers and codes; stands outside the database. */
  readonly mobileKey: Buffer
  readonly pepperOf: (environmentName: string) => Pepper
  readonly mailText: (
    language: MailLanguage,
    key: `${OrderMail}.${'subject' | 'text'}` | 'M-26.first-use',
    values: Readonly<Record<string, string>>,
  ) => string
  /** A reason for a rejection in words. */
  readonly reasonText: (language: MailLanguage, reason: string) => string
  /** `wanted`: the client as it would be in production. Awaits nothing but the store. */
  readonly findReport: (
    store: DurableStore,
    integration: Integration,
    wanted: Client,
    nowSeconds: number,
  ) => Promise<ReportFinding>
  readonly judgeCertificate: (
    environmentName: string,
    x5c: readonly string[],
    orgno: string,
  ) => Promise<RegisteredCertificate>
  readonly tellCustomer: TellCustomer
  /** Called after a write to a registry. */
  readonly written: () => void
}

/** The environment of this name; a record that names another is of another installation. */
export function environmentOf(needs: Pick<OrderNeeds, 'environments'>, name: string): Environment {
  const found = needs.environments.find((environment) => environment.name === name)
  if (found === undefined) throw new Error(`there is no environment ${name}; see the settings`)
  return found
}

export const usesSecret = (method: unknown): boolean => String(method).startsWith('client_secret_')
