// Loaded before Aside in a process of its own: ends it as power tools do, at the wanted place. Nothing of this is in Aside.
// SIGUSR2 arms it with what the file named by ASIDE_KILL says: { point, after }, the n-th time that this place is come to.
import { readFileSync } from 'node:fs'
import { ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import Database from 'better-sqlite3'

let wanted = null
let times = 0

process.on('SIGUSR2', () => {
  wanted = JSON.parse(readFileSync(process.env.ASIDE_KILL, 'utf8'))
  times = 0
  process.stderr.write('armed\n')
})

function at(point) {
  if (wanted?.point !== point) return
  times += 1
  if (times === wanted.after) process.kill(process.pid, 'SIGKILL')
}

const { transaction } = Database.prototype
Database.prototype.transaction = function (write) {
  const wrapped = transaction.call(this, function (...args) {
    const result = write.apply(this, args)
    at('inside the transaction')
    return result
  })
  return (...args) => {
    at('before the transaction')
    const result = wrapped(...args)
    at('after the commit, before anybody is told')
    return result
  }
}

const textFrame = 0x81
const { write } = Socket.prototype
Socket.prototype.write = function (chunk, ...rest) {
  const isFrame = typeof chunk !== 'string' && chunk[0] === textFrame && chunk.length <= 10
  if (isFrame) this.isTelling = true
  const sent = write.call(this, chunk, ...rest)
  if (isFrame && this.writableCorked > 0) {
    if (wanted?.point === 'in the middle of a frame' && times + 1 === wanted.after) this.uncork()
    at('in the middle of a frame')
  } else if (this.isTelling) {
    this.isTelling = false
    if (wanted?.point === 'after a frame, before the next' && times + 1 === wanted.after) while (this.writableCorked > 0) this.uncork()
    at('after a frame, before the next')
  }
  return sent
}

const { end } = ServerResponse.prototype
ServerResponse.prototype.end = function (...args) {
  at('after everybody was told, before the answer')
  const ended = end.apply(this, args)
  at('after the answer')
  return ended
}
