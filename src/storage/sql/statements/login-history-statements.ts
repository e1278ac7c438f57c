import { builder, given } from './statement-builder.ts'

export const appendLoginHistory = builder.insertInto('login_history').values({
  environment: given('environment'),
  person_ref: given('personRef'),
  at: given('at'),
  owner_orgno: given('ownerOrgno'),
  onbehalfof_orgno: given('onbehalfofOrgno'),
  result: given('result'),
  document: given('document'),
})

const ofPerson = builder
  .selectFrom('login_history')
  .select(['environment', 'person_ref', 'at', 'owner_orgno', 'result', 'document'])
  .where('environment', '=', given('environment'))
  .where('person_ref', '=', given('personRef'))
  .where('at', '>=', given('from'))
  .orderBy('at', 'desc')
  .orderBy('place', 'desc')
  .limit(given('limit'))

export const loginHistoryOfPerson = ofPerson.offset(given('skip'))

export const loginHistoryOfPersonAt = ofPerson
  .where('result', '=', given('result'))
  .where((eb) => eb.or([eb('owner_orgno', '=', given('orgno')), eb('onbehalfof_orgno', '=', given('orgno'))]))

export const oldestInLoginHistory = builder
  .selectFrom('login_history')
  .select('place')
  .where('place', '>', given('after'))
  .orderBy('place')
  .limit(given('limit'))

/** Looks at some of the oldest rows only, by their place. */
export const sweepLoginHistory = builder
  .deleteFrom('login_history')
  .where('place', '>=', given('from'))
  .where('place', '<', given('until'))
  .where('at', '<', given('before'))
