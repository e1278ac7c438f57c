import type { FastifyInstance } from 'fastify'

/** The bytes of a logo that a page of this environment shows. */
export type FindLogo = (hash: string) => Promise<Buffer | undefined>

const found = {
  'content-type': 'image/png',
  'cache-control': 'public, max-age=31536000, immutable',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; sandbox",
}

/** `GET /logo/<SHA-256>.png`: the logos of services, from our own address and for good under their hash (LOGO-3, REG-121). */
export function addLogoFile(app: FastifyInstance, findLogo: FindLogo): void {
  app.get<{ Params: { readonly file: string } }>('/logo/:file', async (request, reply) => {
    const hash = /^([0-9a-f]{64})\.png$/.exec(request.params.file)?.[1]
    const png = hash === undefined ? undefined : await findLogo(hash)
    return png === undefined ? reply.callNotFound() : reply.headers(found).send(png)
  })
}
