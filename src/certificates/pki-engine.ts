import * as pkijs from 'pkijs'

// The type of the engine is behind the newest DOM types by methods that nobody here uses.
export const pkiEngine = () =>
  new pkijs.CryptoEngine({ name: 'node', crypto: crypto as never }) as unknown as pkijs.ICryptoEngine

/** A copy with a buffer of its own: the library wants whole buffers. */
export const bytesOf = (buffer: Uint8Array): ArrayBuffer => new Uint8Array(buffer).buffer
