import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type RunningPortal, startPortalProgram } from '../../harness/portal-program.ts'
import { openPortalUser, type PortalPerson } from '../../harness/portal-user.ts'

const orgno = '310000019'
const clientPage = `/o/${orgno}/clients/test/streng`

let program: RunningPortal
let admin: PortalPerson
before(async () => {
  program = await startPortalProgram({
    seed: {
      organisations: [{ orgno, name: 'Eksempeletaten', kind: 'public', email_domains: ['etaten.no'] }],
      users: [
        { email: 'ada@etaten.no', name: 'Ada Admin', pid: '20914695016', roles: { [orgno]: ['integration_admin'] } },
      ],
      clients: [
        {
          client_id: 'streng',
          client_name: 'Den strenge tjenesten',
          client_orgno: orgno,
          integration_type: 'idporten',
          token_endpoint_auth_method: 'private_key_jwt',
          redirect_uris: ['https://streng.example.no/callback'],
        },
      ],
    },
  })
  admin = await openPortalUser(program, '20914695016')
})
after(() => program.stop())

/** What the form of the client has in these fields. */
async function fields(): Promise<Readonly<Record<string, string | undefined>>> {
  const page = await admin.get(`${clientPage}/edit`)
  const form = page.forms.find(({ action }) => action.endsWith('/edit'))
  const values: Partial<Record<string, string>> = Object.fromEntries(form?.fields ?? [])
  const { security_profile, refresh_token_usage, id_token_signed_response_alg, dpop_bound_access_tokens } = values
  return { security_profile, refresh_token_usage, id_token_signed_response_alg, dpop_bound_access_tokens }
}

test('FAPI2-5.3.2.1 who chooses the profile in the form gets what comes with it, and is told what contradicts it later', async () => {
  const form = await admin.get(`${clientPage}/edit`)
  const saved = await admin.submit(form, `${clientPage}/edit`, { security_profile: 'fapi2' })
  assert.equal(saved.path, clientPage, saved.words)
  assert.deepEqual(await fields(), {
    security_profile: 'fapi2',
    refresh_token_usage: 'REUSE',
    id_token_signed_response_alg: 'PS256',
    dpop_bound_access_tokens: 'yes',
  })
  const again = await admin.get(`${clientPage}/edit`)
  const refused = await admin.submit(again, `${clientPage}/edit`, { refresh_token_usage: 'ONETIME' })
  assert.match(refused.words, /REUSE/)
  assert.equal((await fields()).refresh_token_usage, 'REUSE')
})
