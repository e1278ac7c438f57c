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
  listFormerRegistrations: {
    text: 'select "revision", "written_at", "document" from "registration_revision" where "environment" = ? and "kind" = ? and "name" = ? order by "revision"',
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
    text: 'insert into "given_authorization" ("environment", "authorization_id", "session_ref", "ends_with_session", "gone_at", "document", "client_id", "person_ref") values (?, ?, ?, ?, ?, ?, ?, ?)',
    values: [
      'environment',
      'authorizationId',
      'sessionRef',
      'endsWithSession',
      'goneAt',
      'document',
      'clientId',
      'personRef',
    ],
  },
  endAllAuthorizations: {
    text: 'update "given_authorization" set "ended_at" = ?, "gone_at" = case when "gone_at" > ? then ? else "gone_at" end where "environment" = ? and "ended_at" is null',
    values: ['now', 'now', 'now', 'environment'],
  },
  endAuthorization: {
    text: 'update "given_authorization" set "ended_at" = ?, "gone_at" = case when "gone_at" > ? then ? else "gone_at" end where "authorization_id" = ? and "environment" = ? and "ended_at" is null',
    values: ['now', 'now', 'now', 'authorizationId', 'environment'],
  },
  endAuthorizationsOfClient: {
    text: 'update "given_authorization" set "ended_at" = ?, "gone_at" = case when "gone_at" > ? then ? else "gone_at" end where "environment" = ? and "ended_at" is null and document like ? escape \'!\'',
    values: ['now', 'now', 'now', 'environment', 'pattern'],
  },
  endAuthorizationsOfSession: {
    text: 'update "given_authorization" set "ended_at" = ?, "gone_at" = case when "gone_at" > ? then ? else "gone_at" end where "session_ref" = ? and "ends_with_session" = 1 and "ended_at" is null and "environment" = ?',
    values: ['now', 'now', 'now', 'sessionRef', 'environment'],
  },
  findAuthorization: {
    text: 'select "document", "ended_at", "refresh_hash", "refresh_expires_at", "id_token_issued_at", "access_tokens", "former_refresh", "refresh_jkt" from "given_authorization" where "authorization_id" = ? and "environment" = ?',
    values: ['authorizationId', 'environment'],
  },
  listAuthorizationsOfPerson: {
    text: 'select "document", "ended_at", "refresh_hash", "refresh_expires_at", "id_token_issued_at", "access_tokens", "former_refresh", "refresh_jkt" from "given_authorization" where "person_ref" = ? and "person_ref" is not null and "environment" = ? and "ended_at" is null and "gone_at" > ? order by "authorization_id" desc',
    values: ['personRef', 'environment', 'now'],
  },
  listRevokedOfClient: {
    text: 'select "ended_at", "access_tokens" from "given_authorization" where "client_id" = ? and "ended_at" is not null and "environment" = ? and "access_tokens" is not null order by "ended_at" desc limit ?',
    values: ['clientId', 'environment', 'limit'],
  },
  recordIssue: {
    text: 'update "given_authorization" set "refresh_hash" = ?, "refresh_expires_at" = ?, "access_tokens" = case when access_tokens is null then \'[\' || ? || \']\' else\n      (select json_group_array(json(kept.value)) from (\n        select value from json_each(given_authorization.access_tokens)\n          where json_extract(value, \'$.expiresAtSeconds\') > ?\n        union all select ?) as kept) end, "former_refresh" = ?, "refresh_jkt" = ?, "id_token_issued_at" = coalesce(?, "id_token_issued_at") where "authorization_id" = ? and "environment" = ? and "ended_at" is null and "refresh_hash" is not distinct from ?',
    values: [
      'refreshHash',
      'refreshExpiresAt',
      'accessToken',
      'now',
      'accessToken',
      'formerRefresh',
      'refreshJkt',
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
    text: 'select "kid", "alg", "created_at", "signs_from", "retired_at", "compromised_at", "public_jwk", "x5c", "private_key" from "signing_key" where "environment" = ? order by "created_at", "kid"',
    values: ['environment'],
  },
  replacePrivateKey: {
    text: 'update "signing_key" set "private_key" = ? where "environment" = ? and "kid" = ? and "private_key" = ?',
    values: ['replacement', 'environment', 'kid', 'expected'],
  },
  saveSigningKey: {
    text: 'insert into "signing_key" ("environment", "kid", "alg", "created_at", "signs_from", "retired_at", "compromised_at", "public_jwk", "x5c", "private_key") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict ("environment", "kid") do update set "created_at" = "excluded"."created_at", "signs_from" = "excluded"."signs_from", "retired_at" = "excluded"."retired_at", "compromised_at" = "excluded"."compromised_at", "x5c" = "excluded"."x5c"',
    values: [
      'environment',
      'kid',
      'alg',
      'createdAt',
      'signsFrom',
      'retiredAt',
      'compromisedAt',
      'publicJwk',
      'x5c',
      'privateKey',
    ],
  },
  findNote: {
    text: 'select "value" from "note" where "name" = ?',
    values: ['name'],
  },
  saveNote: {
    text: 'insert into "note" ("name", "value") values (?, ?) on conflict ("name") do update set "value" = "excluded"."value"',
    values: ['name', 'value'],
  },
  findLogo: {
    text: 'select "png" from "logo" where "environment" = ? and "hash" = ?',
    values: ['environment', 'hash'],
  },
  removeLogo: {
    text: 'delete from "logo" where "environment" = ? and "hash" = ?',
    values: ['environment', 'hash'],
  },
  saveLogo: {
    text: 'insert into "logo" ("environment", "hash", "png") values (?, ?, ?) on conflict ("environment", "hash") do nothing',
    values: ['environment', 'hash', 'png'],
  },
  addLogoutNotice: {
    text: 'insert into "logout_notice" ("environment", "logout_ref", "client_id", "status", "attempts", "failures", "next_attempt_at", "created_at", "document") values (?, ?, ?, \'READY\', 0, 0, ?, ?, ?)',
    values: ['environment', 'logoutRef', 'clientId', 'now', 'now', 'document'],
  },
  claimLogoutNotice: {
    text: 'update "logout_notice" set "next_attempt_at" = ?, "attempts" = "attempts" + 1 where "place" = ? and "status" = \'READY\' and "next_attempt_at" = ? and "attempts" = ?',
    values: ['leaseEndsAt', 'place', 'nextAttemptAt', 'attempts'],
  },
  delayLogoutNotice: {
    text: 'update "logout_notice" set "next_attempt_at" = ?, "attempts" = ?, "failures" = ? where "place" = ? and "status" = \'READY\'',
    values: ['nextAttemptAt', 'attempts', 'attempts', 'place'],
  },
  dueLogoutNotices: {
    text: 'select "place", "logout_ref", "client_id", "status", "attempts", "next_attempt_at", "created_at", "document" from "logout_notice" where "environment" = ? and "status" = \'READY\' and "next_attempt_at" <= ? order by "next_attempt_at", "place" limit ?',
    values: ['environment', 'now', 'limit'],
  },
  endLogoutNotice: {
    text: 'update "logout_notice" set "status" = ?, "document" = null where "place" = ? and "status" = \'READY\'',
    values: ['status', 'place'],
  },
  statesOfLogout: {
    text: 'select "client_id", "status", "failures" from "logout_notice" where "environment" = ? and "logout_ref" = ? order by "place"',
    values: ['environment', 'logoutRef'],
  },
  sweepLogoutNotices: {
    text: 'delete from "logout_notice" where "place" in (select "place" from "logout_notice" where "environment" = ? and "created_at" < ? order by "created_at" limit ?)',
    values: ['environment', 'before', 'limit'],
  },
  addMail: {
    text: 'insert into "outbox_mail" ("id", "code", "status", "orgno", "thread", "reference", "attempts", "next_attempt_at", "created_at", "released_at", "document", "body", "attachment", "had_attachment") values (?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?)',
    values: [
      'id',
      'code',
      'status',
      'orgno',
      'thread',
      'reference',
      'now',
      'now',
      'releasedAt',
      'document',
      'body',
      'attachment',
      'hadAttachment',
    ],
  },
  claimMail: {
    text: 'update "outbox_mail" set "next_attempt_at" = ?, "attempts" = "attempts" + 1 where "id" = ? and "status" = \'READY\' and "next_attempt_at" = ? and "attempts" = ?',
    values: ['leaseEndsAt', 'id', 'nextAttemptAt', 'attempts'],
  },
  countMails: {
    text: 'select "status", count(*) as "count", min(coalesce("released_at", "created_at")) as "oldest" from "outbox_mail" where "status" in (\'HELD\', \'READY\', \'FAILED\') group by "status"',
    values: [],
  },
  dueMails: {
    text: 'select "place", "id", "code", "status", "orgno", "thread", "reference", "attempts", "next_attempt_at", "created_at", "released_at", "sent_at", "last_fault", "document", "body", "attachment", "had_attachment" from "outbox_mail" as "mail" where "status" = \'READY\' and "next_attempt_at" <= ? and not exists (select "earlier"."id" from "outbox_mail" as "earlier" where "earlier"."status" = \'READY\' and "earlier"."thread" = "mail"."thread" and "earlier"."place" < "mail"."place") order by "next_attempt_at", "place" limit ?',
    values: ['now', 'limit'],
  },
  eraseMailAttachments: {
    text: 'update "outbox_mail" set "attachment" = null where "attachment" is not null and "released_at" < ?',
    values: ['before'],
  },
  eraseMailBodies: {
    text: 'update "outbox_mail" set "body" = null, "attachment" = null where "body" is not null and "status" not in (\'HELD\', \'READY\') and "created_at" < ?',
    values: ['before'],
  },
  findMail: {
    text: 'select "place", "id", "code", "status", "orgno", "thread", "reference", "attempts", "next_attempt_at", "created_at", "released_at", "sent_at", "last_fault", "document", "body", "attachment", "had_attachment" from "outbox_mail" where "id" = ?',
    values: ['id'],
  },
  listMails: {
    text: 'select "place", "id", "code", "status", "orgno", "thread", "reference", "attempts", "next_attempt_at", "created_at", "released_at", "sent_at", "last_fault", "document", "body", "attachment", "had_attachment" from "outbox_mail" where "place" < ? and "status" = coalesce(?, "status") and "code" = coalesce(?, "code") and "orgno" is not distinct from coalesce(?, "orgno") and "reference" is not distinct from coalesce(?, "reference") order by "place" desc limit ?',
    values: ['before', 'status', 'code', 'orgno', 'reference', 'limit'],
  },
  mailFailed: {
    text: 'update "outbox_mail" set "status" = ?, "last_fault" = ?, "next_attempt_at" = ? where "id" = ? and "status" = \'READY\'',
    values: ['status', 'fault', 'nextAttemptAt', 'id'],
  },
  mailSent: {
    text: 'update "outbox_mail" set "status" = \'SENT\', "sent_at" = ?, "attachment" = null, "last_fault" = null where "id" = ? and "status" = \'READY\'',
    values: ['now', 'id'],
  },
  mailsHeldBefore: {
    text: 'select "place", "id", "code", "status", "orgno", "thread", "reference", "attempts", "next_attempt_at", "created_at", "released_at", "sent_at", "last_fault", "document", "body", "attachment", "had_attachment" from "outbox_mail" where "status" = \'HELD\' and "created_at" < ? order by "place"',
    values: ['before'],
  },
  releaseMail: {
    text: 'update "outbox_mail" set "status" = \'READY\', "released_at" = ?, "next_attempt_at" = ? where "id" = ? and "status" = \'HELD\'',
    values: ['now', 'now', 'id'],
  },
  removeMail: {
    text: 'update "outbox_mail" set "status" = \'REMOVED\', "body" = null, "attachment" = null where "id" = ? and "status" in (\'HELD\', \'READY\', \'FAILED\')',
    values: ['id'],
  },
  retryMail: {
    text: 'update "outbox_mail" set "status" = \'READY\', "attempts" = 0, "next_attempt_at" = ? where "id" = ? and "status" = \'FAILED\' and ("had_attachment" = 0 or "attachment" is not null) and "body" is not null',
    values: ['now', 'id'],
  },
  addPortalRecord: {
    text: 'insert into "portal_record" ("kind", "id", "orgno", "state", "lookup", "revision", "created_at", "updated_at", "document") values (?, ?, ?, ?, ?, 1, ?, ?, ?) on conflict ("kind", "id") do nothing',
    values: ['kind', 'id', 'orgno', 'state', 'lookup', 'now', 'now', 'document'],
  },
  changePortalRecord: {
    text: 'update "portal_record" set "orgno" = ?, "state" = ?, "lookup" = ?, "revision" = "revision" + 1, "updated_at" = ?, "document" = ? where "kind" = ? and "id" = ? and "revision" = ?',
    values: ['orgno', 'state', 'lookup', 'now', 'document', 'kind', 'id', 'expected'],
  },
  findPortalRecord: {
    text: 'select "document", "revision", "created_at", "updated_at" from "portal_record" where "kind" = ? and "id" = ?',
    values: ['kind', 'id'],
  },
  keepPortalRevision: {
    text: 'insert into "portal_revision" ("kind", "id", "revision", "written_at", "document") select "kind", "id", "revision", "updated_at", "document" from "portal_record" where "kind" = ? and "id" = ? and "revision" = ?',
    values: ['kind', 'id', 'expected'],
  },
  listPortalRecords: {
    text: 'select "document", "revision", "created_at", "updated_at" from "portal_record" where "kind" = ? order by "place"',
    values: ['kind'],
  },
  listPortalRecordsByLookup: {
    text: 'select "document", "revision", "created_at", "updated_at" from "portal_record" where "kind" = ? and "lookup" = ? order by "place"',
    values: ['kind', 'lookup'],
  },
  listPortalRecordsInState: {
    text: 'select "document", "revision", "created_at", "updated_at" from "portal_record" where "kind" = ? and "state" = ? order by "place"',
    values: ['kind', 'state'],
  },
  listPortalRecordsOfOrganisation: {
    text: 'select "document", "revision", "created_at", "updated_at" from "portal_record" where "kind" = ? and "orgno" = ? order by "place"',
    values: ['kind', 'orgno'],
  },
  listPortalRevisions: {
    text: 'select "document", "revision", "written_at" from "portal_revision" where "kind" = ? and "id" = ? order by "revision"',
    values: ['kind', 'id'],
  },
  removePortalRecord: {
    text: 'delete from "portal_record" where "kind" = ? and "id" = ?',
    values: ['kind', 'id'],
  },
  removePortalRevisions: {
    text: 'delete from "portal_revision" where "kind" = ? and "id" = ?',
    values: ['kind', 'id'],
  },
  appendJournal: {
    text: 'insert into "journal" ("id", "at", "orgno", "actor_id", "action", "object_kind", "object_id", "document", "prev_hash", "hash") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    values: ['id', 'at', 'orgno', 'actorId', 'action', 'objectKind', 'objectId', 'document', 'prevHash', 'hash'],
  },
  findJournalHead: {
    text: 'select "id", "hash" from "journal" where "id" > 0 order by "id" desc limit 1',
    values: [],
  },
  listJournal: {
    text: 'select "id", "document", "prev_hash", "hash" from "journal" where "id" < ? and "at" >= ? and "at" < ? and (? = 1 or "orgno" = ?) and (? = 1 or "object_kind" = ?) and (? = 1 or "object_id" = ?) and (? = 1 or "actor_id" = ?) and "action" like ? order by "id" desc limit ?',
    values: [
      'beforeId',
      'from',
      'until',
      'anyOrgno',
      'orgno',
      'anyObjectKind',
      'objectKind',
      'anyObjectId',
      'objectId',
      'anyActorId',
      'actorId',
      'action',
      'limit',
    ],
  },
  walkJournal: {
    text: 'select "id", "document", "prev_hash", "hash" from "journal" where "id" > ? order by "id" limit ?',
    values: ['afterId', 'limit'],
  },
  listCredentialUses: {
    text: 'select "credential_id", "first_used_at", "last_used_day" from "credential_use" where "environment" = ? and "client_id" = ? order by "credential_id"',
    values: ['environment', 'clientId'],
  },
  noteCredentialUse: {
    text: 'insert into "credential_use" ("environment", "client_id", "credential_id", "first_used_at", "last_used_day") values (?, ?, ?, ?, ?) on conflict ("environment", "client_id", "credential_id") do update set "last_used_day" = "excluded"."last_used_day"',
    values: ['environment', 'clientId', 'credentialId', 'now', 'day'],
  },
  addLoginCount: {
    text: 'insert into "login_count" ("environment", "day", "client_id", "eid", "logins") values (?, ?, ?, ?, ?) on conflict ("environment", "day", "client_id", "eid") do update set "logins" = "login_count"."logins" + "excluded"."logins"',
    values: ['environment', 'day', 'clientId', 'eid', 'logins'],
  },
  appendProtocolLog: {
    text: 'insert into "protocol_log" ("environment", "client_id", "at", "correlation_id", "kind", "document") values (?, ?, ?, ?, ?, ?)',
    values: ['environment', 'clientId', 'at', 'correlationId', 'kind', 'document'],
  },
  findInProtocolLog: {
    text: 'select "place", "environment", "client_id", "at", "correlation_id", "kind", "document" from "protocol_log" where "correlation_id" = ? order by "place" limit ?',
    values: ['correlationId', 'limit'],
  },
  firstInProtocolLog: {
    text: 'select "at" from "protocol_log" where "environment" = ? and "client_id" = ? and "kind" = ? order by "place" limit ?',
    values: ['environment', 'clientId', 'kind', 'limit'],
  },
  listLoginCounts: {
    text: 'select "environment", "day", "client_id", "eid", "logins" from "login_count" where "environment" = ? and "day" >= ? and "day" <= ? order by "day", "client_id", "eid"',
    values: ['environment', 'fromDay', 'untilDay'],
  },
  listProtocolLog: {
    text: 'select "place", "environment", "client_id", "at", "correlation_id", "kind", "document" from "protocol_log" where "environment" = ? and "client_id" = ? and "kind" = ? and "place" < ? and "at" >= ? and "at" <= ? order by "place" desc limit ?',
    values: ['environment', 'clientId', 'kind', 'before', 'from', 'until', 'limit'],
  },
  oldestInProtocolLog: {
    text: 'select "place" from "protocol_log" where "place" > ? order by "place" limit ?',
    values: ['after', 'limit'],
  },
  sweepProtocolLog: {
    text: 'delete from "protocol_log" where "place" >= ? and "place" < ? and "at" < ?',
    values: ['from', 'until', 'before'],
  },
  appendLoginHistory: {
    text: 'insert into "login_history" ("environment", "person_ref", "at", "owner_orgno", "onbehalfof_orgno", "result", "document") values (?, ?, ?, ?, ?, ?, ?)',
    values: ['environment', 'personRef', 'at', 'ownerOrgno', 'onbehalfofOrgno', 'result', 'document'],
  },
  loginHistoryOfPerson: {
    text: 'select "environment", "person_ref", "at", "owner_orgno", "result", "document" from "login_history" where "environment" = ? and "person_ref" = ? and "at" >= ? order by "at" desc, "place" desc limit ? offset ?',
    values: ['environment', 'personRef', 'from', 'limit', 'skip'],
  },
  loginHistoryOfPersonAt: {
    text: 'select "environment", "person_ref", "at", "owner_orgno", "result", "document" from "login_history" where "environment" = ? and "person_ref" = ? and "at" >= ? and "result" = ? and ("owner_orgno" = ? or "onbehalfof_orgno" = ?) order by "at" desc, "place" desc limit ?',
    values: ['environment', 'personRef', 'from', 'result', 'orgno', 'orgno', 'limit'],
  },
  oldestInLoginHistory: {
    text: 'select "place" from "login_history" where "place" > ? order by "place" limit ?',
    values: ['after', 'limit'],
  },
  sweepLoginHistory: {
    text: 'delete from "login_history" where "place" >= ? and "place" < ? and "at" < ?',
    values: ['from', 'until', 'before'],
  },
  findScopeAccess: {
    text: 'select "scope", "consumer_orgno", "state", "origin", "created_at", "updated_at", "told_at" from "scope_access" where "environment" = ? and "scope" = ? and "consumer_orgno" = ?',
    values: ['environment', 'scope', 'consumerOrgno'],
  },
  listApprovedAccess: {
    text: 'select "scope", "consumer_orgno" from "scope_access" where "environment" = ? and "state" = ? order by "scope", "consumer_orgno"',
    values: ['environment', 'state'],
  },
  listConsumerAccess: {
    text: 'select "scope", "consumer_orgno", "state", "origin", "created_at", "updated_at", "told_at" from "scope_access" where "environment" = ? and "consumer_orgno" = ? order by "scope"',
    values: ['environment', 'consumerOrgno'],
  },
  listScopeAccess: {
    text: 'select "scope", "consumer_orgno", "state", "origin", "created_at", "updated_at", "told_at" from "scope_access" where "environment" = ? and "scope" = ? order by "consumer_orgno"',
    values: ['environment', 'scope'],
  },
  listUntoldAccess: {
    text: 'select "scope", "consumer_orgno", "state", "origin", "created_at", "updated_at", "told_at" from "scope_access" where "environment" = ? and "told_at" is null order by "updated_at"',
    values: ['environment'],
  },
  noteAccessTold: {
    text: 'update "scope_access" set "told_at" = ? where "environment" = ? and "scope" = ? and "consumer_orgno" = ?',
    values: ['now', 'environment', 'scope', 'consumerOrgno'],
  },
  saveScopeAccess: {
    text: 'insert into "scope_access" ("environment", "scope", "consumer_orgno", "state", "origin", "created_at", "updated_at", "told_at") values (?, ?, ?, ?, ?, ?, ?, ?) on conflict ("environment", "scope", "consumer_orgno") do update set "state" = "excluded"."state", "origin" = "excluded"."origin", "updated_at" = "excluded"."updated_at", "told_at" = "excluded"."told_at"',
    values: ['environment', 'scope', 'consumerOrgno', 'state', 'origin', 'createdAt', 'updatedAt', 'toldAt'],
  },
  addDelegation: {
    text: 'insert into "delegation" ("environment", "scope", "consumer_orgno", "supplier_orgno", "origin", "created_at") values (?, ?, ?, ?, ?, ?) on conflict ("environment", "scope", "consumer_orgno", "supplier_orgno") do nothing',
    values: ['environment', 'scope', 'consumerOrgno', 'supplierOrgno', 'origin', 'createdAt'],
  },
  findDelegation: {
    text: 'select "created_at" from "delegation" where "environment" = ? and "scope" = ? and "consumer_orgno" = ? and "supplier_orgno" = ?',
    values: ['environment', 'scope', 'consumerOrgno', 'supplierOrgno'],
  },
  listDelegations: {
    text: 'select "scope", "consumer_orgno", "supplier_orgno", "origin", "created_at" from "delegation" where "environment" = ? order by "scope", "consumer_orgno", "supplier_orgno"',
    values: ['environment'],
  },
  removeDelegation: {
    text: 'delete from "delegation" where "environment" = ? and "scope" = ? and "consumer_orgno" = ? and "supplier_orgno" = ?',
    values: ['environment', 'scope', 'consumerOrgno', 'supplierOrgno'],
  },
} as const
