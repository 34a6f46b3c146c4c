// pouchdb-server's engine: express-pouchdb over leveldb. `node pouchdb.cjs <folder>`; says its address once it listens.
const { createServer } = require('node:http')
const express = require('express')
const PouchDB = require('pouchdb-core')
  .plugin(require('pouchdb-adapter-leveldb'))
  .plugin(require('pouchdb-mapreduce'))
  .plugin(require('pouchdb-replication'))
  .plugin(require('pouchdb-find'))

const folder = process.argv[2]
const app = express()
app.use(require('express-pouchdb')(PouchDB.defaults({ prefix: `${folder}/`, adapter: 'leveldb' }), { inMemoryConfig: true, logPath: `${folder}/log.txt` }))
const server = createServer(app)
server.listen(0, '127.0.0.1', () => process.stdout.write(`listening http://127.0.0.1:${server.address().port}\n`))
