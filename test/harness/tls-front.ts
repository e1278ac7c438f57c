import { request as forward } from 'node:http'
import { createServer } from 'node:https'
import { makeCertifiedKey } from './certified-key.ts'

/** What stands before a service in production and speaks https for it; its certificate is its own. */
export interface TlsFront {
  readonly port: number
  close(): Promise<void>
}

/** Opens https on a free port and hands every request to the program on `targetPort` of this machine. */
export async function openTlsFront(host: string, port: number, targetPort: number): Promise<TlsFront> {
  const nowSeconds = Math.floor(Date.now() / 1000)
  const { privateKey, x5c } = await makeCertifiedKey(host, nowSeconds)
  const cert = `-----BEGIN CERTIFICATE-----\n${x5c[0]}\n-----END CERTIFICATE-----\n`
  const server = createServer({ key: privateKey, cert }, (asked, answer) => {
    const { method = 'GET', url = '/', headers } = asked
    const onward = forward({ host: 'localhost', port: targetPort, method, path: url, headers }, (answered) => {
      answer.writeHead(answered.statusCode ?? 502, answered.headers)
      answered.pipe(answer)
    })
    onward.on('error', () => answer.writeHead(502).end())
    asked.pipe(onward)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
