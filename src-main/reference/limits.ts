/** How much is too much, and what is answered then. */
export interface Limit {
  readonly of: string
  readonly limit: string
  readonly beyond: string
}

export const limits: readonly Limit[] = [
  {
    of: 'Requests of one session a second',
    limit: '500, and two seconds\' worth at once; the setting `requestsPerSecond` changes it',
    beyond: 'HTTP 429 with return code 9 and `Retry-After: 1`. Nothing of the request was done, and no other session waits for it'
  },
  { of: 'The body of a request', limit: '1 MiB', beyond: 'HTTP 400 with return code 10, and the connection is closed' },
  { of: 'The headers of a request', limit: '16 KiB', beyond: 'HTTP 431 with return code 10' },
  { of: 'The time for a request to arrive', limit: '10 s for its headers, 30 s for all of it', beyond: 'HTTP 408 with return code 10' },
  {
    of: 'Frames that wait for a client which does not read',
    limit: '250 frames or 1 MiB',
    beyond: 'The socket is closed; with `since` the client gets what it missed'
  },
  { of: 'A packet on a socket', limit: '16 KiB', beyond: 'The socket is closed: clients have nothing to say there but who they are' },
  { of: 'A text', limit: '64,000 characters', beyond: 'Return code 10' },
  { of: 'A note to a colleague', limit: '1,000 characters', beyond: 'Return code 10' },
  { of: 'The user data of a chat', limit: '200,000 characters as JSON', beyond: 'Return code 10' },
  { of: 'Messages in one Bayeux request', limit: '100', beyond: 'Return code 10' }
]
