import type { Environment } from '../../config/environments.ts'
import { applicationTypes, type IntegrationType } from '../../protocol/client.ts'
import { faultsOfScopes } from '../../protocol/client-registration-scopes.ts'
import {
  contactRegisterScopes,
  defaultEnabledTypes,
  loginScopes,
  typeRules,
} from '../../protocol/client-registration-types.ts'
import type { DurableStore } from '../../storage/durable-store.ts'

/** What an organisation may register of one type: the columns of the table in section 2.1, with its own scopes. */
export interface RegistrableIntegration {
  readonly integrationType: IntegrationType
  readonly scopes: readonly string[]
  readonly grantTypes: readonly string[]
  readonly methods: readonly string[]
  readonly applicationTypes: readonly string[]
}

/** Every type that is switched on, and the scopes that the organisation may put on it now (section 13.3, REG-131). */
export const registrableIntegrations =
  (needs: { readonly durable: DurableStore }) =>
  async (environment: Environment, orgno: string): Promise<readonly RegistrableIntegration[]> => {
    const scopes = new Map(
      (await needs.durable.environment(environment.name).scopes.list()).map(({ thing }) => [thing.name, thing]),
    )
    return defaultEnabledTypes.flatMap((integrationType) => {
      const rules = typeRules[integrationType]
      if (rules === undefined) return []
      const asker = {
        integrationType,
        clientOrgno: orgno,
        supplierOrgno: undefined,
        tokenOrgno: orgno,
        byOperator: false,
        registered: [],
      }
      const mayHave = (name: string) => faultsOfScopes([name], asker, (asked) => scopes.get(asked)).length === 0
      const own = integrationType === 'krr' ? contactRegisterScopes : [...loginScopes, ...scopes.keys()].filter(mayHave)
      return {
        integrationType,
        scopes: own,
        grantTypes: rules.grantTypes,
        methods: [...new Set(applicationTypes.flatMap((type) => rules.methods[type] ?? []))],
        applicationTypes: rules.applicationTypes,
      }
    })
  }
