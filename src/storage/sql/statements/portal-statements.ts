import { builder, given } from './statement-builder.ts'

const columns = ['document', 'revision', 'created_at', 'updated_at'] as const

export const findPortalRecord = builder
  .selectFrom('portal_record')
  .select(columns)
  .where('kind', '=', given('kind'))
  .where('id', '=', given('id'))

const listed = builder.selectFrom('portal_record').select(columns).where('kind', '=', given('kind'))

export const listPortalRecords = listed.orderBy('place')
export const listPortalRecordsOfOrganisation = listed.where('orgno', '=', given('orgno')).orderBy('place')
export const listPortalRecordsByLookup = listed.where('lookup', '=', given('lookup')).orderBy('place')
export const listPortalRecordsInState = listed.where('state', '=', given('state')).orderBy('place')

export const addPortalRecord = builder
  .insertInto('portal_record')
  .values((eb) => ({
    kind: given('kind'),
    id: given('id'),
    orgno: given('orgno'),
    state: given('state'),
    lookup: given('lookup'),
    revision: eb.lit(1),
    created_at: given('now'),
    updated_at: given('now'),
    document: given('document'),
  }))
  .onConflict((conflict) => conflict.columns(['kind', 'id']).doNothing())

/** Runs before `changePortalRecord`: what stands there now becomes a former revision, if it is the expected one. */
export const keepPortalRevision = builder
  .insertInto('portal_revision')
  .columns(['kind', 'id', 'revision', 'written_at', 'document'])
  .expression((eb) =>
    eb
      .selectFrom('portal_record')
      .select(['kind', 'id', 'revision', 'updated_at', 'document'])
      .where('kind', '=', given('kind'))
      .where('id', '=', given('id'))
      .where('revision', '=', given('expected')),
  )

export const changePortalRecord = builder
  .updateTable('portal_record')
  .set((eb) => ({
    orgno: given('orgno'),
    state: given('state'),
    lookup: given('lookup'),
    revision: eb('revision', '+', eb.lit(1)),
    updated_at: given('now'),
    document: given('document'),
  }))
  .where('kind', '=', given('kind'))
  .where('id', '=', given('id'))
  .where('revision', '=', given('expected'))

export const listPortalRevisions = builder
  .selectFrom('portal_revision')
  .select(['document', 'revision', 'written_at'])
  .where('kind', '=', given('kind'))
  .where('id', '=', given('id'))
  .orderBy('revision')

export const removePortalRecord = builder
  .deleteFrom('portal_record')
  .where('kind', '=', given('kind'))
  .where('id', '=', given('id'))

export const removePortalRevisions = builder
  .deleteFrom('portal_revision')
  .where('kind', '=', given('kind'))
  .where('id', '=', given('id'))
