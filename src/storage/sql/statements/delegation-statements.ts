import { builder, given } from './statement-builder.ts'

export const findDelegation = builder
  .selectFrom('delegation')
  .select('created_at')
  .where('environment', '=', given('environment'))
  .where('scope', '=', given('scope'))
  .where('consumer_orgno', '=', given('consumerOrgno'))
  .where('supplier_orgno', '=', given('supplierOrgno'))

export const listDelegations = builder
  .selectFrom('delegation')
  .select(['scope', 'consumer_orgno', 'supplier_orgno', 'origin', 'created_at'])
  .where('environment', '=', given('environment'))
  .orderBy('scope')
  .orderBy('consumer_orgno')
  .orderBy('supplier_orgno')

export const addDelegation = builder
  .insertInto('delegation')
  .values({
    environment: given('environment'),
    scope: given('scope'),
    consumer_orgno: given('consumerOrgno'),
    supplier_orgno: given('supplierOrgno'),
    origin: given('origin'),
    created_at: given('createdAt'),
  })
  .onConflict((conflict) => conflict.columns(['environment', 'scope', 'consumer_orgno', 'supplier_orgno']).doNothing())

export const removeDelegation = builder
  .deleteFrom('delegation')
  .where('environment', '=', given('environment'))
  .where('scope', '=', given('scope'))
  .where('consumer_orgno', '=', given('consumerOrgno'))
  .where('supplier_orgno', '=', given('supplierOrgno'))
