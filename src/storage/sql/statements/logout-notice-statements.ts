import { sql } from 'kysely'
import { builder, given } from './statement-builder.ts'

export const addLogoutNotice = builder.insertInto('logout_notice').values((eb) => ({
  environment: given('environment'),
  logout_ref: given('logoutRef'),
  client_id: given('clientId'),
  status: sql.lit('READY'),
  attempts: eb.lit(0),
  failures: eb.lit(0),
  next_attempt_at: given('now'),
  created_at: given('now'),
  document: given('document'),
}))

export const dueLogoutNotices = builder
  .selectFrom('logout_notice')
  .select(['place', 'logout_ref', 'client_id', 'status', 'attempts', 'next_attempt_at', 'created_at', 'document'])
  .where('environment', '=', given('environment'))
  .where((eb) => eb('status', '=', sql.lit('READY')))
  .where('next_attempt_at', '<=', given('now'))
  .orderBy('next_attempt_at')
  .orderBy('place')
  .limit(given('limit'))

/** Only if nobody else claimed it since it was read: then its time would be another. */
export const claimLogoutNotice = builder
  .updateTable('logout_notice')
  .set((eb) => ({ next_attempt_at: given('leaseEndsAt'), attempts: eb('attempts', '+', eb.lit(1)) }))
  .where('place', '=', given('place'))
  .where((eb) => eb('status', '=', sql.lit('READY')))
  .where('next_attempt_at', '=', given('nextAttemptAt'))
  .where('attempts', '=', given('attempts'))

export const endLogoutNotice = builder
  .updateTable('logout_notice')
  .set((eb) => ({ status: given('status'), document: eb.lit(null) }))
  .where('place', '=', given('place'))
  .where((eb) => eb('status', '=', sql.lit('READY')))

export const delayLogoutNotice = builder
  .updateTable('logout_notice')
  .set({ next_attempt_at: given('nextAttemptAt'), attempts: given('attempts'), failures: given('attempts') })
  .where('place', '=', given('place'))
  .where((eb) => eb('status', '=', sql.lit('READY')))

export const statesOfLogout = builder
  .selectFrom('logout_notice')
  .select(['client_id', 'status', 'failures'])
  .where('environment', '=', given('environment'))
  .where('logout_ref', '=', given('logoutRef'))
  .orderBy('place')

export const sweepLogoutNotices = builder
  .deleteFrom('logout_notice')
  .where('place', 'in', (eb) =>
    eb
      .selectFrom('logout_notice')
      .select('place')
      .where('environment', '=', given('environment'))
      .where('created_at', '<', given('before'))
      .orderBy('created_at')
      .limit(given('limit')),
  )
