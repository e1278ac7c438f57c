import { BlockList, isIPv4, isIPv6 } from 'node:net'

/** What an address that the gateway is about to call belongs to. */
export type AddressKind = 'public' | 'loopback' | 'not-public'

/** Everything of IPv4 that is not the public Internet (RFC 6890 and its registry), save loopback. */
const notPublicIpv4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  // Link-local, and where clouds keep their instance metadata.
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  // Multicast, reserved, broadcast.
  ['224.0.0.0', 3],
] as const

/** Inside the global unicast addresses of IPv6: special uses, documentation, and tunnels, which lead to an IPv4 address. */
const notPublicIpv6 = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['2620:4f:8000::', 48],
  ['3fff::', 20],
] as const

const ipv4 = new BlockList()
for (const [network, bits] of notPublicIpv4) ipv4.addSubnet(network, bits, 'ipv4')
const loopbackIpv4 = new BlockList()
loopbackIpv4.addSubnet('127.0.0.0', 8, 'ipv4')
const globalIpv6 = new BlockList()
globalIpv6.addSubnet('2000::', 3, 'ipv6')
const ipv6 = new BlockList()
for (const [network, bits] of notPublicIpv6) ipv6.addSubnet(network, bits, 'ipv6')
const loopbackIpv6 = new BlockList()
loopbackIpv6.addAddress('::1', 'ipv6')

/**
 * Judges an IP address that a name was resolved to. Whatever is not known to be public is `not-public`, also a text that is
 * no address; an IPv6 address with an IPv4 address inside is never public, for it would be a second spelling of it.
 */
export function kindOfAddress(address: string): AddressKind {
  if (isIPv4(address)) {
    if (loopbackIpv4.check(address, 'ipv4')) return 'loopback'
    return ipv4.check(address, 'ipv4') ? 'not-public' : 'public'
  }
  if (!isIPv6(address) || address.includes('%')) return 'not-public'
  if (loopbackIpv6.check(address, 'ipv6')) return 'loopback'
  return globalIpv6.check(address, 'ipv6') && !ipv6.check(address, 'ipv6') ? 'public' : 'not-public'
}
