import { isOrganisationNumber } from '../../protocol/organisation-number.ts'
import { type ApiOperation, opens } from './api-operation.ts'
import { ApiRefusal } from './api-refusal.ts'
import type { ApiUseCases } from './api-use-cases.ts'

/** Organisations, what the caller's may do, and whether the API is there (section 13.3). */
export function organisationOperations(useCases: ApiUseCases): readonly ApiOperation[] {
  const { standing } = useCases
  return [
    {
      method: 'GET',
      path: '/organizations/{orgnr}',
      summary: 'The name of an organisation.',
      scopes: [],
      answer: { schema: 'Organization' },
      perAddress: 60,
      run: async ({ path: { orgnr = '' } }) => {
        if (!isOrganisationNumber(orgnr))
          throw new ApiRefusal(400, [{ field: 'orgnr', message: 'must be a valid organisation number (REG-22)' }])
        const found = await standing.organisation(orgnr)
        if (found === undefined) throw new ApiRefusal(404, 'the organisation is not known here')
        return { body: { orgnr, name: found.name } }
      },
    },
    {
      method: 'GET',
      path: '/auth/user',
      summary: 'The organisation that the access token speaks for.',
      scopes: opens.any,
      answer: { schema: 'User' },
      run: async ({ caller: { orgno } }) => {
        const found = await standing.organisation(orgno)
        return {
          body: {
            authenticated_organization_number: orgno,
            authenticated_organization_name: found?.name ?? '',
            is_synthetic_organization_number: found?.isSynthetic ?? false,
            has_consented: await standing.hasAccepted(orgno, 'login'),
          },
        }
      },
    },
    {
      method: 'GET',
      path: '/integrations',
      summary: 'What the organisation may register, type by type.',
      scopes: opens.read,
      answer: { schema: 'Integration', list: true },
      run: async ({ caller: { orgno } }) => ({
        body: (await useCases.integrations(orgno)).map((integration) => ({
          integration_type: integration.integrationType,
          scopes: integration.scopes,
          grant_types: integration.grantTypes,
          token_endpoint_auth_methods: integration.methods,
          application_types: integration.applicationTypes,
        })),
      }),
    },
    {
      method: 'GET',
      path: '/health',
      summary: 'Whether the API answers.',
      scopes: [],
      answer: { schema: 'Health' },
      run: async () => ({ body: { status: 'UP' } }),
    },
  ]
}
