import { builder, given } from './statement-builder.ts'

export const findJournalHead = builder
  .selectFrom('journal')
  .select(['id', 'hash'])
  .where((eb) => eb('id', '>', eb.lit(0)))
  .orderBy('id', 'desc')
  .limit((eb) => eb.lit(1))

export const appendJournal = builder.insertInto('journal').values({
  id: given('id'),
  at: given('at'),
  orgno: given('orgno'),
  actor_id: given('actorId'),
  action: given('action'),
  object_kind: given('objectKind'),
  object_id: given('objectId'),
  document: given('document'),
  prev_hash: given('prevHash'),
  hash: given('hash'),
})

/** `any…` is 1 where everything is wanted, since a statement is one text whatever is asked for. */
export const listJournal = builder
  .selectFrom('journal')
  .select(['id', 'document', 'prev_hash', 'hash'])
  .where('id', '<', given('beforeId'))
  .where('at', '>=', given('from'))
  .where('at', '<', given('until'))
  .where((eb) => eb.or([eb(eb.val<number>(given('anyOrgno')), '=', eb.lit(1)), eb('orgno', '=', given('orgno'))]))
  .where((eb) =>
    eb.or([eb(eb.val<number>(given('anyObjectKind')), '=', eb.lit(1)), eb('object_kind', '=', given('objectKind'))]),
  )
  .where((eb) =>
    eb.or([eb(eb.val<number>(given('anyObjectId')), '=', eb.lit(1)), eb('object_id', '=', given('objectId'))]),
  )
  .where((eb) =>
    eb.or([eb(eb.val<number>(given('anyActorId')), '=', eb.lit(1)), eb('actor_id', '=', given('actorId'))]),
  )
  .where('action', 'like', given('action'))
  .orderBy('id', 'desc')
  .limit(given('limit'))

export const walkJournal = builder
  .selectFrom('journal')
  .select(['id', 'document', 'prev_hash', 'hash'])
  .where('id', '>', given('afterId'))
  .orderBy('id')
  .limit(given('limit'))
