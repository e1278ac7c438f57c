import type { FastifyInstance, FastifyRequest } from 'fastify'

/** A file of a posted form. */
export interface PostedFile {
  readonly name: string
  readonly bytes: Buffer
}

declare module 'fastify' {
  interface FastifyRequest {
    /** The files of a posted form. Empty for everything else. */
    files: readonly PostedFile[]
  }
}

/**
 * Lets the doors that `add` opens take forms with files; every other door of the site refuses them. The platform's own
 * reader takes the form apart. `mostBytes`: of the whole form.
 */
export function withFiles(app: FastifyInstance, mostBytes: number, add: (app: FastifyInstance) => void): void {
  app.register((inner, _options, done) => {
    inner.decorateRequest('files', null as unknown as readonly PostedFile[])
    inner.addContentTypeParser(
      'multipart/form-data',
      { parseAs: 'buffer', bodyLimit: mostBytes },
      (request, body: Buffer, parsed) => {
        readForm(request, body).then(
          () => parsed(null, undefined),
          () => parsed(Object.assign(new Error('the form cannot be read'), { statusCode: 400 })),
        )
      },
    )
    inner.addHook('onRequest', async (request) => {
      request.files = []
    })
    add(inner)
    done()
  })
}

async function readForm(request: FastifyRequest, body: Buffer): Promise<void> {
  const type = request.headers['content-type'] ?? ''
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData()
  const files: PostedFile[] = []
  for (const [name, value] of form) {
    if (typeof value === 'string') request.form.append(name, value)
    // An empty file field comes as a file without name and content.
    else if (value.size > 0 || value.name !== '')
      files.push({ name: value.name, bytes: Buffer.from(await value.arrayBuffer()) })
  }
  request.files = files
}
