import { createReadStream, existsSync, statSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname, extname, join, normalize } from 'node:path'

export interface Served {
  readonly url: string
  close(): Promise<void>
}

export interface ServeOptions {
  readonly dist: string
  readonly diskRoot: string
  /** The compiled package and the settings of the start, as JSON. */
  readonly boot: () => string
  /** One host call, JSON in and out; used for the calls the program makes synchronously. */
  readonly call: (text: string) => Promise<string>
}

/** A web server on the loopback that hands the browser its side of the harness, the package's images and the phone's files. */
export async function serve({ dist, diskRoot, boot, call }: ServeOptions): Promise<Served> {
  const folders: Record<string, string> = { dist, disk: diskRoot, browser: join(__dirname, 'browser') }
  const vendor: Record<string, string> = {
    'glass-easel.js': moduleFile('glass-easel', 'glass_easel.all.es.js'),
    'adapter.js': moduleFile('glass-easel-miniprogram-adapter', 'glass_easel_miniprogram_adapter.es.js'),
  }
  const server = createServer((request, response) => void answer(request, response))

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [first = '', ...rest] = decodeURIComponent(new URL(request.url ?? '/', 'http://x').pathname).slice(1).split('/')
    if (first === 'host') return json(response, await call(await bodyOf(request)))
    if (first === 'boot') return json(response, boot())
    if (first === '') return file(response, join(__dirname, 'browser', 'shell.html'))
    if (first === 'vendor') return file(response, vendor[rest.join('/')] ?? '')
    const folder = folders[first]
    return file(response, folder === undefined ? '' : join(folder, normalize(`/${rest.join('/')}`)))
  }

  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise(done => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

const moduleFile = (name: string, file: string): string => join(dirname(require.resolve(name)), file)

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
}

function file(response: ServerResponse, path: string): void {
  if (!existsSync(path) || !statSync(path).isFile()) {
    response.writeHead(404).end()
    return
  }
  response.writeHead(200, { 'content-type': types[extname(path)] ?? 'application/octet-stream' })
  createReadStream(path).pipe(response)
}

function json(response: ServerResponse, text: string): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(text)
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}
