import { builder, given } from './statement-builder.ts'

export const listSigningKeys = builder
  .selectFrom('signing_key')
  .select([
    'kid',
    'alg',
    'created_at',
    'signs_from',
    'retired_at',
    'compromised_at',
    'public_jwk',
    'x5c',
    'private_key',
  ])
  .where('environment', '=', given('environment'))
  .orderBy('created_at')
  .orderBy('kid')

export const saveSigningKey = builder
  .insertInto('signing_key')
  .values({
    environment: given('environment'),
    kid: given('kid'),
    alg: given('alg'),
    created_at: given('createdAt'),
    signs_from: given('signsFrom'),
    retired_at: given('retiredAt'),
    compromised_at: given('compromisedAt'),
    public_jwk: given('publicJwk'),
    x5c: given('x5c'),
    private_key: given('privateKey'),
  })
  .onConflict((conflict) =>
    conflict.columns(['environment', 'kid']).doUpdateSet((eb) => ({
      created_at: eb.ref('excluded.created_at'),
      signs_from: eb.ref('excluded.signs_from'),
      retired_at: eb.ref('excluded.retired_at'),
      compromised_at: eb.ref('excluded.compromised_at'),
      x5c: eb.ref('excluded.x5c'),
    })),
  )

export const replacePrivateKey = builder
  .updateTable('signing_key')
  .set({ private_key: given('replacement') })
  .where('environment', '=', given('environment'))
  .where('kid', '=', given('kid'))
  .where('private_key', '=', given('expected'))
