import assert from 'node:assert/strict'
import { test } from 'node:test'
import { choiceField, textField } from './form.ts'
import { render } from './html.ts'
import { labelledErrors } from './labelled-errors.ts'

test('ONB-51 a summary of errors names each field as the page does, and a group by the words over it', () => {
  const name = textField({ name: 'name', label: 'Navn & adresse', error: 'Feltet må fylles ut.' })
  const kind = choiceField({
    name: 'kind',
    label: 'Hva slags?',
    help: 'Velg én.',
    values: [],
    choices: [{ value: 'a', label: 'Det første' }],
  })
  const errors = ['f-name', 'f-kind', 'main'].map((fieldId) => ({ fieldId, text: 'Feltet må fylles ut.' }))
  assert.deepEqual(
    labelledErrors(errors, render(name) + render(kind)).map(({ text }) => text),
    ['Navn & adresse: Feltet må fylles ut.', 'Hva slags: Feltet må fylles ut.', 'Feltet må fylles ut.'],
  )
})
