import { builder, given } from './statement-builder.ts'

export const noteCredentialUse = builder
  .insertInto('credential_use')
  .values({
    environment: given('environment'),
    client_id: given('clientId'),
    credential_id: given('credentialId'),
    first_used_at: given('now'),
    last_used_day: given('day'),
  })
  .onConflict((conflict) =>
    conflict
      .columns(['environment', 'client_id', 'credential_id'])
      .doUpdateSet((eb) => ({ last_used_day: eb.ref('excluded.last_used_day') })),
  )

export const listCredentialUses = builder
  .selectFrom('credential_use')
  .select(['credential_id', 'first_used_at', 'last_used_day'])
  .where('environment', '=', given('environment'))
  .where('client_id', '=', given('clientId'))
  .orderBy('credential_id')
