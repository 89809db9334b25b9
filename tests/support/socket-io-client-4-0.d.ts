/** The oldest client that we claim brings its types at a place where TypeScript does not look; they are those of the current one. */
declare module 'socket.io-client-4-0' {
  export { io } from 'socket.io-client'
}
