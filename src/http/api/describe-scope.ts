import { describeScope } from '../../protocol/scope-registration-answer.ts'
import type { DatedPrefix, DatedScope, DelegationSource, NamedAccess } from '../../usecases/scopes/scope-needs.ts'
import { rfc3339 } from './describe.ts'

export const scopeAnswer = ({ thing, createdAtSeconds, updatedAtSeconds }: DatedScope): Record<string, unknown> => {
  const { name } = thing
  const at = name.indexOf(':')
  return {
    name,
    prefix: name.slice(0, at),
    subscope: name.slice(at + 1),
    ...describeScope(thing),
    owner_orgno: thing.ownerOrgno,
    created: rfc3339(createdAtSeconds),
    last_updated: rfc3339(updatedAtSeconds),
  }
}

export const accessAnswer = (access: NamedAccess): Record<string, unknown> => ({
  scope: access.scope,
  owner_orgno: access.ownerOrgno,
  owner_organization_name: access.ownerName,
  consumer_orgno: access.consumerOrgno,
  consumer_organization_name: access.consumerName,
  state: access.state,
  created: rfc3339(access.createdAtSeconds),
  last_updated: rfc3339(access.updatedAtSeconds),
})

export const prefixAnswer = ({ thing, createdAtSeconds, updatedAtSeconds }: DatedPrefix): Record<string, unknown> => ({
  prefix: thing.prefix,
  owner_orgno: thing.ownerOrgno,
  created: rfc3339(createdAtSeconds),
  last_updated: rfc3339(updatedAtSeconds),
})

/** The last member in both spellings that are in use. */
export const delegationSourceAnswer = (source: DelegationSource): Record<string, unknown> => ({
  name: source.name,
  issuer: source.issuer,
  created: rfc3339(source.createdAtSeconds),
  last_updated: rfc3339(source.updatedAtSeconds),
  lastUpdated: rfc3339(source.updatedAtSeconds),
})
