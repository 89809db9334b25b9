import { networkInterfaces } from 'node:os'

/** The addresses of this computer in its networks, IPv4 alone since people may have to type them; `ASIDE_LAN_ADDRESS` names another one. */
export function lanAddresses(): string[] {
  const named = process.env['ASIDE_LAN_ADDRESS']
  if (named !== undefined && named !== '') return [named]
  const all = Object.values(networkInterfaces()).flatMap((addresses = []) => addresses)
  const found = all.filter(({ family, internal, address }) => family === 'IPv4' && !internal && !address.startsWith('169.254.')).map(({ address }) => address)
  // Those of homes, schools and offices before what a virtual machine or a tunnel has.
  const isUsual = (address: string): number => Number(/^(?:192\.168\.|10\.)/.test(address))
  return [...new Set(found)].sort((one, other) => isUsual(other) - isUsual(one))
}
