/** The picture of a service on the pages of a login (CLI-22): named by the SHA-256 of its bytes, hexadecimal. Pixels. */
export interface Logo {
  readonly hash: string
  readonly width: number
  readonly height: number
}

/** What may be sent as one (LOGO-1, LOGO-2). */
export const logoLimits = { bytes: 200_000, height: 90, width: 800 } as const

/** Pages show a wider one smaller (LOGO-1). */
export const advisedLogoWidth = 135

/** Where a gateway serves it, below its own address (LOGO-3). */
export const logoPath = ({ hash }: Pick<Logo, 'hash'>): string => `/logo/${hash}.png`
