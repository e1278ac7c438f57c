import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Received {
  readonly method: string
  /** Path and query. */
  readonly path: string
  readonly cookie: string | undefined
  readonly body: string
}

/** An answer: a file, or the way on to another address. */
export type ReceiverFile = { readonly type: string; readonly content: string | Buffer } | { readonly location: string }

/** A service on another site than the gateway: 127.0.0.1 where that is localhost. It writes down what it is asked. */
export interface Receiver {
  readonly origin: string
  readonly received: readonly Received[]
  /** What is answered at a path; others get a page that says so. */
  readonly files: Map<string, ReceiverFile>
  /** The newest request of a path, or undefined. */
  last(path: string): Received | undefined
  close(): Promise<void>
}

export async function openReceiver(port = 0): Promise<Receiver> {
  const received: Received[] = []
  const files = new Map<string, ReceiverFile>()
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (part) => {
      body += part
    })
    request.on('end', () => {
      const path = request.url ?? '/'
      received.push({ method: request.method ?? '', path, cookie: request.headers.cookie, body })
      const file = files.get(path.split('?', 1)[0] ?? '')
      if (file !== undefined && 'location' in file) return response.writeHead(303, { location: file.location }).end()
      response.writeHead(200, { 'content-type': file?.type ?? 'text/html; charset=utf-8' })
      return response.end(file?.content ?? '<!doctype html><html lang="en"><title>Received</title><h1>Received</h1>')
    })
  })
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    files,
    last: (path) => received.findLast((each) => each.path.split('?', 1)[0] === path),
    close: () =>
      new Promise((closed) => {
        server.closeAllConnections()
        server.close(() => closed())
      }),
  }
}
