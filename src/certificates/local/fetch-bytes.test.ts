import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { after, before, test } from 'node:test'
import { fetchBytes } from './fetch-bytes.ts'

const asked: string[] = []
const server = createServer((request, response) => {
  asked.push(`${request.method} ${request.url} ${request.headers['content-type'] ?? ''}`.trim())
  if (request.url === '/list') response.end('list')
  else if (request.url === '/moved') response.writeHead(302, { location: '/list' }).end()
  else if (request.url === '/endless') {
    const more = (): void => {
      while (!response.destroyed && response.write(Buffer.alloc(1024 * 1024)));
      response.once('drain', more)
    }
    more()
  } else response.writeHead(404).end('no list')
})
let base = ''
before(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  base = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
})
after(() => {
  server.closeAllConnections()
  server.close()
})

test('CR-4 a list is fetched from its address and a responder is asked by POST', async () => {
  assert.equal((await fetchBytes(`${base}/list`)).toString(), 'list')
  const ask = { body: Buffer.from('question'), contentType: 'application/ocsp-request' }
  assert.equal((await fetchBytes(`${base}/list`, ask)).toString(), 'list')
  assert.deepEqual(asked, ['GET /list', 'POST /list application/ocsp-request'])
})

test('CR-4 neither a redirect, an error nor more than 16 MiB is taken for a list', async () => {
  asked.length = 0
  for (const path of ['/moved', '/missing', '/endless']) await assert.rejects(fetchBytes(`${base}${path}`))
  assert.deepEqual(asked, ['GET /moved', 'GET /missing', 'GET /endless'])
})
