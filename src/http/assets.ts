import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'
import type { PageAssets } from '../pages/frame.ts'

/** The files that pages load, read once, each at an address that names its content: cached for good, never stale. */
export interface AssetFiles {
  readonly addresses: PageAssets
  readonly files: ReadonlyMap<
    string,
    { readonly type: string; readonly plain: Buffer; readonly brotli: Buffer | undefined }
  >
}

const names = {
  css: 'portvakt.css',
  font: 'inter-4.1.woff2',
  logoutScript: 'logout.js',
  formPostScript: 'form-post.js',
} as const
const types: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  woff2: 'font/woff2',
}

/** Reads the files of a folder. The stylesheet names its font relative to itself, so all share one folder named by their hash. */
export function readAssets(folder: string): AssetFiles {
  const read = Object.values(names).map((name) => ({
    name,
    type: types[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
    plain: readFileSync(`${folder}/${name}`),
    brotli: readIfThere(`${folder}/${name}.br`),
  }))
  const hash = createHash('sha256')
  for (const { plain } of read) hash.update(plain)
  const base = `/assets/${hash.digest('hex').slice(0, 16)}`
  return {
    addresses: {
      css: `${base}/${names.css}`,
      font: `${base}/${names.font}`,
      logoutScript: `${base}/${names.logoutScript}`,
      formPostScript: `${base}/${names.formPostScript}`,
    },
    files: new Map(read.map((file) => [`${base}/${file.name}`, file])),
  }
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path)
  } catch {
    return undefined
  }
}

/** Serves them from memory: they are few, small, and asked for by everybody. */
export function addAssets(app: FastifyInstance, assets: AssetFiles): void {
  for (const [path, file] of assets.files) {
    const headers = {
      'content-type': file.type,
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      'access-control-allow-origin': '*',
      vary: 'Accept-Encoding',
    }
    app.get(path, (request, reply) => {
      const acceptsBrotli = /\bbr\b/.test(String(request.headers['accept-encoding'] ?? ''))
      if (file.brotli !== undefined && acceptsBrotli)
        return reply.headers({ ...headers, 'content-encoding': 'br' }).send(file.brotli)
      return reply.headers(headers).send(file.plain)
    })
  }
}
