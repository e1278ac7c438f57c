// Written by `npx node tools/compile-statements.ts` from statements/. Do not edit.
export const compiled = {
  findRegistration: {
    text: 'select "document", "origin", "revision", "created_at", "updated_at" from "registration" where "environment" = ? and "kind" = ? and "name" = ?',
    values: ['environment', 'kind', 'name'],
  },
  findRegistryVersion: {
    text: 'select "version" from "registry_version" where "environment" = ?',
    values: ['environment'],
  },
  growRegistryVersion: {
    text: 'insert into "registry_version" ("environment", "version") values (?, 1) on conflict ("environment") do update set "version" = "registry_version"."version" + 1',
    values: ['environment'],
  },
  keepRevision: {
    text: 'insert into "registration_revision" ("environment", "kind", "name", "revision", "origin", "written_at", "document") select "environment", "kind", "name", "revision", "origin", "updated_at", "document" from "registration" where "environment" = ? and "kind" = ? and "name" = ?',
    values: ['environment', 'kind', 'name'],
  },
  listRegistrations: {
    text: 'select "document", "origin", "revision", "created_at", "updated_at" from "registration" where "environment" = ? and "kind" = ? order by "name"',
    values: ['environment', 'kind'],
  },
  removeRegistration: {
    text: 'delete from "registration" where "environment" = ? and "kind" = ? and "name" = ?',
    values: ['environment', 'kind', 'name'],
  },
  removeRevisions: {
    text: 'delete from "registration_revision" where "environment" = ? and "kind" = ? and "name" = ?',
    values: ['environment', 'kind', 'name'],
  },
  saveRegistration: {
    text: 'insert into "registration" ("environment", "kind", "name", "revision", "origin", "created_at", "updated_at", "document") values (?, ?, ?, 1, ?, ?, ?, ?) on conflict ("environment", "kind", "name") do update set "revision" = "registration"."revision" + 1, "origin" = "excluded"."origin", "updated_at" = "excluded"."updated_at", "document" = "excluded"."document"',
    values: ['environment', 'kind', 'name', 'origin', 'now', 'now', 'document'],
  },
  addAuthorization: {
    text: 'insert into "given_authorization" ("environment", "authorization_id", "session_ref", "ends_with_session", "gone_at", "document") values (?, ?, ?, ?, ?, ?)',
    values: ['environment', 'authorizationId', 'sessionRef', 'endsWithSession', 'goneAt', 'document'],
  },
  endAllAuthorizations: {
    text: 'update "given_authorization" set "ended_at" = ?, "gone_at" = case when "gone_at" > ? then ? else "gone_at" end where "environment" = ? and "ended_at" is null',
    values: ['now', 'now', 'now', 'environment'],
  },
  endAuthorization: {
    text: 'update "given_authorization" set "ended_at" = ?, "gone_at" = case when "gone_at" > ? then ? else "gone_at" end where "authorization_id" = ? and "environment" = ? and "ended_at" is null',
    values: ['now', 'now', 'now', 'authorizationId', 'environment'],
  },
  endAuthorizationsOfSession: {
    text: 'update "given_authorization" set "ended_at" = ?, "gone_at" = case when "gone_at" > ? then ? else "gone_at" end where "session_ref" = ? and "ends_with_session" = 1 and "ended_at" is null and "environment" = ?',
    values: ['now', 'now', 'now', 'sessionRef', 'environment'],
  },
  findAuthorization: {
    text: 'select "document", "ended_at", "refresh_hash", "refresh_expires_at", "id_token_issued_at" from "given_authorization" where "authorization_id" = ? and "environment" = ?',
    values: ['authorizationId', 'environment'],
  },
  recordIssue: {
    text: 'update "given_authorization" set "refresh_hash" = ?, "refresh_expires_at" = ?, "id_token_issued_at" = coalesce(?, "id_token_issued_at") where "authorization_id" = ? and "environment" = ? and "ended_at" is null and "refresh_hash" is not distinct from ?',
    values: [
      'refreshHash',
      'refreshExpiresAt',
      'idTokenIssuedAt',
      'authorizationId',
      'environment',
      'expectedRefreshHash',
    ],
  },
  sweepAuthorizations: {
    text: 'delete from "given_authorization" where "environment" = ? and "authorization_id" in (select "authorization_id" from "given_authorization" where "environment" = ? and "gone_at" < ? order by "gone_at" limit ?)',
    values: ['environment', 'environment', 'before', 'limit'],
  },
  listSigningKeys: {
    text: 'select "kid", "created_at", "signs_from", "retired_at", "public_jwk", "x5c", "private_key" from "signing_key" where "environment" = ? order by "created_at", "kid"',
    values: ['environment'],
  },
  removeSigningKey: {
    text: 'delete from "signing_key" where "environment" = ? and "kid" = ?',
    values: ['environment', 'kid'],
  },
  saveSigningKey: {
    text: 'insert into "signing_key" ("environment", "kid", "created_at", "signs_from", "retired_at", "public_jwk", "x5c", "private_key") values (?, ?, ?, ?, ?, ?, ?, ?) on conflict ("environment", "kid") do update set "created_at" = "excluded"."created_at", "signs_from" = "excluded"."signs_from", "retired_at" = "excluded"."retired_at", "x5c" = "excluded"."x5c"',
    values: ['environment', 'kid', 'createdAt', 'signsFrom', 'retiredAt', 'publicJwk', 'x5c', 'privateKey'],
  },
  findNote: {
    text: 'select "value" from "note" where "name" = ?',
    values: ['name'],
  },
  saveNote: {
    text: 'insert into "note" ("name", "value") values (?, ?) on conflict ("name") do update set "value" = "excluded"."value"',
    values: ['name', 'value'],
  },
} as const
