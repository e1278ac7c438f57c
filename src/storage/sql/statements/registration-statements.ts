import { builder, given } from './statement-builder.ts'

const columns = ['document', 'origin', 'revision', 'created_at', 'updated_at'] as const

export const findRegistration = builder
  .selectFrom('registration')
  .select(columns)
  .where('environment', '=', given('environment'))
  .where('kind', '=', given('kind'))
  .where('name', '=', given('name'))

export const listRegistrations = builder
  .selectFrom('registration')
  .select(columns)
  .where('environment', '=', given('environment'))
  .where('kind', '=', given('kind'))
  .orderBy('name')

export const listFormerRegistrations = builder
  .selectFrom('registration_revision')
  .select(['revision', 'written_at', 'document'])
  .where('environment', '=', given('environment'))
  .where('kind', '=', given('kind'))
  .where('name', '=', given('name'))
  .orderBy('revision')

/** Runs before `saveRegistration`: what stands there now becomes a former revision (REG-5). */
export const keepRevision = builder
  .insertInto('registration_revision')
  .columns(['environment', 'kind', 'name', 'revision', 'origin', 'written_at', 'document'])
  .expression((eb) =>
    eb
      .selectFrom('registration')
      .select(['environment', 'kind', 'name', 'revision', 'origin', 'updated_at', 'document'])
      .where('environment', '=', given('environment'))
      .where('kind', '=', given('kind'))
      .where('name', '=', given('name')),
  )

export const saveRegistration = builder
  .insertInto('registration')
  .values((eb) => ({
    environment: given('environment'),
    kind: given('kind'),
    name: given('name'),
    revision: eb.lit(1),
    origin: given('origin'),
    created_at: given('now'),
    updated_at: given('now'),
    document: given('document'),
  }))
  .onConflict((conflict) =>
    conflict.columns(['environment', 'kind', 'name']).doUpdateSet((eb) => ({
      revision: eb('registration.revision', '+', eb.lit(1)),
      origin: eb.ref('excluded.origin'),
      updated_at: eb.ref('excluded.updated_at'),
      document: eb.ref('excluded.document'),
    })),
  )

export const removeRegistration = builder
  .deleteFrom('registration')
  .where('environment', '=', given('environment'))
  .where('kind', '=', given('kind'))
  .where('name', '=', given('name'))

export const removeRevisions = builder
  .deleteFrom('registration_revision')
  .where('environment', '=', given('environment'))
  .where('kind', '=', given('kind'))
  .where('name', '=', given('name'))

export const findRegistryVersion = builder
  .selectFrom('registry_version')
  .select('version')
  .where('environment', '=', given('environment'))

export const growRegistryVersion = builder
  .insertInto('registry_version')
  .values((eb) => ({ environment: given('environment'), version: eb.lit(1) }))
  .onConflict((conflict) =>
    conflict.column('environment').doUpdateSet((eb) => ({ version: eb('registry_version.version', '+', eb.lit(1)) })),
  )
