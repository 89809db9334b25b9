// Runs before anything else is loaded: better-sqlite3 crashes the whole process on Node 20, and a sentence is kinder.
const [major] = process.versions.node.split('.').map(Number)

if (major < 24) {
  process.stderr.write(
    `Aside needs Node 24 and found ${process.versions.node}. It brings its own: run "npm ci" in this folder, and if npm ` +
      'was told to run no install scripts, run "npm rebuild node" as well. Then start Aside by "npm start" or "npm run aside".\n'
  )
  process.exit(3)
}
