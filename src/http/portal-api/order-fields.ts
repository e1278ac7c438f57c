import { z } from 'zod'
import type { OrderFields } from '../../journey/order-records.ts'

const contact = z.strictObject({
  name: z.string().max(200),
  email: z.string().max(254),
  phone: z.string().max(30).optional(),
})
const text = (most: number) => z.string().max(most)

/** What can be changed in an order; null takes a field away. The rules of the order judge the rest (§10.1). */
export const orderFieldsSchema = z.strictObject({
  client_name: text(200).nullable().optional(),
  wanted_client_id: text(100).nullable().optional(),
  client: z.record(z.string(), z.unknown()).optional(),
  jwks: z.array(z.unknown()).max(5).nullable().optional(),
  certificate: text(20_000).nullable().optional(),
  service_description: text(5000).nullable().optional(),
  security_level: z.enum(['substantial', 'high']).nullable().optional(),
  risk_assessment_done: text(200).nullable().optional(),
  expected_logins_per_year: z.int().min(0).nullable().optional(),
  expected_peak_per_hour: z.int().min(0).nullable().optional(),
  critical_periods: text(1000).nullable().optional(),
  planned_launch: text(20).nullable().optional(),
  technical_contact: contact.nullable().optional(),
  functional_contact: contact.nullable().optional(),
  billing: z
    .strictObject({ invoice_address: text(200), reference: text(200) })
    .nullable()
    .optional(),
  credential_receiver: z
    .strictObject({ name: text(200), email: text(254), mobile: text(30).optional() })
    .nullable()
    .optional(),
  logo_use_confirmed: z.boolean().nullable().optional(),
  comment: text(5000).nullable().optional(),
})

/** The fields with what was asked for; what is not named stays, also the number that an answer shows two digits of. */
export function patchedFields(former: OrderFields, asked: z.output<typeof orderFieldsSchema>): OrderFields {
  const fields: Record<string, unknown> = { ...former }
  for (const [name, value] of Object.entries(asked)) {
    const own = name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
    if (value === null) delete fields[own]
    else if (value !== undefined) fields[own] = value
  }
  if (asked.billing != null)
    fields.billing = { invoiceAddress: asked.billing.invoice_address, reference: asked.billing.reference }
  if (asked.client !== undefined) fields.client = { ...former.client, ...asked.client }
  if (asked.credential_receiver != null)
    fields.credentialReceiver = { ...former.credentialReceiver, ...asked.credential_receiver }
  return fields as unknown as OrderFields
}
