import { Agent, type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from 'node:http'

/** An answer, read whole. */
export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

/** Keep-alive connections to one server on this machine. */
export interface HttpAgent {
  /** `http://localhost:<port>`: what the server calls itself. */
  readonly origin: string
  /** Sends one request, a form if `form` is given; `path` may be a whole address on the server. */
  send(path: string, headers?: OutgoingHttpHeaders, form?: string): Promise<Answer>
  close(): void
}

const answerMilliseconds = 10_000

/** Connects to 127.0.0.1 only. A request that gets no answer within ten seconds rejects. */
export function openHttpAgent(port: number): HttpAgent {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 })
  const origin = `http://localhost:${port}`
  return {
    origin,
    send: (path, headers = {}, form = undefined) =>
      new Promise((resolve, reject) => {
        const sent = request(
          {
            agent,
            host: '127.0.0.1',
            port,
            method: form === undefined ? 'GET' : 'POST',
            path: path.startsWith(origin) ? path.slice(origin.length) : path,
            timeout: answerMilliseconds,
            headers: {
              host: `localhost:${port}`,
              ...headers,
              ...(form === undefined
                ? {}
                : { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(form) }),
            },
          },
          (message) => {
            let text = ''
            message.setEncoding('utf8')
            message.on('data', (chunk: string) => {
              text += chunk
            })
            message.on('error', reject)
            message.on('end', () => resolve({ status: message.statusCode ?? 0, headers: message.headers, text }))
          },
        )
        sent.on('timeout', () => sent.destroy(new Error(`no answer from port ${port} to ${path.split('?')[0]}`)))
        sent.on('error', reject)
        sent.end(form)
      }),
    close: () => agent.destroy(),
  }
}
