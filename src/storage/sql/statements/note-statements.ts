import { builder, given } from './statement-builder.ts'

export const findNote = builder.selectFrom('note').select('value').where('name', '=', given('name'))

export const saveNote = builder
  .insertInto('note')
  .values({ name: given('name'), value: given('value') })
  .onConflict((conflict) => conflict.column('name').doUpdateSet((eb) => ({ value: eb.ref('excluded.value') })))
