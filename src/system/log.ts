/** Fields of a log line. Secrets and national ids cannot print themselves (protocol/national-id.ts, protocol/secret.ts). */
export type LogFields = Readonly<Record<string, unknown>>

/** A structured log: one line a call, JSON, no secrets (HTTP-18). */
export interface Log {
  debug(fields: LogFields, message: string): void
  info(fields: LogFields, message: string): void
  warn(fields: LogFields, message: string): void
  error(fields: LogFields, message: string): void
}
