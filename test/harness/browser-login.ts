import type { Page } from 'playwright-core'
import { citizenA } from './standard-seed.ts'

// What people, and automated tests of services, do on the pages: everything by address and visible name in bokmål.

/** Presses "log in" at a demo service, with choices of its form by the name of the parameter. Ends at the next page. */
export async function beginAtDemo(
  page: Page,
  demo: string,
  choices: Readonly<Record<string, string>> = {},
): Promise<void> {
  await page.goto(`${demo}/`)
  const chosen = Object.entries(choices)
  if (chosen.length > 0) await page.getByText('Flere valg i forespørselen').click()
  for (const [name, value] of chosen) {
    const field = page.locator(`[name=${name}]`)
    if (value === 'yes') await field.check()
    else await (name === 'login_hint' || name === 'max_age' ? field.fill(value) : field.selectOption(value))
  }
  await page.getByRole('button', { name: 'Logg inn', exact: true }).click()
}

/** From the selection page to the form of TestID (AUTO-2). */
export async function chooseTestId(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'TestID Lag din egen testbruker', exact: true }).click()
  await page.getByLabel('Personidentifikator (syntetisk)').waitFor()
}

/** Fills in the form of TestID and sends it (AUTO-3, AUTO-4). `level` is the name of a level on the page. */
export async function submitTestIdPage(
  page: Page,
  person: { readonly pid?: string; readonly level?: string } = {},
): Promise<void> {
  await page.getByLabel('Personidentifikator (syntetisk)').fill(person.pid ?? citizenA)
  if (person.level !== undefined) await page.getByRole('radio', { name: person.level, exact: true }).check()
  await page.getByRole('button', { name: 'Autentiser', exact: true }).click()
}

/** A whole login at a demo service, to its page with the claims. */
export async function logInAtDemo(
  page: Page,
  demo: string,
  choices: Readonly<Record<string, string>> = {},
  person: { readonly pid?: string; readonly level?: string } = {},
): Promise<void> {
  await beginAtDemo(page, demo, choices)
  await chooseTestId(page)
  await submitTestIdPage(page, person)
  await page.waitForURL(`${demo}/`)
}

/** A claim as the demo service's page shows it; of a time the number, not the words after it. */
export const shownClaim = async (page: Page, name: string): Promise<string> =>
  (await page.locator(`[data-claim="${name}"]`).textContent())?.trim().split(' ')[0] ?? ''

/** Presses a button and waits for the whole page that it leads to, also when that has the same address. */
export async function press(page: Page, name: string): Promise<void> {
  await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name, exact: true }).click()])
}
