import type { KeyRing, Signer } from '../../signing/signer.ts'

/** Keys of the machine issuer: made and opened when they are first asked for, since most gateways are never asked. */
export interface MachineKeys {
  open(): Promise<MachineSigning>
  /** What was opened; undefined while nobody has asked. */
  opened(): Promise<MachineSigning> | undefined
}

interface MachineSigning {
  readonly signer: Signer
  readonly keyRing: KeyRing
  readonly refresh: () => Promise<void>
}

/** Keeps what `open` made. A failure is not kept. */
export function openMachineKeys(open: MachineKeys['open']): MachineKeys {
  let opened: ReturnType<MachineKeys['open']> | undefined
  return {
    open() {
      opened ??= open().catch((error: unknown) => {
        opened = undefined
        throw error
      })
      return opened
    },
    opened: () => opened,
  }
}
