import { z } from 'zod'

/** A refused request, explained to the owner of its client. */
export const explainedError = z.strictObject({
  reference: z.string().meta({ description: 'X-Correlation-Id of the refused request.' }),
  time: z.iso.datetime(),
  environment: z.string(),
  endpoint: z.string(),
  client_id: z.string(),
  error: z.string().meta({ description: 'The OAuth error code that the client was told.' }),
  error_description: z.string().meta({ description: 'What failed; may say more than the client was told.' }),
  rule: z.string().meta({ description: 'Stable code of the rule, such as PV-AUTHZ-13-redirect-uri.' }),
  requirement: z.string(),
  step: z.string().optional().meta({ description: 'Step of the checks of /authorize.' }),
  sent: z
    .record(z.string(), z.string())
    .meta({ description: 'What was sent, by parameter. Secrets, codes and persons are masked.' }),
  registered: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]))
    .meta({ description: 'What the client is registered with now, of what the rule concerns.' }),
  language: z.string().meta({ description: 'Of meaning and remedy; follows Accept-Language.' }),
  meaning: z.string(),
  remedy: z.string(),
  documentation: z.string(),
})
