import { builder, given } from './statement-builder.ts'

const columns = ['place', 'environment', 'client_id', 'at', 'correlation_id', 'kind', 'document'] as const

export const appendProtocolLog = builder.insertInto('protocol_log').values({
  environment: given('environment'),
  client_id: given('clientId'),
  at: given('at'),
  correlation_id: given('correlationId'),
  kind: given('kind'),
  document: given('document'),
})

const ofClient = builder
  .selectFrom('protocol_log')
  .select(columns)
  .where('environment', '=', given('environment'))
  .where('client_id', '=', given('clientId'))

/** Of one kind: the index begins with it. A list of all kinds asks for each and is put together by the shelf. */
export const listProtocolLog = ofClient
  .where('kind', '=', given('kind'))
  .where('place', '<', given('before'))
  .where('at', '>=', given('from'))
  .where('at', '<=', given('until'))
  .orderBy('place', 'desc')
  .limit(given('limit'))

export const firstInProtocolLog = builder
  .selectFrom('protocol_log')
  .select('at')
  .where('environment', '=', given('environment'))
  .where('client_id', '=', given('clientId'))
  .where('kind', '=', given('kind'))
  .orderBy('place')
  .limit(given('limit'))

export const findInProtocolLog = builder
  .selectFrom('protocol_log')
  .select(columns)
  .where('correlation_id', '=', given('correlationId'))
  .orderBy('place')
  .limit(given('limit'))

export const oldestInProtocolLog = builder
  .selectFrom('protocol_log')
  .select('place')
  .where('place', '>', given('after'))
  .orderBy('place')
  .limit(given('limit'))

/** Looks at some of the oldest rows only, by their place. */
export const sweepProtocolLog = builder
  .deleteFrom('protocol_log')
  .where('place', '>=', given('from'))
  .where('place', '<', given('until'))
  .where('at', '<', given('before'))

export const addLoginCount = builder
  .insertInto('login_count')
  .values({
    environment: given('environment'),
    day: given('day'),
    client_id: given('clientId'),
    eid: given('eid'),
    logins: given('logins'),
  })
  .onConflict((conflict) =>
    conflict
      .columns(['environment', 'day', 'client_id', 'eid'])
      .doUpdateSet((eb) => ({ logins: eb('login_count.logins', '+', eb.ref('excluded.logins')) })),
  )

export const listLoginCounts = builder
  .selectFrom('login_count')
  .select(['environment', 'day', 'client_id', 'eid', 'logins'])
  .where('environment', '=', given('environment'))
  .where('day', '>=', given('fromDay'))
  .where('day', '<=', given('untilDay'))
  .orderBy('day')
  .orderBy('client_id')
  .orderBy('eid')
