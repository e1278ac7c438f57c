/** Logos that pages of one environment show, by the hash of their bytes. What is written is never another picture. */
export interface LogoShelf {
  /** The bytes of the PNG. */
  find(hash: string): Promise<Buffer | undefined>
  /** Writing the same again does no harm. */
  save(hash: string, png: Buffer): Promise<void>
  remove(hash: string): Promise<void>
}
