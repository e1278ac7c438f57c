import type { Scope } from './scope.ts'

/** A scope's members by the names of section 2.2, without its name and who may use it. Lists are always there (AX-8). */
export const describeScope = (scope: Scope): Record<string, unknown> => ({
  description: scope.description,
  ...(scope.longDescription === undefined ? {} : { long_description: scope.longDescription }),
  ...Object.fromEntries(
    Object.entries(scope.translations ?? {}).flatMap(([language, texts]) => [
      ...(texts.description === undefined ? [] : [[`description#${language}`, texts.description]]),
      ...(texts.longDescription === undefined ? [] : [[`long_description#${language}`, texts.longDescription]]),
    ]),
  ),
  visibility: scope.visibility,
  token_type: scope.tokenType,
  at_max_age: scope.atMaxAge,
  authorization_max_lifetime: scope.authorizationMaxLifetime,
  requires_user_consent: scope.requiresUserConsent,
  requires_user_authentication: scope.requiresUserAuthentication,
  requires_pseudonymous_tokens: scope.requiresPseudonymousTokens,
  accessible_for_all: scope.accessibleForAll,
  ...(scope.delegationSource === undefined ? {} : { delegation_source: scope.delegationSource }),
  allowed_integration_types: scope.allowedIntegrationTypes,
  enforced_aud_for_introspection: scope.enforcedAudForIntrospection,
  enforced_aud_for_access_token: scope.enforcedAudForAccessToken ?? [],
  active: scope.active,
})
