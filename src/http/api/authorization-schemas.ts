import { z } from 'zod'

/** The shapes of what citizens have given, and of the list of revoked tokens. */
export const personRequest = z.looseObject({ pid: z.string().meta({ description: 'National identity number.' }) })
const milliseconds = z.int().meta({ description: 'Milliseconds since 1970.' })
const namedOrganisation = z.strictObject({ authority: z.literal('iso6523-actorid-upis'), ID: z.string() })
export const authorization = z.strictObject({
  authorization_id: z.string().meta({ description: '43 characters; by this it is withdrawn.' }),
  client_id: z.string(),
  client_name: z.string(),
  description: z.string(),
  authorized_at: milliseconds,
  expires: milliseconds,
  scopes: z.array(
    z.strictObject({
      name: z.string(),
      description: z.string().meta({ description: 'In the language of Accept-Language, else bokmål.' }),
      long_description: z.string(),
      requires_user_consent: z.boolean(),
      visibility: z.enum(['PUBLIC', 'PRIVATE', 'INTERNAL']),
      owner_orgno: z.string(),
    }),
  ),
  user_agent: z.string().meta({ description: 'The browser it was given in.' }),
  consumer: namedOrganisation,
  supplier: namedOrganisation.optional(),
})
export const revokeList = z.strictObject({
  created: milliseconds,
  revoked_access_tokens: z.array(
    z.strictObject({
      expires: milliseconds,
      revoked: milliseconds,
      access_token_id: z.string().meta({ description: 'jti, or base64url of the SHA-256 of an opaque token.' }),
    }),
  ),
  truncated: z.literal(true).optional(),
})
