import { builder, given } from './statement-builder.ts'

const columns = ['scope', 'consumer_orgno', 'state', 'origin', 'created_at', 'updated_at', 'told_at'] as const

export const findScopeAccess = builder
  .selectFrom('scope_access')
  .select(columns)
  .where('environment', '=', given('environment'))
  .where('scope', '=', given('scope'))
  .where('consumer_orgno', '=', given('consumerOrgno'))

export const listScopeAccess = builder
  .selectFrom('scope_access')
  .select(columns)
  .where('environment', '=', given('environment'))
  .where('scope', '=', given('scope'))
  .orderBy('consumer_orgno')

export const listConsumerAccess = builder
  .selectFrom('scope_access')
  .select(columns)
  .where('environment', '=', given('environment'))
  .where('consumer_orgno', '=', given('consumerOrgno'))
  .orderBy('scope')

export const listApprovedAccess = builder
  .selectFrom('scope_access')
  .select(['scope', 'consumer_orgno'])
  .where('environment', '=', given('environment'))
  .where('state', '=', given('state'))
  .orderBy('scope')
  .orderBy('consumer_orgno')

export const listUntoldAccess = builder
  .selectFrom('scope_access')
  .select(columns)
  .where('environment', '=', given('environment'))
  .where('told_at', 'is', null)
  .orderBy('updated_at')

export const saveScopeAccess = builder
  .insertInto('scope_access')
  .values({
    environment: given('environment'),
    scope: given('scope'),
    consumer_orgno: given('consumerOrgno'),
    state: given('state'),
    origin: given('origin'),
    created_at: given('createdAt'),
    updated_at: given('updatedAt'),
    told_at: given('toldAt'),
  })
  .onConflict((conflict) =>
    conflict.columns(['environment', 'scope', 'consumer_orgno']).doUpdateSet((eb) => ({
      state: eb.ref('excluded.state'),
      origin: eb.ref('excluded.origin'),
      updated_at: eb.ref('excluded.updated_at'),
      told_at: eb.ref('excluded.told_at'),
    })),
  )

export const noteAccessTold = builder
  .updateTable('scope_access')
  .set({ told_at: given('now') })
  .where('environment', '=', given('environment'))
  .where('scope', '=', given('scope'))
  .where('consumer_orgno', '=', given('consumerOrgno'))
