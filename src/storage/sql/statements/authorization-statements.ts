import { type ExpressionBuilder, sql } from 'kysely'
import type { Tables } from '../tables.ts'
import { builder, given } from './statement-builder.ts'

export const addAuthorization = builder.insertInto('given_authorization').values({
  environment: given('environment'),
  authorization_id: given('authorizationId'),
  session_ref: given('sessionRef'),
  ends_with_session: given('endsWithSession'),
  gone_at: given('goneAt'),
  document: given('document'),
  client_id: given('clientId'),
  person_ref: given('personRef'),
})

const authorizationColumns = [
  'document',
  'ended_at',
  'refresh_hash',
  'refresh_expires_at',
  'id_token_issued_at',
  'access_tokens',
  'former_refresh',
  'refresh_jkt',
] as const

export const findAuthorization = builder
  .selectFrom('given_authorization')
  .select(authorizationColumns)
  .where('authorization_id', '=', given('authorizationId'))
  .where('environment', '=', given('environment'))

/** `person_ref is not null` is said again because the index has it. */
export const listAuthorizationsOfPerson = builder
  .selectFrom('given_authorization')
  .select(authorizationColumns)
  .where('person_ref', '=', given('personRef'))
  .where('person_ref', 'is not', null)
  .where('environment', '=', given('environment'))
  .where('ended_at', 'is', null)
  .where('gone_at', '>', given('now'))
  .orderBy('authorization_id', 'desc')

export const listRevokedOfClient = builder
  .selectFrom('given_authorization')
  .select(['ended_at', 'access_tokens'])
  .where('client_id', '=', given('clientId'))
  .where('ended_at', 'is not', null)
  .where('environment', '=', given('environment'))
  .where('access_tokens', 'is not', null)
  .orderBy('ended_at', 'desc')
  .limit(given('limit'))

const endedNow = (eb: ExpressionBuilder<Tables, 'given_authorization'>) => ({
  ended_at: given('now'),
  gone_at: eb.case().when('gone_at', '>', given('now')).then(given('now')).else(eb.ref('gone_at')).end(),
})

export const endAuthorization = builder
  .updateTable('given_authorization')
  .set(endedNow)
  .where('authorization_id', '=', given('authorizationId'))
  .where('environment', '=', given('environment'))
  .where('ended_at', 'is', null)

/** The conditions are constants, because the index by session has them. */
export const endAuthorizationsOfSession = builder
  .updateTable('given_authorization')
  .set(endedNow)
  .where('session_ref', '=', given('sessionRef'))
  .where((eb) => eb('ends_with_session', '=', eb.lit(1)))
  .where('ended_at', 'is', null)
  .where('environment', '=', given('environment'))

/** Rare, so it has no column of its own: the id is looked for in the document, as JSON writes it. */
export const endAuthorizationsOfClient = builder
  .updateTable('given_authorization')
  .set(endedNow)
  .where('environment', '=', given('environment'))
  .where('ended_at', 'is', null)
  .where(sql<boolean>`document like ${given('pattern')} escape '!'`)

export const endAllAuthorizations = builder
  .updateTable('given_authorization')
  .set(endedNow)
  .where('environment', '=', given('environment'))
  .where('ended_at', 'is', null)

/** One update with the expectation in its condition: of concurrent callers one changes the row (RT-4). */
export const recordIssue = builder
  .updateTable('given_authorization')
  .set((eb) => ({
    refresh_hash: given('refreshHash'),
    refresh_expires_at: given('refreshExpiresAt'),
    // Merged here, because several may refresh one authorization at once; what has expired goes, or the list would grow for a year.
    // The first, which most have alone, is written as it is.
    access_tokens: sql<string>`case when access_tokens is null then '[' || ${given('accessToken')} || ']' else
      (select json_group_array(json(kept.value)) from (
        select value from json_each(given_authorization.access_tokens)
          where json_extract(value, '$.expiresAtSeconds') > ${given('now')}
        union all select ${given('accessToken')}) as kept) end`,
    former_refresh: given('formerRefresh'),
    refresh_jkt: given('refreshJkt'),
    // An issue without id_token leaves the former time standing, or RT-10 could not be kept.
    id_token_issued_at: eb.fn.coalesce(eb.val(given('idTokenIssuedAt')), 'id_token_issued_at'),
  }))
  .where('authorization_id', '=', given('authorizationId'))
  .where('environment', '=', given('environment'))
  .where('ended_at', 'is', null)
  .where('refresh_hash', 'is not distinct from', given('expectedRefreshHash'))

export const sweepAuthorizations = builder
  .deleteFrom('given_authorization')
  .where('environment', '=', given('environment'))
  .where('authorization_id', 'in', (eb) =>
    eb
      .selectFrom('given_authorization')
      .select('authorization_id')
      .where('environment', '=', given('environment'))
      .where('gone_at', '<', given('before'))
      .orderBy('gone_at')
      .limit(given('limit')),
  )
