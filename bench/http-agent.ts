import { connect, type Socket } from 'node:net'
import { readAnswer } from './read-answer.ts'

/** An answer, read whole. */
export interface Answer {
  readonly status: number
  /** Value of the first header of this name, given in small letters. */
  header(name: string): string | undefined
  /** The Set-Cookie headers. */
  readonly setCookies: readonly string[]
  readonly text: string
}

/** Kept-alive connections to one server on this machine. */
export interface HttpAgent {
  /** `http://localhost:<port>`: what the server calls itself. */
  readonly origin: string
  /** Sends one request, a form if `form` is given; `path` may be a whole address on the server. */
  send(path: string, headers?: Readonly<Record<string, string>>, form?: string): Promise<Answer>
  close(): void
}

interface Connection {
  readonly socket: Socket
  received: Buffer
  waiting: { readonly resolve: (answer: Answer) => void; readonly reject: (error: Error) => void } | undefined
  idleSince: number
}

const answerMilliseconds = 10_000
// Servers close what rests for five seconds or more; one that might just be closing is not used again.
const longestIdleMilliseconds = 2000

/**
 * Connects to 127.0.0.1 only. A request that gets no answer within ten seconds rejects. Written on bare sockets, since
 * the client of node:http takes twice the CPU, and the client shares the cores with the server that is measured.
 */
export function openHttpAgent(port: number): HttpAgent {
  const origin = `http://localhost:${port}`
  const idle: Connection[] = []
  const all = new Set<Connection>()

  const open = (): Connection => {
    const socket = connect({ host: '127.0.0.1', port, noDelay: true })
    const connection: Connection = { socket, received: Buffer.alloc(0), waiting: undefined, idleSince: 0 }
    all.add(connection)
    const fail = (error: Error): void => {
      all.delete(connection)
      socket.destroy()
      const { waiting } = connection
      connection.waiting = undefined
      waiting?.reject(error)
    }
    socket.setTimeout(answerMilliseconds)
    socket.on('timeout', () => fail(new Error(`no answer from port ${port} in ten seconds`)))
    socket.on('error', fail)
    socket.on('close', () => fail(new Error(`port ${port} closed the connection before it answered`)))
    socket.on('data', (chunk: Buffer) => {
      connection.received = connection.received.length === 0 ? chunk : Buffer.concat([connection.received, chunk])
      const answer = readAnswer(connection.received)
      if (answer === undefined) return
      const { waiting } = connection
      connection.received = Buffer.alloc(0)
      connection.waiting = undefined
      connection.idleSince = performance.now()
      if (answer.header('connection') !== 'close') idle.push(connection)
      waiting?.resolve(answer)
    })
    return connection
  }

  const takeConnection = (): Connection => {
    const now = performance.now()
    for (let connection = idle.pop(); connection !== undefined; connection = idle.pop()) {
      if (all.has(connection) && now - connection.idleSince < longestIdleMilliseconds) return connection
      connection.socket.destroy()
    }
    return open()
  }

  return {
    origin,
    send(path, headers = {}, form = undefined) {
      let head = `${form === undefined ? 'GET' : 'POST'} ${path.startsWith(origin) ? path.slice(origin.length) : path} HTTP/1.1\r\nhost: localhost:${port}\r\n`
      for (const name in headers) head += `${name}: ${headers[name]}\r\n`
      if (form !== undefined)
        head += `content-type: application/x-www-form-urlencoded\r\ncontent-length: ${Buffer.byteLength(form)}\r\n`
      return new Promise((resolve, reject) => {
        const connection = takeConnection()
        connection.waiting = { resolve, reject }
        connection.socket.write(`${head}\r\n${form ?? ''}`)
      })
    },
    close() {
      for (const { socket } of all) socket.destroy()
    },
  }
}
