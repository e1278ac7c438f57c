import type { KeyRing, Signer } from '../../../signing/signer.ts'

/** The keys that reports of an environment are signed with (VER-61); made when the first report is sealed. */
export interface ReportKeys {
  open(environmentName: string): Promise<{ readonly signer: Signer; readonly keyRing: KeyRing }>
  /** Key rings of all environments that have keys, with the environment's name. */
  known(): Promise<readonly { readonly environment: string; readonly keyRing: KeyRing }[]>
}

export const reportType = 'verification-report+jwt'
