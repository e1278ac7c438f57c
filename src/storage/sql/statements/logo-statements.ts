import { builder, given } from './statement-builder.ts'

export const findLogo = builder
  .selectFrom('logo')
  .select('png')
  .where('environment', '=', given('environment'))
  .where('hash', '=', given('hash'))

export const saveLogo = builder
  .insertInto('logo')
  .values({ environment: given('environment'), hash: given('hash'), png: given('png') })
  .onConflict((conflict) => conflict.columns(['environment', 'hash']).doNothing())

export const removeLogo = builder
  .deleteFrom('logo')
  .where('environment', '=', given('environment'))
  .where('hash', '=', given('hash'))
