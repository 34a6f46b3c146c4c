// parse-server on the PostgreSQL given by PGHOST, PGUSER, PGPASSWORD, PGDATABASE. Says its address once it listens.
const { createServer } = require('node:http')
const express = require('express')
const { ParseServer } = require('parse-server')

async function main() {
  const { PGHOST, PGUSER, PGPASSWORD, PGDATABASE } = process.env
  const parse = new ParseServer({
    databaseURI: 'postgres://localhost/bench',
    databaseOptions: { host: PGHOST, user: PGUSER, password: PGPASSWORD, database: PGDATABASE, max: 10 },
    appId: 'bench', masterKey: 'bench', serverURL: 'http://127.0.0.1/parse', silent: true, logLevel: 'error', logsFolder: null,
    allowClientClassCreation: true, enableAnonymousUsers: false,
  })
  await parse.start()
  const app = express()
  app.use('/parse', parse.app)
  const server = createServer(app)
  server.listen(0, '127.0.0.1', () => process.stdout.write(`listening http://127.0.0.1:${server.address().port}\n`))
}

void main()
