// Loaded before a program: writes down whomever it connects to and whichever name it looks up, into ASIDE_NETWORK_LOG.
import dns from 'node:dns'
import { appendFileSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import net from 'node:net'

const note = (what) => appendFileSync(process.env.ASIDE_NETWORK_LOG, `${what}\n`)

const { connect } = net.Socket.prototype
net.Socket.prototype.connect = function (...args) {
  const [first] = args.flat()
  note(typeof first === 'object' ? `${first?.host ?? first?.path ?? 'localhost'}` : String(args[1] ?? 'localhost'))
  return connect.apply(this, args)
}

const { lookup } = dns
dns.lookup = (name, ...rest) => {
  note(name)
  return lookup(name, ...rest)
}
syncBuiltinESMExports()
