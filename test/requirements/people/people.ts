import { defaultBornBetween, repeatableDraw, syntheticId } from '../../../src/protocol/national-id-synthetic.ts'
import { type AtPortal, openPortalUser, type PortalPage, type PortalPerson } from '../../harness/portal-user.ts'

const draw = repeatableDraw(3)

/** A made-up citizen whom nobody has met yet. */
export const newPid = (): string => syntheticId(draw, defaultBornBetween).reveal()

export const admin = { email: 'kari@etat.example.test', name: 'Kari Eksempel', pid: '20914695016' }
export const operatorAdmin = { email: 'dina@drift.example.test', name: 'Dina Prøve', pid: '22867737530' }
export const reviewer = { email: 'rita@drift.example.test', name: 'Rita Prøve', pid: '18876026682' }
export const orgno = '310000019'

/** An organisation with an administrator, and staff of the operator. */
export const peopleSeed = {
  organisations: [{ orgno, name: 'Eksempeletaten', kind: 'public', email_domains: ['etat.example.test'] }],
  users: [
    { ...admin, roles: { [orgno]: ['org_admin', 'integration_admin'] } },
    { ...operatorAdmin, operator_roles: ['op_admin'] },
    { ...reviewer, operator_roles: ['op_reviewer'] },
  ],
}

/** The path of the newest link that was sent to this address. */
export async function linkSentTo(person: PortalPerson, to: string, code: string): Promise<string> {
  const text = (await person.mails({ to, code })).at(-1)?.text ?? ''
  const path = /\/links\/[A-Za-z0-9_-]+/.exec(text)?.[0]
  if (path === undefined) throw new Error(`no link to ${to} in ${code}: ${text}`)
  return path
}

/** Asks to join and uses the link; resolves with the person and the page they came to. */
export async function join(
  program: AtPortal,
  fields: { readonly orgno: string; readonly name?: string; readonly email: string; readonly personName: string },
): Promise<{ readonly person: PortalPerson; readonly page: PortalPage }> {
  const person = await openPortalUser(program, newPid())
  await person.submit(await person.get('/join'), '/join', { name: 'Fjord kommune', ...fields })
  const page = await person.submit(await person.get(await linkSentTo(person, fields.email, 'M-02')), 0)
  return { person, page }
}

/** Actions in the journal of an organisation, oldest first, as the operator reads them. */
export async function actionsOf(staff: PortalPerson, of: string): Promise<readonly string[]> {
  const answer = await staff.get(`/operator/journal.json?orgno=${of}`)
  return (JSON.parse(answer.html) as { action: string }[]).map(({ action }) => action).reverse()
}
